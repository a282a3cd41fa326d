"""Figures 4, 6, 7 and 8: the energy current over two boundary values as contours, with uphill diffusion marked."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from thermochain.core import style

_N_LEVELS = 24
_N_COLUMNS = 2
_HATCH = "///"
_ROUNDING = 1e-12


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One map for each panel, with a scale of its own, as in the paper."""
    panels = [rows for _, rows in table.groupby("panel")]
    n_rows = -(-len(panels) // _N_COLUMNS)
    figure = style.new_figure(3.7 * _N_COLUMNS, 3.1 * n_rows + 0.4)
    axes = figure.subplots(n_rows, _N_COLUMNS, squeeze=False)
    for axis, rows in zip(axes.flat, panels, strict=True):
        _draw_map(figure, axis, rows)
    figure.legend(
        handles=[
            Line2D([], [], color=style.VIOLET, linewidth=2, label=r"$J^e=0$"),
            Line2D([], [], color=style.BLACK, linestyle="--", label="approximation (3.1)"),
            Patch(facecolor="none", edgecolor=style.BLACK, hatch=_HATCH, label="uphill diffusion"),
        ],
        loc="outside lower center",
        ncols=3,
    )
    return figure


def _draw_map(figure: Figure, axis: Axes, rows: pd.DataFrame) -> None:
    across, up = rows["across"].iloc[0], rows["up"].iloc[0]
    x, y = rows[across].unique(), rows[up].unique()
    shape = (y.size, x.size)
    current = rows["energy_current"].to_numpy().reshape(shape)
    rise = (rows["T_right"] - rows["T_left"]).to_numpy().reshape(shape)
    approximation = rows["isoline_approximation"].to_numpy().reshape(shape)

    filled = axis.contourf(x, y, current, levels=_N_LEVELS, cmap="viridis")
    colour_bar = figure.colorbar(filled, ax=axis, label=style.ENERGY_CURRENT, aspect=25)
    ticks = [level for level in colour_bar.get_ticks() if current.min() < level < current.max() and level != 0.0]
    lines = axis.contour(x, y, current, levels=ticks, colors="white", linewidths=0.5, linestyles="-")
    colour_bar.add_lines(lines)
    _draw_zero_band(axis, x, y, rows)
    _draw_level(axis, x, y, current, color=style.VIOLET, linewidths=1.6)
    _draw_level(axis, x, y, approximation, color=style.BLACK, linewidths=1.0, linestyles="--")
    if {across, up} == {"T_left", "T_right"}:
        axis.plot(x, x, color=style.BLACK, linewidth=0.6)
    uphill = rise * current  # > 0 where energy flows towards the hotter bath (2.46)
    if np.any(uphill > _ROUNDING):
        axis.contourf(x, y, uphill, levels=[_ROUNDING, np.inf], colors="none", hatches=[_HATCH])
    held = [name for name in style.SYMBOLS if name not in (across, up)]
    axis.set(
        xlabel=f"${style.SYMBOLS[across]}$",
        ylabel=f"${style.SYMBOLS[up]}$",
        title=style.boundary_title(held, rows.iloc[0]),
    )


def _draw_zero_band(axis: Axes, x, y, rows: pd.DataFrame) -> None:
    """Draw the two lines between which J^e = 0 within two standard errors, if the errors are known."""
    std = rows["energy_drive_std"].to_numpy()
    if np.any(std > 0):
        for side in (-2.0, 2.0):
            edge = (rows["energy_drive"].to_numpy() + side * std).reshape(y.size, x.size)
            _draw_level(axis, x, y, edge, color=style.VIOLET, linewidths=0.6)


def _draw_level(axis: Axes, x, y, values, *, color: str, **options) -> None:
    """Draw the zero level of `values`, if they have both signs."""
    if values.min() < 0 < values.max():
        axis.contour(x, y, values, levels=[0.0], colors=[color], **options)
