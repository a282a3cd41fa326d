"""Check of the stored results: simulations with their provenance, tables, coefficients.

Every file that is read back holds a hash of its content and begins with a mark of this project.  Pictures, pages and
logs hold none, since nothing is computed from them.  Other files under the results belong to the user: they are neither
read nor deleted, unless they stand where a rule writes; then they are read, and deleted only if they bear the mark.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from thermochain.overview.subjects import RUNS
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.runs.files import files_below
from thermochain.runs.identity import Run
from thermochain.runs.storage import CorruptResult, load_result
from thermochain.runs.table import read_any_table

# suffix -> what the files of this project begin with; the provenance of a simulation is the mark of its arrays
_MARKS = {
    ".csv": (b"# table: ",),
    ".json": (b'{\n  "parameters": ', b'{\n  "format": "thermochain-coefficients/'),
}
_SHARED_NAME = re.compile(r"[0-9a-f]{64}_(arrays\.npz|provenance\.json)")  # of Snakemake's cache


def stored_files(results: str | Path, made: Collection[Path] = ()) -> Iterator[tuple[Path, Callable[[Path], object]]]:
    """All stored files, each with the function that reads it: those with a mark, and those in `made` by the rules.

    A simulation is represented by its .npz file, even if only its .json file is left.
    """
    results = Path(results)
    for kind in RUNS:
        for path in stored_runs(results, kind):
            yield path, partial(load_result, kind=kind)
    for path in files_below(results):
        if path.name.startswith(".") or not (path in made or _begins_with_mark(path)):
            continue  # a temporary file of a running job begins with a dot
        if path.suffix == ".csv":
            yield path, read_any_table
        elif path.suffix == ".json" and path.parent == results / "coefficients":
            yield path, load_coefficients


def stored_runs(results: Path, kind: type[Run]) -> list[Path]:
    """Files (.npz) of all simulations of a kind that left anything under `results`."""
    runs = results / kind.SUBJECT / "runs"
    globs = [re.sub(r"\{\w+\}", "*", pattern) + suffix for pattern in kind.patterns() for suffix in (".npz", ".json")]
    files = {path.with_suffix(".npz") for glob in globs for path in runs.glob(glob)}
    return sorted(path for path in files if _is_run(kind, path.relative_to(runs).with_suffix("").as_posix()))


def _is_run(kind: type[Run], path: str) -> bool:
    """Whether the path is one of a run of this kind, below the runs of its subject and without suffix."""
    constraints = kind.wildcard_constraints()
    for pattern in kind.patterns():
        parts = re.split(r"\{(\w+)\}", pattern)
        parts[::2] = map(re.escape, parts[::2])
        parts[1::2] = [f"(?P<{name}>{constraints[name]})" for name in parts[1::2]]
        if found := re.fullmatch("".join(parts), path):
            try:
                return str(kind.from_wildcards(found.groupdict()).path) == path
            except ValueError:
                return False
    return False


def damaged_files(results: str | Path, made: Collection[Path] = ()) -> tuple[int, dict[Path, str]]:
    """Number of stored files that were read, and one line for each that is damaged or cannot be read."""
    n_files, damaged = 0, {}
    for path, read in stored_files(results, made):
        n_files += 1
        try:
            read(path)
        except CorruptResult as error:
            damaged[path] = str(error)
        except Exception as error:  # the disk, or a permission: the other files are read all the same
            damaged[path] = f"{path} cannot be read: {' '.join(str(error).split())}; make it readable, or delete it"
    return n_files, damaged


def bears_mark(path: Path) -> bool:
    """Whether a stored file, damaged or not, is one of this project: it begins with the mark, or is empty."""
    marked = path.with_suffix(".json") if path.suffix == ".npz" else path
    try:
        return _begins_with_mark(marked) or (path.is_file() and path.stat().st_size == 0)
    except OSError:
        return False


def _begins_with_mark(path: Path) -> bool:
    marks = _MARKS.get(path.suffix, ())
    try:
        if not marks or not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(max(map(len, marks))).startswith(marks)
    except OSError:
        return False


def remove_stored(path: Path) -> list[Path]:
    """Delete a stored file, of a simulation both files, and what they share with other checkouts; return their paths.

    Raises OSError if one of them cannot be deleted.
    """
    files = [path, path.with_suffix(".json")] if path.suffix == ".npz" else [path]
    for file in files:
        shared = Path(os.path.realpath(file))
        if file.is_symlink() and _SHARED_NAME.fullmatch(shared.name):
            shared.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
    return files
