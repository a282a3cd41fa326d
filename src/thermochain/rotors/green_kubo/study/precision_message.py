"""Messages and web page about the plan of blocks and the precision reached."""

import pandas as pd

from thermochain.runs.pages import page


def plan_message(plan: pd.DataFrame, max_core_hours: float) -> str:
    """Summary of a plan, a table BLOCK_PLAN, in one or two lines."""
    rows = plan.drop_duplicates("temperature")
    new, missing = int(rows["new_blocks"].sum()), int(rows["missing_blocks"].sum())
    if not missing:
        return "precision: the blocks so far meet every target; none is added"
    needed = (rows["missing_blocks"] * rows["core_seconds_per_block"]).sum() / 3600.0
    text = (
        f"precision: {missing} further blocks ({needed:.3g} core-hours) would meet the targets; "
        f"{new} are planned ({rows['new_core_hours'].sum():.3g} core-hours)"
    )
    if new < missing:
        text += (
            f"\nprecision: the ceiling max_core_hours = {max_core_hours:g} binds; blocks go where the error is worst"
        )
    return text


def precision_message(reached: pd.DataFrame, n_pilot: int) -> str:
    """Summary of a table PRECISION: number of targets met, and the blocks and the cost that the others need."""
    n_met = int(reached["met"].sum())
    lines = [f"precision: {n_met} of {len(reached)} statistical errors meet their target"]
    for row in reached[~reached["met"]].itertuples():
        lines.append(
            f"precision: K^{row.coefficient} at T = {row.temperature:g} has {row.reached:.2%} where {row.target:.2%} "
            f"was asked for, after {row.blocks} blocks; it needs about {row.missing_core_hours:.3g} core-hours more"
        )
    if n_met < len(reached):
        lines.append(f"precision: {_advice(reached, n_pilot)}")
    coarse = reached[reached["systematic"] > reached["target"]]
    if len(coarse):
        worst = coarse.loc[coarse["systematic"].idxmax()]
        lines.append(
            f"precision: {len(coarse)} systematic errors are above the target, the largest {worst['systematic']:.2%} "
            f"of K^{worst['coefficient']} at T = {worst['temperature']:g}; they do not fall with further blocks, but "
            "with a longer maximum_lag"
        )
    return "\n".join(lines)


def _advice(reached: pd.DataFrame, n_pilot: int) -> str:
    """Advice on the next run: the blocks that it would add, and the ceiling that would suffice."""
    rows = reached.drop_duplicates("temperature")
    beyond = (rows["core_hours"] * (1 - n_pilot / rows["blocks"])).sum()
    wanted, ceiling = beyond + rows["missing_core_hours"].sum(), rows["max_core_hours"].iloc[0]
    advice = f"another run adds {rows['next_blocks'].sum()} blocks"
    if wanted > ceiling:
        advice += f"; the ceiling max_core_hours = {ceiling:g} binds, about {wanted:.2g} would do"
    return advice


def precision_page(reached: pd.DataFrame) -> str:
    """The precision reached as a web page."""
    headers = ["T", "Coefficient", "Asked for", "Statistical error", "Met", "Systematic error", "Blocks", "Core-hours"]
    rows = (
        [
            f"{r.temperature:g}",
            f"K^{r.coefficient}",
            f"{r.target:.2%}",
            f"{r.reached:.2%}",
            "yes" if r.met else f"no, {r.missing_core_hours:.2g} core-hours more",
            f"{r.systematic:.2%}",
            f"{r.blocks}",
            f"{r.core_hours:.3g}",
        ]
        for r in reached.itertuples()
    )
    return page("Relative errors asked for and reached", headers, rows)
