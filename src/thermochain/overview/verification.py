"""Check of the stored results: simulations with their provenance, tables, coefficients.

Every file that is read back holds a hash of its content.  Pictures, pages and logs hold none, since nothing is
computed from them.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from thermochain.overview.subjects import RUNS
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.runs.identity import Run
from thermochain.runs.storage import CorruptResult, load_result
from thermochain.runs.table import read_any_table


def stored_files(results: str | Path) -> Iterator[tuple[Path, Callable[[Path], object]]]:
    """All stored files, each with the function that reads it.

    A simulation is represented by its .npz file, even if only its .json file is left.
    """
    results = Path(results)
    for kind in RUNS:
        for path in stored_runs(results, kind):
            yield path, partial(load_result, kind=kind)
    for path in _files(results / "coefficients", ".json"):
        yield path, load_coefficients
    for path in _files(results, ".csv"):
        yield path, read_any_table


def stored_runs(results: Path, kind: type[Run]) -> list[Path]:
    """Files (.npz) of all simulations of a kind that left anything under `results`."""
    pattern = re.sub(r"\{\w+\}", "*", kind.PATTERN)
    files = (
        path
        for suffix in (".npz", ".json")
        for path in (results / kind.SUBJECT / "runs").glob(f"{pattern}{suffix}")
        if not path.name.startswith(".")  # a temporary file of a running job begins with a dot
    )
    return sorted({path.with_suffix(".npz") for path in files})


def damaged_files(results: str | Path) -> tuple[int, dict[Path, str]]:
    """Number of stored files that were read, and one line for each damaged file."""
    n_files, damaged = 0, {}
    for path, read in stored_files(results):
        n_files += 1
        try:
            read(path)
        except CorruptResult as error:
            damaged[path] = str(error)
    return n_files, damaged


def remove_damaged(path: Path) -> None:
    """Delete a stored file; of a simulation, its provenance too."""
    path.unlink(missing_ok=True)
    if path.suffix == ".npz":
        path.with_suffix(".json").unlink(missing_ok=True)


def _files(folder: Path, suffix: str) -> list[Path]:
    """Files with this suffix, without the temporary ones of a job that is writing, which begin with a dot."""
    return sorted(folder.rglob(f"[!.]*{suffix}"))
