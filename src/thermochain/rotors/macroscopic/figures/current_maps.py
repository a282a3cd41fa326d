"""Figures 4, 6, 7 and 8: the energy current over two boundary values, with its zero and its two anomalies marked."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import CenteredNorm
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from thermochain.core import style

_COLOURS = "RdBu_r"  # blue where the current is negative, white at zero, red where it is positive
_N_LEVELS = 16
_N_COLUMNS = 2
_ROUNDING = 1e-12
_HATCH = r"\\\\"  # across the diagonal of Figure 8

# What the maps may show, as it appears in the legend.
_ZERO = Line2D([], [], color=style.VIOLET, linewidth=1.6, label="$J^e=0$")
_ZERO_BAND = Line2D([], [], color=style.VIOLET, linewidth=0.6, label="$J^e=0$ within two standard errors")
_APPROXIMATION = Line2D([], [], color=style.BLACK, linewidth=0.9, linestyle="--", label="approximation (3.1)")
_DIAGONAL = Line2D([], [], color=style.BLACK, linewidth=0.6, label=r"$T_{\mathrm{R}}=T_{\mathrm{L}}$")
_UPHILL = Patch(facecolor="none", edgecolor=style.BLACK, linewidth=0, hatch=_HATCH, label="uphill diffusion")
_NEGATIVE = Patch(facecolor="none", edgecolor=style.GREEN, linewidth=2.0, label="negative energy conductivity")


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One map for each panel, with a scale of its own, as in the paper; maps of two temperatures are square."""
    panels = [rows for _, rows in table.groupby("panel")]
    n_rows = -(-len(panels) // _N_COLUMNS)
    figure = style.new_figure(7.2, 3.1 * n_rows + 0.5)
    axes = figure.subplots(n_rows, _N_COLUMNS, squeeze=False)
    for axis, rows in zip(axes.flat, panels, strict=True):
        _draw_map(axis, rows)
    style.add_legend_of_drawn(figure, [_ZERO, _ZERO_BAND, _APPROXIMATION, _DIAGONAL, _UPHILL, _NEGATIVE], 4)
    return figure


def _draw_map(axis: Axes, rows: pd.DataFrame) -> None:
    across, up = rows["across"].iloc[0], rows["up"].iloc[0]
    x, y = rows[across].unique(), rows[up].unique()
    drive, drive_std, current, response, approximation, rise = (
        values.to_numpy().reshape(y.size, x.size)
        for values in (
            *(rows[name] for name in ("energy_drive", "energy_drive_std", "energy_current", "response")),
            rows["isoline_approximation"],
            rows["T_right"] - rows["T_left"],
        )
    )
    _draw_current(axis, x, y, current)
    _draw_region(axis, x, y, rise * current, _UPHILL)  # > 0 where energy flows towards the hotter bath (2.46)
    _draw_region(axis, x, y, -response, _NEGATIVE)
    if {across, up} == {"T_left", "T_right"}:
        axis.plot(x, x, color=_DIAGONAL.get_color(), linewidth=_DIAGONAL.get_linewidth(), label=_DIAGONAL.get_label())
        axis.set_box_aspect(1)
    for side in (-2.0, 2.0):
        if np.any(drive_std > 0):
            _draw_zero(axis, x, y, drive + side * drive_std, _ZERO_BAND)
    _draw_zero(axis, x, y, current, _ZERO)
    _draw_zero(axis, x, y, approximation, _APPROXIMATION)
    held = [name for name in style.SYMBOLS if name not in (across, up)]
    axis.set(
        xlabel=f"${style.SYMBOLS[across]}$",
        ylabel=f"${style.SYMBOLS[up]}$",
        title=style.boundary_title(held, rows.iloc[0]),
    )


def _draw_current(axis: Axes, x: NDArray, y: NDArray, current: NDArray) -> None:
    """Draw J^e as colours, white at zero, and its colour bar, on which zero is marked."""
    low, high = min(current.min(), 0.0), max(current.max(), 0.0)
    levels = MaxNLocator(_N_LEVELS).tick_values(low, high)
    norm = CenteredNorm(0.0, np.abs(levels).max())
    filled = axis.contourf(x, y, current, levels=levels, cmap=_COLOURS, norm=norm)
    axis.contour(x, y, current, levels=levels[levels != 0], colors=style.GREY, linewidths=0.3, linestyles="-")
    beside = axis.inset_axes((1.04, 0.0, 0.05, 1.0))
    axis.figure.colorbar(filled, cax=beside, label=style.ENERGY_CURRENT, ticks=MaxNLocator(8))
    beside.axhline(0.0, color=_ZERO.get_color(), linewidth=_ZERO.get_linewidth())


def _draw_region(axis: Axes, x: NDArray, y: NDArray, values: NDArray, like: Patch) -> None:
    """Draw the region where `values` > 0, if there is one, as the entry `like` of the legend."""
    if np.any(values > _ROUNDING):
        region = axis.contourf(x, y, values, levels=[_ROUNDING, np.inf], colors="none", hatches=[like.get_hatch()])
        region.set(edgecolor=like.get_edgecolor(), linewidth=like.get_linewidth(), label=like.get_label())


def _draw_zero(axis: Axes, x: NDArray, y: NDArray, values: NDArray, like: Line2D) -> None:
    """Draw the zero level of `values`, if they have both signs, as the entry `like` of the legend."""
    if values.min() < 0 < values.max():
        line: QuadContourSet = axis.contour(x, y, values, levels=[0.0], colors=[like.get_color()])
        line.set(linewidth=like.get_linewidth(), linestyle=like.get_linestyle(), label=like.get_label())
