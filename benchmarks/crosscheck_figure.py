"""Figure of the spectra of the currents near zero frequency, with the models that automatic tools fit to them."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_NEAR = 0.1  # highest frequency of the panels against sqrt(omega)
_MODELS = (  # beginning of the name, colour, line
    ("STACIE exppoly", style.BLUE, "-"),
    ("STACIE pade", style.ORANGE, "--"),
    ("STACIE lorentz", style.GREEN, "-."),
    ("STACIE debye", style.VIOLET, ":"),
    ("cusp, long run", style.BLACK, "-"),
)


@style.styled
def draw(spectra: pd.DataFrame, curves: pd.DataFrame) -> Figure:
    """P(omega) measured, with one standard error, and fitted: K^pp at two scales and K^ee, for every temperature.

    `spectra` has the columns temperature, coefficient, frequency, power, power_std; `curves` has temperature,
    coefficient, tool, frequency, power.
    """
    temperatures = sorted(spectra["temperature"].unique(), reverse=True)
    figure = style.new_figure(7.2, 5.4)
    axes = np.atleast_2d(figure.subplots(len(temperatures), 3, squeeze=False))
    for row, temperature in zip(axes, temperatures, strict=True):
        for axis, (pair, near) in zip(row, (("pp", False), ("pp", True), ("ee", False)), strict=True):
            _draw_panel(axis, _of(spectra, temperature, pair), _of(curves, temperature, pair), near)
            axis.set_title(f"$T={temperature:g}$, $K^{{{pair[0]},{pair[1]}}}$")
    handles, labels = axes[0, 1].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3)
    return figure


def _of(frame: pd.DataFrame, temperature: float, pair: str) -> pd.DataFrame:
    return frame[(frame["temperature"] == temperature) & (frame["coefficient"] == pair)]


def _draw_panel(axis: Axes, spectrum: pd.DataFrame, curves: pd.DataFrame, near: bool) -> None:
    """Against omega on a logarithmic axis or, near zero, against sqrt(omega), where a cusp is a straight line."""
    highest = _NEAR if near else np.inf
    rows = spectrum[spectrum["frequency"] <= highest]
    scale = np.sqrt if near else np.asarray
    axis.errorbar(
        scale(rows["frequency"]), rows["power"], rows["power_std"],
        fmt="o", markersize=2.5, color=style.GREY, elinewidth=0.7, label="measured, long run",
    )  # fmt: skip
    for beginning, colour, line in _MODELS:
        curve = curves[curves["tool"].str.startswith(beginning) & (curves["frequency"] <= highest)]
        for tool, points in curve.groupby("tool"):
            axis.plot(scale(points["frequency"]), points["power"], color=colour, linestyle=line, label=tool, zorder=3)
    if near:
        low, high = rows["power"].min(), rows["power"].max()  # the limits fit the points, not the models
        axis.set(xlim=(0, None), ylim=(low - 0.2 * (high - low), high + 0.05 * (high - low)), xlabel=r"$\sqrt{\omega}$")
    else:
        axis.set(xscale="log", xlim=(0.5 * rows["frequency"].min(), None), xlabel=r"angular frequency $\omega$")
    axis.set_ylabel(r"spectrum $P(\omega)$")
