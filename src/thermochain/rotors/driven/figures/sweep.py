"""Energy current of driven chains along a line of boundary values, compared with the macroscopic equations."""

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from thermochain.core import style
from thermochain.rotors.driven.figures import marks

_CROSSINGS = {  # source -> words, marker, size
    "limit": (r"$n\to\infty$", "*", 11),
    "measured": ("measured", "P", 7),
    "published": ("published", "X", 7),
}


@style.styled
def draw(sweep: pd.DataFrame, crossings: pd.DataFrame) -> Figure:
    """One panel against p_right with a colour for each T_right, or panels against T_right for each p_right.

    `sweep` has the columns figure, across, T_left, T_right, p_left, p_right, source (chain, limit, measured,
    published), n_rotors, energy_current and energy_current_std; `crossings` has the columns figure, source, p_right,
    p_right_std and energy_current, and its rows of this figure are drawn.
    """
    across = sweep["across"].iloc[0]
    held = "T_right" if across == "p_right" else "p_right"
    panels = [sweep] if across == "p_right" else [rows for _, rows in sweep.groupby(held)]
    figure = style.new_figure(5.4 if len(panels) == 1 else 3.7 * len(panels), 4.4)
    axes = figure.subplots(1, len(panels), squeeze=False)[0]
    branches = list(sweep[held].unique())
    marked = crossings[crossings["figure"] == sweep["figure"].iloc[0]]
    for axis, rows in zip(axes, panels, strict=True):
        for value, branch in rows.groupby(held, sort=False):
            draw_branch(axis, branch, marks.lengths(sweep), marks.BRANCHES[branches.index(value)])
        _finish(axis, across, rows)
    points = [*marks.length_handles(marks.lengths(sweep)), marks.limit_handle()]
    lines = _branch_handles(held, branches) if len(panels) < len(branches) else []
    columns = [points, lines + marks.equation_handles(sweep), _draw_crossings(axes[0], marked)]
    marks.legend_below(figure, *[column for column in columns if column])
    return figure


def draw_branch(
    axis: Axes, rows: pd.DataFrame, sizes: list[int], colour: str, quantity: str = "energy_current"
) -> None:
    """Chains of all lengths, their limits and both curves of (2.30), with the errors in the column `quantity`_std."""
    x, value, std = rows["across"].iloc[0], quantity, f"{quantity}_std"
    measured, published, limit = (rows[rows["source"] == source] for source in ("measured", "published", "limit"))
    low, high = (measured[value] + sign * 2 * measured[std] for sign in (-1, 1))
    axis.fill_between(measured[x], low, high, color=colour, alpha=0.25, linewidth=0)
    axis.plot(measured[x], measured[value], color=colour)
    axis.plot(published[x], published[value], color=colour, linestyle="--", linewidth=0.9)
    for n, marker in zip(sizes, marks.MARKERS, strict=False):
        chains = rows[(rows["source"] == "chain") & (rows["n_rotors"] == n)]
        axis.plot(chains[x], chains[value], color=colour, linewidth=0.5, alpha=0.5)
        look = {"marker": marker, "color": colour, "markerfacecolor": "white"}
        style.draw_points(axis, chains[x], chains[value], chains[std], **look)
    style.draw_points(axis, limit[x], limit[value], limit[std], marker="o", color=colour, markersize=5)


def _draw_crossings(axis: Axes, crossings: pd.DataFrame) -> list[Artist]:
    """Mark the crossings; returns entries of a legend that state their positions."""
    handles = []
    for source, (words, marker, size) in _CROSSINGS.items():
        for row in crossings[crossings["source"] == source].to_dict("records"):
            error = row["p_right_std"]
            face = style.BLACK if source == "limit" else "white"
            look = {"markersize": size, "markerfacecolor": face, "markeredgewidth": 0.8, "zorder": 5}
            look |= {"xerr": error if error > 0 else None}
            place = row["p_right"], row["energy_current"]
            style.draw_points(axis, *place, None, marker=marker, color=style.BLACK, **look)
            number = f"{row['p_right']:.3f}" + (rf"\pm{error:.3f}" if error > 0 else "")
            label = rf"crossing, {words}: ${number}$"
            options = {"markersize": 0.7 * size, "color": style.BLACK, "mfc": face, "label": label}
            handles.append(Line2D([], [], linestyle="none", marker=marker, **options))
    return handles


def _branch_handles(held: str, branches: list[float]) -> list[Artist]:
    return [
        Line2D([], [], color=colour, linewidth=3, label=f"${style.equation(held, value)}$")
        for value, colour in zip(branches, marks.BRANCHES, strict=False)
    ]


def _finish(axis: Axes, across: str, rows: pd.DataFrame) -> None:
    low, high = axis.get_ylim()
    if low <= 0 <= high:
        axis.axhline(0.0, color=style.GREY, linewidth=0.6)
    first = rows.iloc[0]
    held = [name for name in style.SYMBOLS if name != across and rows[name].nunique() == 1]
    curves = rows[rows["source"] == "measured"][across]
    axis.set(xlim=(curves.min(), curves.max()), title=style.boundary_title(held, first))
    axis.set(xlabel=f"${style.SYMBOLS[across]}$", ylabel=r"energy current $N\langle j^e\rangle$, $J^e$")
