"""Figure 2: the Onsager coefficients against temperature."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from thermochain.core import style

_LABELS = {"pp": r"$K^{p,p}(T)$", "ee": r"$K^{e,e}(T)$"}
_CURVES = {
    "published": {"color": style.BLACK, "linestyle": "--", "label": "published fit (A.2)"},
    "fitted": {"color": style.ORANGE, "linestyle": "-.", "label": "(A.2) fitted to the points"},
    "measured": {"color": style.BLUE, "linestyle": "-", "label": "measured law"},
}
_QUOTED = {"paper": ("*", style.BLACK), "driven chains": ("x", style.ORANGE), "Langevin Green-Kubo": ("+", style.GREEN)}


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Figure of K^pp and K^ee; points outside the fit are empty, curves outside their measured range are thin."""
    figure = style.new_figure(7.2, 3.4)
    for axis, key in zip(figure.subplots(1, 2), ("pp", "ee"), strict=True):
        rows = table[table["coefficient"] == key]
        for source, options in _CURVES.items():
            _draw_curve(axis, rows[rows["source"] == source], options, band=source == "measured")
        _draw_estimates(axis, rows[rows["source"] == "estimates"])
        for source, (marker, colour) in _QUOTED.items():
            some = rows[rows["source"] == source]
            if not some.empty:
                label = f"Remark 3.1: {source}"
                axis.plot(some["temperature"], some["value"], marker, color=colour, markersize=7, label=label)
        axis.set(xscale="log", yscale="log", xlim=(0.17, 3.3), xlabel=r"temperature $T$", ylabel=_LABELS[key])
        for tickable in (axis.xaxis, axis.yaxis):
            tickable.set_major_locator(LogLocator(subs=(1, 2, 3, 5) if tickable is axis.xaxis else (1, 2, 5)))
            tickable.set_major_formatter("{x:g}")
            tickable.set_minor_locator(NullLocator())
        seen = rows[rows["temperature"].between(0.17, 3.3)]["value"]
        axis.set_ylim(0.7 * seen.min(), 1.5 * seen.max())
        axis.legend(loc="upper right")
    return figure


def _draw_curve(axis: Axes, rows: pd.DataFrame, options: dict, *, band: bool) -> None:
    """Draw one law, thin outside its measured range; `band` adds one standard error to either side."""
    if rows.empty:
        return
    inside = rows[rows["reliable"]]
    axis.plot(inside["temperature"], inside["value"], **options)
    for outside in (
        rows[rows["temperature"] <= inside["temperature"].min()],
        rows[rows["temperature"] >= inside["temperature"].max()],
    ):
        axis.plot(outside["temperature"], outside["value"], **options | {"linewidth": 0.6, "label": None})
    if band:
        low, high = rows["value"] - rows["error"], rows["value"] + rows["error"]
        axis.fill_between(rows["temperature"], low, high, color=options["color"], alpha=0.2, linewidth=0)


def _draw_estimates(axis: Axes, rows: pd.DataFrame) -> None:
    """Draw the measured points with their errors, empty where they did not enter the fit."""
    for reliable, filled in ((True, style.BLUE), (False, "white")):
        some = rows[rows["reliable"] == reliable]
        if some.empty:
            continue
        axis.errorbar(
            some["temperature"],
            some["value"],
            some["error"],
            fmt="o",
            color=style.BLUE,
            markerfacecolor=filled,
            markersize=4.5,
            capsize=2,
            linewidth=0.8,
            label="measured points" if reliable else "outside the fit",
        )
