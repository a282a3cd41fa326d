"""Transport coefficients from currents over gradients inside driven chains, compared with Green-Kubo values."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

from thermochain.core import style

_LABELS = {"momentum_diffusivity": "D^p", "thermal_conductivity": r"\kappa"}

_WINDOWS = (
    ("steep windows", r"windows in which $T$ changes by more than 10 %", style.GREY),
    ("windows", "windows of driven chains", style.GREEN),
)


@style.styled
def draw(coefficients: pd.DataFrame) -> Figure:
    """Figure of D^p (left) and kappa (right): coefficients above, their ratio to the measured law below.

    `coefficients` has the columns coefficient, source (windows, steep windows, estimates, measured, published),
    temperature, value, error, ratio and ratio_error.
    """
    figure = style.new_figure(8.2, 6.0)
    axes = figure.subplots(2, 2, sharex=True, height_ratios=(1.3, 1.0))
    for (above, below), (name, symbol) in zip(axes.T, _LABELS.items(), strict=True):
        rows = coefficients[coefficients["coefficient"] == name]
        _draw_coefficient(above, rows, "value", "error")
        _draw_coefficient(below, rows, "ratio", "ratio_error")
        above.set(xscale="log", yscale="log", ylabel=f"${symbol}(T)$")
        below.set(xlabel=r"temperature $T$", ylabel=f"${symbol}$ / measured law")
        _finish(above, below, rows)
    axes[0, 0].legend(loc="upper right", reverse=True)
    return figure


def _draw_coefficient(axis: Axes, rows: pd.DataFrame, value: str, error: str) -> None:
    estimates, measured, published = (
        rows[rows["source"] == source] for source in ("estimates", "measured", "published")
    )
    small = {"markersize": 2.6, "capsize": 0, "linewidth": 0.6, "markeredgewidth": 0, "alpha": 0.6, "zorder": 1}
    for source, label, colour in _WINDOWS:
        some = rows[rows["source"] == source]
        look = {"marker": "o", "color": colour, "label": label, **small}
        style.draw_points(axis, some["temperature"], some[value], some[error], **look)
    axis.plot(measured["temperature"], measured[value], color=style.BLUE, label="measured law (Green-Kubo)", zorder=2)
    low, high = measured[value] - 2 * measured[error], measured[value] + 2 * measured[error]
    axis.fill_between(measured["temperature"], low, high, color=style.BLUE, alpha=0.2, linewidth=0)
    if not published.empty:
        look = {"color": style.ORANGE, "linestyle": "--", "label": "published (A.2)"}
        axis.plot(published["temperature"], published[value], **look)
    look = {"marker": "s", "color": style.BLUE, "markerfacecolor": "white", "label": "Green-Kubo values", "zorder": 3}
    style.draw_points(axis, estimates["temperature"], estimates[value], estimates[error], **look)


def _finish(above: Axes, below: Axes, rows: pd.DataFrame) -> None:
    near = rows[rows["source"].isin([source for source, *_ in _WINDOWS])]["temperature"]
    if not near.empty:  # only where there are windows to compare
        above.set_xlim(0.93 * near.min(), 1.1 * near.max())
        inside = rows[rows["temperature"].between(*above.get_xlim())]
        above.set_ylim(0.6 * inside["value"].min(), 1.6 * inside["value"].max())
    below.set_ylim(0.5, 1.4)
    for axis in (above, below):
        style.write_numbers(axis.xaxis, LogLocator(subs=(1, 2, 3, 5, 7)))
    above.yaxis.set_major_formatter("{x:g}")
    above.yaxis.set_minor_formatter(NullFormatter())
