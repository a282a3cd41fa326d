"""Figure of the winding number and of K^pp from one time origin against the time of the Langevin dynamics before it."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from thermochain.core import style

_PUBLISHED = 50.0  # Langevin time of IOS, Appendix A
_MARKERS = ("o", "s", "^", "v", "D", "P")  # by time step, the longest first
_BESIDE = 1.1  # distance of points that would lie on each other


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Winding variance over its Gibbs value; K^pp over that of exact samples and every origin.

    `table` has rows of the start "langevin" and one of the start "gibbs" for every temperature.  Colours show the
    temperature, markers the time step.  Error bars are one standard error of the numerator, the band is two of the
    reference.
    """
    figure = style.new_figure(7.2, 3.8)
    left, right = figure.subplots(1, 2)
    temperatures = table["temperature"].unique()
    for temperature, rows in table.groupby("temperature"):
        colour = style.family_colour(temperature, temperatures)
        exact = rows[rows["start"] == "gibbs"].iloc[0]
        _draw_references(right, exact, colour)
        steps = rows[rows["start"] == "langevin"].groupby("time_step")
        for k, (time_step, some) in enumerate(reversed(list(steps))):
            look = {"color": colour, "marker": _MARKERS[k % len(_MARKERS)]}
            label = f"$T={temperature:g}$, time step {time_step:g}"
            times = some["langevin_time"] * _BESIDE**k
            winding, unit = some["winding_gibbs"], exact["pp_every"]
            style.draw_points(left, times, some["winding"] / winding, some["winding_std"] / winding, **look)
            value, error = some["pp_single"] / unit, some["pp_single_std"] / unit
            style.draw_points(right, times, value, error, **look, label=label)
            expected = some["pp_expected"] / unit
            right.plot(times * _BESIDE**0.5, expected, "x", color=style.BLACK, markersize=5)
    right.plot([], [], "x", color=style.BLACK, label="winding fraction x exact value")
    for axis in (left, right):
        _dress(axis, sorted(set(table["langevin_time"]) - {0.0}))
    left.set(ylabel=r"$\langle w^2\rangle$ at the time origin / Gibbs value", title="winding number $w$")
    right.set(ylabel="$K^{p,p}$ / ($K^{p,p}$, exact start, every origin)", title="$K^{p,p}$ from one time origin")
    handles, labels = right.get_legend_handles_labels()
    once = dict(zip(labels, handles, strict=True))
    figure.legend(once.values(), once.keys(), loc="outside lower center", ncols=3)
    return figure


def _draw_references(axis: Axes, exact: pd.Series, colour) -> None:
    """The exact value as a band about 1, and the published fit over it."""
    band = 2.0 * exact["pp_every_std"] / exact["pp_every"]
    axis.axhspan(1.0 - band, 1.0 + band, color=colour, alpha=0.15, linewidth=0, label="exact start, every origin")
    published = exact["pp_published"] / exact["pp_every"]
    axis.axhline(published, linestyle="--", color=colour, label="published fit (A.2)")


def _dress(axis: Axes, times: list[float]) -> None:
    axis.axhline(1.0, color=style.GREY, linewidth=0.6, zorder=0)
    axis.axvline(_PUBLISHED, color=style.GREY, linewidth=0.8, linestyle=":", zorder=0)
    axis.set(xscale="log", xlabel="time of the Langevin dynamics (published: 50)")
    axis.set_ylim(bottom=0.0)
    axis.margins(x=0.1)
    style.write_numbers(axis.xaxis, FixedLocator(times))
