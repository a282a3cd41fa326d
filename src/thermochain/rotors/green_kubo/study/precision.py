"""Requested precision: the plan of further blocks, made from the existing blocks, and the precision reached.

Only statistical errors are planned for.  The systematic errors of the estimates do not fall with the number of blocks;
tables and messages state them beside the statistical ones.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from thermochain.rotors.green_kubo.estimate import OnsagerEstimate
from thermochain.rotors.green_kubo.study.block_plan import Effort, next_numbers, share_budget
from thermochain.rotors.green_kubo.study.correlation_files import block_number
from thermochain.rotors.green_kubo.study.onsager_table import load_merged
from thermochain.rotors.green_kubo.study.self_consistent import estimate_together
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.identity import canonical
from thermochain.runs.storage import CorruptResult
from thermochain.runs.table import Table

_HOUR = 3600.0

BLOCK_PLAN = Table(
    "block_plan/1",
    temperature="T, in units of the potential's amplitude over k_B",
    coefficient="pp or ee",
    target="statistical relative error asked for",
    reached="statistical relative error of the blocks so far",
    met="True if it is not above the target",
    n_batches="independent batches behind it",
    blocks="blocks so far",
    new_blocks="blocks planned, for both coefficients of the temperature together",
    missing_blocks="blocks that would meet the target, for both together",
    core_seconds_per_block="as measured",
    new_core_hours="of the blocks planned",
)

PLANNED_BLOCKS = Table(
    "planned_blocks/1",
    temperature="T",
    block="number of a block that the study uses",
    new="True if it did not exist when the plan was made",
)

PRECISION = Table(
    "precision/1",
    temperature="T, in units of the potential's amplitude over k_B",
    coefficient="pp or ee",
    target="statistical relative error asked for",
    reached="statistical relative error reached",
    met="True if it is not above the target",
    systematic="relative systematic error, which further blocks do not reduce",
    blocks="blocks used",
    core_hours="of all blocks used, as planned from their measured time",
    missing_core_hours="of the further blocks that would meet the target; the same for both coefficients",
    next_blocks="blocks that another run would add under the ceiling; the same for both coefficients",
    max_core_hours="the ceiling",
)


def coefficient_targets(relative_error: float | Mapping[str, float]) -> dict[str, float]:
    """Coefficient -> requested relative error, from one number for both or one number for each coefficient."""
    if isinstance(relative_error, Mapping):
        return {name: float(relative_error[name]) for name in ("pp", "ee") if name in relative_error}
    return dict.fromkeys(("pp", "ee"), float(relative_error))


def relative_errors(estimate: OnsagerEstimate) -> dict[str, float]:
    """Coefficient -> its relative statistical error."""
    return {name: getattr(estimate, f"{name}_std") / abs(getattr(estimate, name)) for name in ("pp", "ee")}


def plan_blocks(
    blocks: Mapping[str, list[str]], precision: Mapping[str, Any], n_pilot: int, potential: Potential = ROTORS
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Plan of the blocks with which every temperature meets its target, within the ceiling.

    Parameters
    ----------
    blocks
        Temperature -> paths (.../block<number>.npz) of all existing blocks.
    precision
        `relative_error` (a number, or a mapping of pp and ee) and `max_core_hours`, the ceiling for all blocks beyond
        the pilot, existing ones included.
    n_pilot
        Number of pilot blocks, which do not count towards the ceiling.
    potential
        Potential of the bonds.

    Returns
    -------
    Tables BLOCK_PLAN and PLANNED_BLOCKS.

    Raises
    ------
    CorruptResult
        A block is damaged; the message names it.
    """
    targets = coefficient_targets(precision["relative_error"])
    reached, efforts, spent = {}, {}, 0.0
    estimates = estimate_together([load_merged(paths) for paths in blocks.values()], potential)
    for (temperature, paths), estimate in zip(blocks.items(), estimates, strict=True):
        errors = relative_errors(estimate)
        seconds = {path: recorded_seconds(path) for path in paths}
        excess = max(errors[name] / target for name, target in targets.items())
        reached[temperature] = errors
        efforts[temperature] = Effort(len(paths), estimate.n_batches, excess, sum(seconds.values()) / len(paths))
        spent += sum(time for path, time in seconds.items() if block_number(path) >= n_pilot)
    budget = precision["max_core_hours"] * _HOUR - spent
    new = dict(zip(efforts, share_budget(list(efforts.values()), budget), strict=True))
    numbers = {temperature: {block_number(path) for path in paths} for temperature, paths in blocks.items()}
    return _plan_frame(targets, reached, efforts, new), _numbers_frame(numbers, new)


def _plan_frame(targets, reached, efforts, new) -> pd.DataFrame:
    rows = [
        {
            "temperature": float(temperature),
            "coefficient": name,
            "target": target,
            "reached": reached[temperature][name],
            "met": reached[temperature][name] <= target,
            "n_batches": effort.n_batches,
            "blocks": effort.n_blocks,
            "new_blocks": new[temperature],
            "missing_blocks": effort.missing,
            "core_seconds_per_block": effort.seconds_per_block,
            "new_core_hours": new[temperature] * effort.seconds_per_block / _HOUR,
        }
        for temperature, effort in efforts.items()
        for name, target in targets.items()
    ]
    return pd.DataFrame(rows)


def _numbers_frame(numbers: Mapping[str, set[int]], new: Mapping[str, int]) -> pd.DataFrame:
    rows = []
    for temperature, there in numbers.items():
        more = next_numbers(there, new[temperature])
        rows += [(float(temperature), block, block in more) for block in sorted([*there, *more])]
    return PLANNED_BLOCKS.frame(rows)


def recorded_seconds(path: str | Path) -> float:
    """Core time in s from the provenance of a block."""
    return float(json.loads(Path(path).with_suffix(".json").read_text(encoding="utf-8"))["wall_time_s"])


def planned_numbers(path: str | Path) -> dict[str, list[int]]:
    """Temperature, as spelled in paths -> numbers of the planned blocks, from a table PLANNED_BLOCKS."""
    table = PLANNED_BLOCKS.read(path)
    return {canonical(float(T)): rows["block"].tolist() for T, rows in table.groupby("temperature")}


def precision_frame(
    onsager: pd.DataFrame, plan: pd.DataFrame, precision: Mapping[str, Any], n_pilot: int
) -> pd.DataFrame:
    """Table PRECISION: the errors that the planned blocks reached.

    Parameters
    ----------
    onsager, plan
        The tables ONSAGER, of all planned blocks, and BLOCK_PLAN.
    precision, n_pilot
        As in `plan_blocks`.
    """
    estimates = {canonical(row["temperature"]): row for _, row in onsager.iterrows()}
    targets = coefficient_targets(precision["relative_error"])
    rows, efforts = [], []
    for temperature, planned in plan.groupby("temperature"):
        row, first = estimates[canonical(float(temperature))], planned.iloc[0]
        reached = {name: row[f"{name}_std"] / abs(row[name]) for name in targets}
        effort = Effort(
            n_blocks=int(first["blocks"] + first["new_blocks"]),
            n_batches=int(row["n_batches"]),
            excess=max(reached[name] / target for name, target in targets.items()),
            seconds_per_block=float(first["core_seconds_per_block"]),
        )
        efforts.append(effort)
        rows += [
            {
                "temperature": temperature,
                "coefficient": name,
                "target": target,
                "reached": reached[name],
                "met": reached[name] <= target,
                "systematic": row[f"{name}_systematic"] / abs(row[name]),
                "blocks": effort.n_blocks,
                "core_hours": effort.n_blocks * effort.seconds_per_block / _HOUR,
                "missing_core_hours": effort.missing * effort.seconds_per_block / _HOUR,
            }
            for name, target in targets.items()
        ]
    spent = sum((effort.n_blocks - n_pilot) * effort.seconds_per_block for effort in efforts)
    following = share_budget(efforts, precision["max_core_hours"] * _HOUR - spent)
    frame = pd.DataFrame(rows)
    return frame.assign(
        next_blocks=np.repeat(following, len(targets)), max_core_hours=float(precision["max_core_hours"])
    )


def standing_plan(
    numbers_path: str | Path, reached_path: str | Path, precision: Mapping[str, Any]
) -> tuple[dict[str, set[int]], dict[str, set[int]]] | None:
    """The last plan, if it was completed for the same targets and ceiling and another plan would add no block.

    Returns temperature -> numbers of the blocks from which it was made, and temperature -> numbers of the blocks that
    it contains; None if there is no such plan.
    """
    try:
        numbers, reached = PLANNED_BLOCKS.read(numbers_path), PRECISION.read(reached_path)
    except (FileNotFoundError, CorruptResult):
        return None
    targets = coefficient_targets(precision["relative_error"])
    same = (reached["max_core_hours"] == precision["max_core_hours"]).all() and all(
        np.allclose(rows["target"], targets.get(name, 0.0), rtol=1e-9, atol=0.0)
        for name, rows in reached.groupby("coefficient")
    )
    if not same or set(reached["coefficient"]) != set(targets) or reached["next_blocks"].any():
        return None
    return tuple(
        {canonical(float(T)): set(rows["block"]) for T, rows in table.groupby("temperature")}
        for table in (numbers[~numbers["new"]], numbers)
    )
