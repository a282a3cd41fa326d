"""Figure 2: the Onsager coefficients against temperature."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, LogLocator

from thermochain.core import style

_LABELS = {"pp": r"$K^{p,p}(T)$", "ee": r"$K^{e,e}(T)$"}
_CURVES = {
    "published": {"color": style.BLACK, "linestyle": "--", "label": "published fit (A.2)"},
    "fitted": {"color": style.ORANGE, "linestyle": "-.", "label": "(A.2) fitted to the points"},
    "measured": {"color": style.BLUE, "linestyle": "-", "label": "measured law"},
}
# Source of points -> their symbol and colour, and what the legend says of those in the fit and of those outside.
_POINTS = {
    "estimates": ("o", style.BLUE, "Green-Kubo points in the fit of (A.2)", "Green-Kubo, outside the fit of (A.2)"),
    "points": ("o", style.BLUE, "Green-Kubo points", "Green-Kubo, left out of the laws"),
    "phase slips": ("s", style.VIOLET, "", "rate of phase slips, outside the fit of (A.2)"),
    "paper": ("*", style.BLACK, "Remark 3.1: paper", ""),
    "driven chains": ("x", style.ORANGE, "Remark 3.1: driven chains", ""),
    "Langevin Green-Kubo": ("+", style.GREEN, "Remark 3.1: Langevin Green-Kubo", ""),
}
_TEMPERATURES = (0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10)
_MARGINS = (0.9, 1.0625)


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Figure of K^pp and K^ee; points outside the fit are empty, curves outside their measured range are thin."""
    figure = style.new_figure(7.2, 4.2)
    axes = figure.subplots(1, 2)
    curves = table[table["source"].isin(_CURVES)]["temperature"]
    shown = _MARGINS[0] * curves.min(), _MARGINS[1] * curves.max()
    for axis, key in zip(axes, ("pp", "ee"), strict=True):
        rows = table[(table["coefficient"] == key) & table["temperature"].between(*shown)]
        for source, options in _CURVES.items():
            _draw_curve(axis, rows[rows["source"] == source], options)
        for source in _POINTS:
            for reliable in (True, False):
                _draw_points(axis, rows[(rows["source"] == source) & (rows["reliable"] == reliable)])
        axis.set(xscale="log", yscale="log", xlim=shown, xlabel="temperature $T$", ylabel=_LABELS[key])
        style.write_numbers(axis.xaxis, FixedLocator(_TEMPERATURES))
        low, high = axis.get_ylim()
        if high < 1e3 * low:
            style.write_numbers(axis.yaxis, LogLocator(subs=(1, 2, 5)))
    handles = [handle for axis in axes for handle in axis.get_legend_handles_labels()[0]]
    style.add_legend_of_drawn(figure, list({handle.get_label(): handle for handle in handles}.values()), 2)
    return figure


def _draw_curve(axis: Axes, rows: pd.DataFrame, options: dict) -> None:
    """Draw one law with a band of two standard errors if they are known, thin outside its measured range."""
    if rows.empty:
        return
    inside = rows[rows["reliable"]]
    axis.plot(inside["temperature"], inside["value"], **options)
    for outside in (
        rows[rows["temperature"] <= inside["temperature"].min()],
        rows[rows["temperature"] >= inside["temperature"].max()],
    ):
        axis.plot(outside["temperature"], outside["value"], **options | {"linewidth": 0.6, "label": None})
    if rows["source"].iloc[0] == "measured":
        style.draw_band(axis, rows["temperature"], rows["value"], rows["error"], color=options["color"])


def _draw_points(axis: Axes, rows: pd.DataFrame) -> None:
    """Draw points of one source with their errors, filled where they entered the fit and empty elsewhere."""
    if rows.empty:
        return
    marker, colour, inside, outside = _POINTS[rows["source"].iloc[0]]
    reliable = bool(rows["reliable"].iloc[0])
    error, label = rows["error"] if rows["error"].any() else None, inside if reliable else outside
    look = {"marker": marker, "markersize": 5.0, "color": colour, "markerfacecolor": colour if reliable else "white"}
    style.draw_points(axis, rows["temperature"], rows["value"], error, label=label, **look)
