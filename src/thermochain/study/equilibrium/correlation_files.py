"""Simulations of rings on disk: the correlations of a run, and the blocks of a tuple."""

from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thermochain.estimators.correlation import TimeCorrelations
from thermochain.study.disk.storage import load_result, save_result
from thermochain.study.equilibrium.parameters import GreenKuboRun


def save_correlations(path: str | Path, run: GreenKuboRun, correlations: TimeCorrelations, wall_time: float) -> None:
    """Write correlations to `path` (.npz) and their provenance beside it (.json)."""
    save_result(path, asdict(run), _arrays(correlations), wall_time)


def load_correlations(path: str | Path) -> TimeCorrelations:
    """Read what `save_correlations` wrote.

    Raises CorruptResult, naming the file, unless it is whole and where its parameters belong.
    """
    _, arrays = load_result(path, lambda parameters: GreenKuboRun(**parameters).path)
    temperature, n_rotors = (arrays.pop(name).item() for name in ("temperature", "n_rotors"))
    return TimeCorrelations(temperature, n_rotors, **arrays)


def block_number(path: str | Path) -> int:
    """Number in the name of a block's file."""
    return int(Path(path).stem.removeprefix("block"))


def stored_blocks(folder: str | Path, run: GreenKuboRun) -> set[int]:
    """Numbers of all blocks of the tuple of `run` that are whole under `folder`: correlations and provenance."""
    home = (Path(folder) / run.path).parent
    return {
        block_number(path)
        for path in home.glob("block*.npz")
        if path.stem.removeprefix("block").isdecimal() and path.with_suffix(".json").is_file()
    }


def _arrays(correlations: TimeCorrelations) -> dict[str, NDArray]:
    return {name: np.asarray(value) for name, value in vars(correlations).items()}
