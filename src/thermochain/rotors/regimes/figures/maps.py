"""Regions of uphill diffusion and of negative energy conductivity, for both sets of coefficients."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from thermochain.core import style

_HATCH = "////"
_COLOURS = {"current": style.VIOLET, "response_right": style.ORANGE, "response_left": style.BLUE}
REGION_COLOURS = {"response_right": "#f7c9a8", "response_left": "#b3d4e8"}
_N_COLUMNS = 3


@style.styled
def draw(fields: pd.DataFrame, boundaries: pd.DataFrame) -> Figure:
    """Figure with one panel per plane: regions, lines and bands for measured, dashed lines for published coefficients.

    `fields` has one row per point of a grid, with uphill, response_left and response_right positive inside their
    regions; `boundaries` has one row per point of a line, with shifts of one standard error.
    """
    panels = fields["panel"].unique()
    n_rows = -(-len(panels) // _N_COLUMNS)
    figure = style.new_figure(3.4 * _N_COLUMNS, 3.1 * n_rows + 0.5)
    for axis, panel in zip(figure.subplots(n_rows, _N_COLUMNS).flat, panels, strict=True):
        rows = fields[(fields["panel"] == panel) & (fields["coefficients"] == "measured")]
        _draw_regions(axis, rows)
        _draw_lines(axis, boundaries[boundaries["panel"] == panel])
        _label(axis, rows)
    handles = [
        Patch(facecolor="none", edgecolor=style.VIOLET, hatch=_HATCH, label="uphill diffusion"),
        Patch(facecolor=REGION_COLOURS["response_right"], label=r"$\partial J^e/\partial T_{\mathrm{R}}>0$"),
        Patch(facecolor=REGION_COLOURS["response_left"], label=r"$\partial J^e/\partial T_{\mathrm{L}}<0$"),
        Line2D([], [], color=style.BLACK, label="measured coefficients, band: two standard errors"),
    ]
    if "published" in set(boundaries["coefficients"]):
        look = {"linestyle": "--", "linewidth": 0.9, "label": "published coefficients"}
        handles.append(Line2D([], [], color=style.BLACK, **look))
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles))
    return figure


def _draw_regions(axis: Axes, rows: pd.DataFrame) -> None:
    x, y = (rows[rows[name].iloc[0]].unique() for name in ("across", "up"))
    for name, colour in REGION_COLOURS.items():
        excess = rows[name].to_numpy().reshape(y.size, x.size)
        if excess.max() > 0:
            axis.contourf(x, y, excess, levels=[0.0, np.inf], colors=[colour])
    uphill = rows["uphill"].to_numpy().reshape(y.size, x.size)
    if uphill.max() > 0:
        regions = axis.contourf(x, y, uphill, levels=[0.0, np.inf], colors="none", hatches=[_HATCH])
        regions.set_edgecolor(style.VIOLET)
        regions.set_linewidth(0.0)
    if {rows["across"].iloc[0], rows["up"].iloc[0]} == {"T_left", "T_right"}:
        axis.plot(x, x, color=style.VIOLET, linewidth=0.8)


def _draw_lines(axis: Axes, boundaries: pd.DataFrame) -> None:
    for (name, coefficients, _), line in boundaries.groupby(["boundary", "coefficients", "line"]):
        x, y = line["across"].to_numpy(), line["up"].to_numpy()
        if coefficients == "published":
            axis.plot(x, y, color=_COLOURS[name], linewidth=0.9, linestyle="--")
            continue
        dx, dy = 2.0 * line["across_shift"].to_numpy(), 2.0 * line["up_shift"].to_numpy()
        outline = np.concatenate([x - dx, (x + dx)[::-1]]), np.concatenate([y - dy, (y + dy)[::-1]])
        axis.fill(*outline, color=_COLOURS[name], alpha=0.35, linewidth=0)
        axis.plot(x, y, color=_COLOURS[name], linewidth=1.2)


def _label(axis: Axes, rows: pd.DataFrame) -> None:
    across, up = rows["across"].iloc[0], rows["up"].iloc[0]
    held = [name for name in style.SYMBOLS if name not in (across, up)]
    axis.set(
        xlabel=f"${style.SYMBOLS[across]}$",
        ylabel=f"${style.SYMBOLS[up]}$",
        title=style.boundary_title(held, rows.iloc[0]),
        xlim=(rows[across].min(), rows[across].max()),
        ylim=(rows[up].min(), rows[up].max()),
    )
