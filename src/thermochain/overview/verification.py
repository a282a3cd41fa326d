"""Check of what is stored under the results: simulations with their provenance, tables, coefficients.

Whatever is read back holds a hash of its content.  Pictures, pages and logs do not: nothing is computed from them.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from thermochain.oscillators.networks.study.storage import load_averages
from thermochain.rotors.driven.study.simulation import load_moments
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations
from thermochain.rotors.published_protocol.study.record import load_record
from thermochain.rotors.relaxation.study.chains import load_closed
from thermochain.runs.storage import CorruptResult
from thermochain.runs.table import read_any_table

# folder of the results -> what reads its simulations
SIMULATIONS: dict[str, Callable[[Path], object]] = {
    "closed_chains": load_closed,
    "green_kubo": load_correlations,
    "networks": load_averages,
    "published_protocol": load_record,
    "driven": load_moments,
}


def stored_files(results: str | Path) -> Iterator[tuple[Path, Callable[[Path], object]]]:
    """Every stored file with what reads it; a simulation is its .npz, also where only its .json is left."""
    results = Path(results)
    for folder, load in SIMULATIONS.items():
        for path in sorted({file.with_suffix(".npz") for file in _files(results / folder, ".npz", ".json")}):
            yield path, load
    for path in _files(results / "coefficients", ".json"):
        yield path, load_coefficients
    for path in _files(results, ".csv"):
        yield path, read_any_table


def damaged_files(results: str | Path) -> tuple[int, dict[Path, str]]:
    """Number of stored files that were read, and what is wrong with those that cannot be trusted."""
    n_files, damaged = 0, {}
    for path, read in stored_files(results):
        n_files += 1
        try:
            read(path)
        except CorruptResult as error:
            damaged[path] = str(error)
    return n_files, damaged


def remove_damaged(path: Path) -> None:
    """Delete a stored file, and the provenance of a simulation with it."""
    path.unlink(missing_ok=True)
    if path.suffix == ".npz":
        path.with_suffix(".json").unlink(missing_ok=True)


def _files(folder: Path, *suffixes: str) -> list[Path]:
    """Files with one of the suffixes; the temporary ones of a job that is writing begin with a dot."""
    return sorted(path for suffix in suffixes for path in folder.rglob(f"[!.]*{suffix}"))
