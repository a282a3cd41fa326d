"""Simulations of rings on disk: the correlations of a run, and the stored blocks of one set of parameters."""

from pathlib import Path
from typing import TypeVar

from thermochain.core.correlation import TimeCorrelations
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.storage import load_result

RingRun = TypeVar("RingRun", bound=GreenKuboRun)


def load_run(path: str | Path, kind: type[RingRun] = GreenKuboRun) -> tuple[RingRun, TimeCorrelations]:
    """A stored run of rings of this kind, and its correlations.

    Raises CorruptResult, naming the file, unless it is intact and its path spells its parameters.
    """
    run, arrays = load_result(path, kind)
    temperature, n_rotors = (arrays.pop(name).item() for name in ("temperature", "n_rotors"))
    return run, TimeCorrelations(temperature, n_rotors, **arrays)


def load_correlations(path: str | Path) -> TimeCorrelations:
    """Correlations of a stored run of rings, as `load_run` reads them."""
    return load_run(path)[1]


def block_number(path: str | Path) -> int:
    """Block number in the name of a file."""
    return int(Path(path).stem.removeprefix("block"))


def stored_blocks(folder: str | Path, run: GreenKuboRun) -> set[int]:
    """Numbers of all blocks with the parameters of `run` that are complete under `folder`: results and provenance."""
    home = (Path(folder) / run.path).parent
    return {
        block_number(path)
        for path in home.glob("block*.npz")
        if path.stem.removeprefix("block").isdecimal() and path.with_suffix(".json").is_file()
    }
