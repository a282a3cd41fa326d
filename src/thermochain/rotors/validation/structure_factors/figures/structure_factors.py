"""Figure of the decay of fluctuations: structure factors on a common time axis, and their rates for k -> 0."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_COLOURS = {"momentum": style.BLUE, "energy": style.ORANGE}
_MARKERS = {"momentum": "o", "energy": "D"}
_SYMBOLS = {"momentum": "D^p", "energy": "D^e"}
_LONGEST = 2.2  # largest D k^2 t on the axis


@style.styled
def draw(factors: pd.DataFrame, diffusivities: pd.DataFrame) -> Figure:
    """One row of panels for each temperature: F(k, t) against D k^2 t (left) and D(k) (right).

    `factors` has the columns temperature, field, wavenumber, time, factor; `diffusivities` temperature, field,
    wavenumber, used, diffusivity and its errors, green_kubo and its error, with the limits at wavenumber 0.
    """
    temperatures = sorted(diffusivities["temperature"].unique())
    figure = style.new_figure(7.2, 0.6 + 2.3 * len(temperatures))
    axes = figure.subplots(len(temperatures), 2, squeeze=False)
    for (left, right), temperature in zip(axes, temperatures, strict=True):
        at = diffusivities[diffusivities["temperature"] == temperature]
        for field, rows in at.groupby("field", sort=False):
            limit = rows[rows["wavenumber"] == 0].iloc[0]
            chosen = factors[(factors["temperature"] == temperature) & (factors["field"] == field)]
            used = rows[rows["used"]]["wavenumber"]
            _draw_factors(left, chosen[chosen["wavenumber"].isin(used)], field, limit["diffusivity"])
            _draw_rates(right, rows[rows["wavenumber"] > 0], field, limit)
        _finish(left, right, f"$T={temperature:g}$, $M={at['n_rotors'].iloc[0]}$")
    axes[0, 0].legend(loc="lower left")
    axes[0, 1].legend(loc="best", ncols=2)
    return figure


def _draw_factors(axis: Axes, factors: pd.DataFrame, field: str, diffusivity: float) -> None:
    for n, (k, rows) in enumerate(factors.groupby("wavenumber")):
        scaled = diffusivity * k**2 * rows["time"]
        inside = scaled <= _LONGEST
        label = f"{field}, lightest: largest $k$" if n == 0 else None
        shade = 1.0 - 0.7 * n / max(1, factors["wavenumber"].nunique() - 1)
        axis.plot(
            scaled[inside], rows["factor"][inside], color=_COLOURS[field], alpha=shade, linewidth=1.0, label=label
        )


def _draw_rates(axis: Axes, rows: pd.DataFrame, field: str, limit: pd.Series) -> None:
    colour, symbol = _COLOURS[field], _SYMBOLS[field]
    options = {"fmt": _MARKERS[field], "color": colour, "markersize": 4, "capsize": 2, "linewidth": 0.8}
    for used, face, label in ((True, colour, f"${symbol}(k)$"), (False, "white", None)):
        some = rows[(rows["used"] == used) & rows["diffusivity"].notna()]
        axis.errorbar(
            some["wavenumber"],
            some["diffusivity"],
            some["diffusivity_std"],
            markerfacecolor=face,
            label=label,
            **options,
        )
    axis.errorbar(
        [0.0],
        [limit["diffusivity"]],
        [limit["diffusivity_error"]],
        fmt="s",
        color=style.BLACK,
        markerfacecolor=colour,
        markersize=5,
        capsize=3,
        linewidth=1.0,
    )
    low, high = (limit["green_kubo"] + sign * limit["green_kubo_error"] for sign in (-1, 1))
    axis.axhspan(low, high, color=colour, alpha=0.2, linewidth=0, label=f"${symbol}$, Green-Kubo")


def _finish(left: Axes, right: Axes, title: str) -> None:
    x = np.linspace(0.0, _LONGEST, 2)
    left.plot(x, np.exp(-x), color=style.BLACK, linestyle="--", linewidth=0.8, label=r"$e^{-Dk^2t}$")
    left.set(yscale="log", xlim=(0, _LONGEST), ylim=(0.09, 1.05), title=title)
    left.set(xlabel=r"scaled time $D k^2 t$", ylabel=r"$F(k,t)$")
    left.set_yticks([0.1, 0.2, 0.5, 1.0], labels=["0.1", "0.2", "0.5", "1"])
    left.minorticks_off()
    right.set(xlabel=r"wave number $k$", ylabel=r"$D(k)$", title=title)
    right.set_xlim(left=-0.04 * right.get_xlim()[1])
    right.set_ylim(bottom=0)
