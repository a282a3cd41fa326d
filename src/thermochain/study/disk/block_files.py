"""Blocks on disk."""

from pathlib import Path

from thermochain.study.equilibrium.parameters import GreenKuboRun


def stored_blocks(folder: str | Path, run: GreenKuboRun) -> set[int]:
    """Numbers of all blocks of the tuple of `run` that are whole under `folder`: correlations and provenance."""
    home = (Path(folder) / run.path).parent
    return {
        int(path.stem.removeprefix("block"))
        for path in home.glob("block*.npz")
        if path.stem.removeprefix("block").isdecimal() and path.with_suffix(".json").is_file()
    }
