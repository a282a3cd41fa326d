"""Blocks that the configuration requests, and the numbers of the blocks on disk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs
from thermochain.rotors.green_kubo.study.correlation_files import stored_blocks
from thermochain.rotors.green_kubo.study.precision import plan_blocks
from thermochain.rotors.green_kubo.study.precision_message import plan_message
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import canonical


@dataclass(frozen=True)
class WantedBlocks:
    """Requested blocks and numbers of the stored blocks, by temperature as spelled in paths; `note` states the plan."""

    runs: dict[str, list[GreenKuboRun]]
    there: dict[str, set[int]]
    note: str = ""


def wanted_blocks(config: Mapping[str, Any], folder: str | Path) -> WantedBlocks:
    """Blocks of the checked configuration `config`, and the blocks stored under `folder`.

    With `green_kubo.precision` and a stored pilot, these are the blocks that the next run would plan; without a stored
    pilot they are the pilot alone, as the note states.  Raises CorruptResult, naming the block, if one is damaged.
    """
    runs = {canonical(float(T)): blocks for T, blocks in green_kubo_runs(config).items()}
    stored = {T: stored_blocks(folder, blocks[0]) for T, blocks in runs.items()}
    precision = config["green_kubo"].get("precision")
    if precision is None:
        return WantedBlocks(runs, stored)
    ceiling = precision["max_core_hours"]
    if any(run.block not in stored[T] for T, blocks in runs.items() for run in blocks):
        note = f"precision: the pilot alone; it decides how many blocks follow, up to max_core_hours = {ceiling:g} more"
        return WantedBlocks(runs, stored, note)
    paths = {
        T: [str(Path(folder) / f"{replace(blocks[0], block=k).path}.npz") for k in sorted(stored[T])]
        for T, blocks in runs.items()
    }
    plan, numbers = plan_blocks(paths, precision, config["green_kubo"]["blocks"])
    wanted = {canonical(float(T)): rows["block"].tolist() for T, rows in numbers.groupby("temperature")}
    runs = {T: [replace(blocks[0], block=k) for k in wanted[T]] for T, blocks in runs.items()}
    return WantedBlocks(runs, stored, plan_message(plan, ceiling))
