"""Measured Onsager coefficients divided by three laws: the published one, its refit, and the measured one."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from thermochain.core import style

_FORMS = {
    "published": ("(A.2) as published", style.BLACK),
    "fitted": ("(A.2) fitted to the measured points", style.ORANGE),
    "measured": ("measured law", style.BLUE),
}
_LABELS = {"pp": r"K^{p,p}", "ee": r"K^{e,e}"}


@style.styled
def draw(residuals: pd.DataFrame) -> Figure:
    """One column per coefficient and one row per law; empty symbols are points that the law was not fitted to."""
    figure = style.new_figure(7.2, 6.4)
    axes = figure.subplots(len(_FORMS), 2, sharex=True)
    for row, (form, (title, colour)) in zip(axes, _FORMS.items(), strict=True):
        for axis, key in zip(row, _LABELS, strict=True):
            rows = residuals[(residuals["form"] == form) & (residuals["coefficient"] == key)]
            _draw_ratio(axis, rows, colour)
            axis.set_title(title)
            axis.set_ylabel(rf"${_LABELS[key]}$ / law")
    for axis in axes[-1]:
        axis.set_xlabel(r"temperature $T$")
    return figure


def _draw_ratio(axis: Axes, rows: pd.DataFrame, colour: str) -> None:
    """Ratios on a logarithmic axis, where too low and too high look alike; linear if a law is not positive."""
    axis.axhline(1.0, color=style.GREY, linewidth=0.7)
    for fitted, filled in ((True, colour), (False, "white")):
        some = rows[rows["fitted"] == fitted]
        if not some.empty:
            look = {"marker": "o", "markersize": 4.5, "color": colour, "markerfacecolor": filled}
            style.draw_points(axis, some["temperature"], some["ratio"], some["error"], **look)
    axis.set_xscale("log")
    style.write_numbers(axis.xaxis, LogLocator(subs=(1, 2, 3, 5)))
    if (rows["ratio"] > rows["error"]).all() and rows["ratio"].max() > 2.0 * rows["ratio"].min():
        axis.set_yscale("log")
        style.write_numbers(axis.yaxis, LogLocator(subs=(1, 2, 3, 5, 7)))
