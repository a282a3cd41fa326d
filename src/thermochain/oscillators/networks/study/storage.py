"""Averages of anharmonic networks on disk."""

from dataclasses import asdict
from pathlib import Path

from thermochain.oscillators.networks.network import NetworkAverages
from thermochain.oscillators.networks.study.run import AnharmonicRun
from thermochain.runs.storage import load_result, save_result


def save_averages(path: str | Path, run: AnharmonicRun, averages: NetworkAverages, wall_time: float) -> None:
    """Write averages to `path` (.npz) and their provenance beside it (.json)."""
    save_result(path, asdict(run), vars(averages), wall_time)


def load_averages(path: str | Path) -> tuple[AnharmonicRun, NetworkAverages]:
    """Read what `save_averages` wrote.  Raises CorruptResult, naming the file, if it cannot be trusted."""
    parameters, arrays = load_result(path, lambda stored: AnharmonicRun(**stored).path)
    return AnharmonicRun(**parameters), NetworkAverages(**arrays)
