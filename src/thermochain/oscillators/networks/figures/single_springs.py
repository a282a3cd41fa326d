"""Strange directions of the examples when one spring after the other is quartic."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.oscillators.networks.figures.anharmonic import COLOURS, MARKERS, label

_OFFSET = 0.14  # between the quantities of one spring


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """One panel for each example: its decisive quantities over their harmonic values, against the quartic spring.

    `table` has the columns example, spring, quantity, epsilon, harmonic, value, value_std and slope.
    """
    figure = style.new_figure(7.2, 5.4)
    axes = figure.subplots(2, 2).ravel()
    examples = table.groupby("example", sort=True)
    for axis, (example, rows) in zip(axes, examples, strict=False):
        _draw_example(axis, rows)
        axis.set_title(rf"Example {example}, one spring with $\varepsilon={rows['epsilon'].iloc[0]:g}$")
    for axis in axes[len(examples) :]:
        axis.set_axis_off()
    return figure


def _draw_example(axis: Axes, rows: pd.DataFrame) -> None:
    springs = list(rows["spring"].unique())
    quantities = rows.groupby("quantity", sort=False)
    for n, (quantity, some) in enumerate(quantities):
        x = np.arange(len(springs)) + _OFFSET * (n - 0.5 * (len(quantities) - 1))
        look = {"marker": MARKERS[n], "markersize": 3.5, "color": COLOURS[n], "label": label(str(quantity))}
        value, error = some["value"] / some["harmonic"], 2.0 * some["value_std"] / some["harmonic"]
        style.draw_points(axis, x, value, error, **look)
        first = 1.0 + some["epsilon"] * some["slope"] / some["harmonic"]
        axis.plot(x, first, "_", color=COLOURS[n], markersize=14, markeredgewidth=0.8)
    axis.axhline(1.0, color=style.GREY, linewidth=0.7, linestyle="--", zorder=0)
    axis.axhline(0.0, color=style.GREY, linewidth=0.7, zorder=0)
    axis.set_xticks(range(len(springs)), labels=[spring.replace("-", "–") for spring in springs])
    axis.set(xlabel="spring that is quartic", ylabel="over its harmonic value")
    axis.margins(x=0.15, y=0.25)
    axis.legend(loc="upper left", ncols=3, columnspacing=1.0, handletextpad=0.2)
