"""Spectral gaps of chains of energies against their size, and over those of a free walk."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.exchange.figures.heat import COLOURS, LABELS, MARKERS, sizes_axis


@style.styled
def draw(gaps: pd.DataFrame, kinetic_currents: pd.DataFrame, ginzburg_landau: pd.DataFrame) -> Figure:
    """Least bounds against N; those of (51) and (52) over the gap of a walk, which tend to the diffusivity."""
    figure = style.new_figure(7.6, 3.1)
    left, middle, right = figure.subplots(1, 3)
    plain = gaps[gaps["density_power"] == 0]
    _draw_gaps(left, plain[plain["n_cells"] > 0])
    geodesic = ginzburg_landau.query("mobility == 'geodesic' and density_power == 0")
    for axis, process, ring in ((middle, "geodesic", geodesic), (right, "sum_sqrt", kinetic_currents)):
        _draw_ratios(axis, plain[plain["process"] == process])
        axis.axhline(ring.set_index("source").loc["ring", "value"], color=style.BLACK, linewidth=1.0)
        axis.lines[-1].set_label("$D$, Green-Kubo")
        axis.set(xlabel="$1/N$", title=LABELS[process], xlim=(-0.01, None))
    middle.set_ylim(None, 0.55)
    middle.legend(loc="upper left", ncols=2, fontsize=7, handlelength=1.2, columnspacing=0.8, handletextpad=0.3)
    middle.set_ylabel(r"gap$\,/\,(2-2\cos\frac{\pi}{N})$")
    return figure


def _draw_gaps(axis: Axes, rows: pd.DataFrame) -> None:
    """Bounds of the highest degree at every size, and the proved lower bound of (51)."""
    for process, lines in rows.groupby("process", sort=False):
        best = lines.sort_values("degree").groupby("n_cells").last()
        axis.plot(best.index, best["gap"], MARKERS[process] + "-", color=COLOURS[process], label=LABELS[process])
        axis.lines[-1].set(markersize=3.5, linewidth=0.8)
        if process == "geodesic":
            axis.plot(
                best.index, best["least"], "--", color=COLOURS[process], linewidth=0.8, label="proved lower bound"
            )
    n = np.array([4.0, rows["n_cells"].max()])
    axis.plot(n, 40.0 / n**2, color=style.GREY, linewidth=0.8, label=r"$\propto N^{-2}$")
    axis.set(yscale="log", ylabel="bound of the spectral gap", ylim=(1e-7, None))
    sizes_axis(axis, rows["n_cells"])
    axis.legend(loc="lower left", fontsize=7)


def _draw_ratios(axis: Axes, rows: pd.DataFrame) -> None:
    degrees = np.sort(rows["degree"].unique())
    for degree, lines in rows[rows["n_cells"] > 0].groupby("degree"):
        colour = style.family_colour(degree, degrees)
        axis.plot(1.0 / lines["n_cells"], lines["over_free"], "o-", color=colour, label=f"degree {degree:g}")
        axis.lines[-1].set(markersize=3, linewidth=0.8)
    limits = rows[rows["n_cells"] == 0]
    look = {"marker": "s", "markersize": 3, "color": style.GREY, "label": "extrapolated"}
    style.draw_points(axis, np.zeros(len(limits)), limits["over_free"], limits["over_free_std"], **look)
