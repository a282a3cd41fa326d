"""What is left beyond the Gaussian law of the energies: distances times M, and skewness, beside their exact limits."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET)
_MARKERS = ("o", "D", "^", "v")
_STUDIES = {
    "gaussian": "exchanges and Gaussian, laws (6.6)",
    "exchanges": "the same, on one noise",
    "equation": "equation and Gaussian, on one noise (6.7)",
    "mesoscopic": "exchanges and equation, laws (6.8)",
}


@style.styled
def draw(convergence: pd.DataFrame, fluctuations: pd.DataFrame) -> Figure:
    """Left: M times the distances at time 1 that are at most C/M; right: sqrt(M) times the skewness of each cell."""
    figure = style.new_figure(7.6, 3.4)
    left, right = figure.subplots(1, 2)
    for n, (study, label) in enumerate(_STUDIES.items()):
        rows = convergence[convergence["study"] == study]
        M = rows["particles"]
        _points(left, M, M * rows["distance"], M * rows["std"], n, label)
        left.axhline(rows["constant"].iloc[0], color=_COLOURS[n], linewidth=0.9, linestyle=("-", "-", "--", "-")[n])
    left.set(xscale="log", xlabel="particles per cell $M$", ylabel="$M$ times the distance at time 1", ylim=(0, 2.6))
    skewness = fluctuations[fluctuations["quantity"] == "skewness"]
    for n, (cell, rows) in enumerate(skewness.groupby("cell")):
        root = rows["particles"] ** 0.5
        _points(right, rows["particles"], root * rows["simulated"], root * rows["std"], n, f"cell {cell:g}")
        right.axhline((root * rows["theory"]).iloc[0], color=_COLOURS[n], linewidth=0.9)
    right.set(xscale="log", xlabel="particles per cell $M$", ylabel=r"$\sqrt{M}$ times the skewness of $E_i$")
    particles = sorted(skewness["particles"].unique())
    right.set_xticks(particles, [f"{M:g}" for M in particles], minor=False)
    right.minorticks_off()
    right.set_ylim(0, 6)
    for axis in (left, right):
        axis.plot([], [], color=style.BLACK, linewidth=0.9, label="exact limit")
        axis.legend(loc="upper right")
    return figure


def _points(axis: Axes, x: pd.Series, y: pd.Series, error: pd.Series, n: int, label: str) -> None:
    marker = {"fmt": _MARKERS[n], "color": _COLOURS[n], "markersize": 4, "capsize": 2, "linewidth": 0.8}
    axis.errorbar(x, y, error, label=label, **marker)
