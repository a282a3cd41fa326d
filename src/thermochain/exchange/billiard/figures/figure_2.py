"""Figure 2 of Li for this billiard: drawing of the cells, rate and energy of collisions through the hole against M."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from thermochain.core import style


@style.styled
def draw(frequency: pd.DataFrame, walls: pd.DataFrame, disks: pd.DataFrame) -> Figure:
    """Geometry above, frequency of collisions through the hole and M times the energy of colliding disks below.

    `walls` has one row for each point (piece, x, y), `disks` one for each disk (cell, x, y, radius, vx, vy).
    """
    figure = style.new_figure(7.2, 5.6)
    grid = figure.add_gridspec(2, 2, height_ratios=(1.15, 1.0))
    _draw_cells(figure.add_subplot(grid[0, :]), walls, disks)
    left, right = figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[1, 1])
    m = frequency["n_particles"]
    _errorbar(left, m, frequency["frequency"], frequency["frequency_std"], "measured")
    exact = frequency[frequency["frequency_exact"].notna()]
    left.plot(exact["n_particles"], exact["frequency_exact"], "_", color=style.ORANGE, markersize=9, zorder=3)
    left.lines[-1].set_label("exact, $M=1$")
    left.legend(loc="lower right")
    left.set(
        xlabel="disks in a cell $M$", ylabel=r"frequency through the hole $\varphi(M)$", title="collisions a unit time"
    )
    left.set_ylim(bottom=0)
    _errorbar(right, m, frequency["energy"], frequency["energy_std"], "measured")
    right.plot(m, frequency["energy_exact"], color=style.ORANGE, zorder=3, label=r"exact: $5M/(4M+1)$")
    right.set(xlabel="disks in a cell $M$", ylabel=r"$M\,\langle e\rangle$", title="energy of a colliding disk")
    right.axhline(1.0, color=style.GREY, linewidth=0.6, linestyle=":", label="mean disk of a cell")
    right.set_ylim(bottom=0.7)
    right.legend(loc="lower right", ncols=2)
    return figure


def _draw_cells(axis: Axes, walls: pd.DataFrame, disks: pd.DataFrame) -> None:
    for _, piece in walls.groupby("piece"):
        axis.plot(piece["x"], piece["y"], color=style.BLACK, linewidth=1.4, solid_capstyle="butt")
    for disk in disks.itertuples():
        colour = (style.BLUE, style.ORANGE)[disk.cell % 2]
        axis.add_patch(Circle((disk.x, disk.y), disk.radius, facecolor=colour, edgecolor=style.BLACK, alpha=0.75))
        arrow = {"arrowstyle": "->", "color": style.BLACK, "linewidth": 1.0}
        tip = (disk.x + 0.45 * disk.vx, disk.y + 0.45 * disk.vy)
        axis.annotate("", xy=tip, xytext=(disk.x, disk.y), arrowprops=arrow)
    axis.set(aspect="equal", xlabel="position $x$", ylabel="$y$")
    axis.set_title(f"two cells with $M={len(disks) // disks['cell'].nunique()}$ disks each")


def _errorbar(axis: Axes, x: pd.Series, y: pd.Series, error: pd.Series, label: str) -> None:
    look = {"markersize": 2.5, "capsize": 1.5, "linewidth": 0.7, "label": label}
    style.draw_points(axis, x, y, error, marker="o", color=style.BLUE, **look)
