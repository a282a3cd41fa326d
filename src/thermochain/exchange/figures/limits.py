"""Limits of stochastic energy exchange: distances against M, and Fourier's law of the limit equation."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")
_STUDIES = {"limit": (r"to the limit equation", -0.5), "mesoscopic": (r"to the mesoscopic equation", -1.0)}
RATE_LABELS = {
    "sum_sqrt": r"$\sqrt{E_1+E_2}$",
    "harmonic_mean_sqrt": r"$\sqrt{E_1E_2/(E_1+E_2)}$",
    "min_sqrt": r"$\sqrt{\min(E_1,E_2)}$",
    "constant": "1",
}


@style.styled
def draw(convergence: pd.DataFrame, fourier: pd.DataFrame) -> Figure:
    """Left: distances at time 1 with lines of the expected power; right: conductivity against the gap of the baths."""
    figure = style.new_figure(7.6, 3.2)
    left, right = figure.subplots(1, 2)
    for n, (study, (label, power)) in enumerate(_STUDIES.items()):
        _draw_distance(left, convergence[convergence["study"] == study], n, label, power)
    left.set(xscale="log", yscale="log", xlabel="particles per cell $M$", ylabel="distance at time 1")
    left.set_ylim(1e-3, 60)
    left.legend(loc="upper right")
    for n, (rate, rows) in enumerate(fourier.groupby("rate", sort=False)):
        label = f"$f=$ {RATE_LABELS.get(rate, rate)}"
        gaps = rows["gap"]
        right.plot(gaps, rows["conductivity"] / rows["limit"] - 1, _MARKERS[n % 4] + "-", color=_COLOURS[n % 4])
        right.lines[-1].set(label=label, markersize=4, linewidth=0.9)
    right.set(xlabel=r"$(T_{\mathrm{R}}-T_{\mathrm{L}})/T_{\mathrm{L}}$")
    right.set_ylabel(r"$\kappa\,/\,\frac{1}{2}f(T_{\mathrm{L}},T_{\mathrm{L}})-1$")
    right.legend(loc="upper left")
    return figure


def _draw_distance(axis: Axes, rows: pd.DataFrame, n: int, label: str, power: float) -> None:
    colour, M = _COLOURS[n], rows["particles"].to_numpy(float)
    text = f"{label}: $M^{{{rows['slope'].iloc[0]:.2f}\\pm {rows['slope_std'].iloc[0]:.2f}}}$"
    style.draw_points(axis, M, rows["distance"], rows["std"], marker=_MARKERS[n], color=colour, label=text)
    middle = np.exp(np.mean(np.log(rows["distance"] / M**power)))
    axis.plot(M, middle * M**power, color=colour, linewidth=0.8, label=f"$\\propto M^{{{power:g}}}$")
    if rows["floor"].notna().any():
        axis.plot(M, rows["floor"], ":", color=style.GREY, label="two samples of one law")
