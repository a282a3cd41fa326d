"""Deviations of driven chains from local Gibbs states, against their length."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, NullLocator

from thermochain.core import style
from thermochain.rotors.driven.figures import marks

_TITLES = {
    "kurtosis": "excess kurtosis of $p$",
    "bond_distance": "distance of the law of $r$ from Gibbs",
    "cosine_correlation": r"$\langle p\cos r\rangle-\langle p\rangle\langle\cos r\rangle$",
    "sine_correlation": r"$\langle p\sin r\rangle-\langle p\rangle\langle\sin r\rangle$",
}
_COLOURS = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET, style.BLACK, style.GREY)


@style.styled
def draw(deviations: pd.DataFrame) -> Figure:
    """One panel for each deviation, one colour for each boundary condition.

    `deviations` has the columns T_left, T_right, torque_left, torque_right, deviation, n_rotors, rms with its error,
    the exponent of all lengths with its error, and drawn.
    """
    drawn = deviations[deviations["drawn"]]
    figure = style.new_figure(8.4, 7.2)
    axes = figure.subplots(2, 2, sharex=True)
    names = ["T_left", "T_right", "torque_left", "torque_right"]
    conditions = list(drawn[names].drop_duplicates().itertuples(index=False))
    for axis, (name, title) in zip(axes.flat, _TITLES.items(), strict=True):
        panel = drawn[drawn["deviation"] == name]
        for k, condition in enumerate(conditions):
            rows = panel[np.all(panel[names] == list(condition), axis=1)]
            _draw_condition(axis, rows, k)
        _finish(axis, panel, title)
    for axis in axes[1]:
        axis.set_xlabel("chain length $n$")
    handles = axes[1, 1].get_legend_handles_labels()[0]
    figure.legend(handles, [_condition_label(c) for c in conditions], loc="outside lower center", ncols=2)
    return figure


def _draw_condition(axis: Axes, rows: pd.DataFrame, k: int) -> None:
    seen = rows[rows["rms"] > rows["rms_std"]]
    x, bars = (
        seen["n_rotors"] * (1.0 + 0.015 * (k - 2)),
        (marks.lower_bars(seen["rms"], seen["rms_std"]), seen["rms_std"]),
    )
    look = {"color": _COLOURS[k % len(_COLOURS)], "marker": marks.MARKERS[k % len(marks.MARKERS)], "linestyle": "-"}
    label = marks.exponent_label(rows.iloc[0]) or "within noise"
    style.draw_points(axis, x, seen["rms"], bars, label=label, **look)


def _finish(axis: Axes, panel: pd.DataFrame, title: str) -> None:
    sizes = np.array(marks.lengths(panel))
    top = panel["rms"].max() or 1.0
    guide = 1.5 * top * sizes[0] / sizes
    axis.plot(sizes, guide, color=style.GREY, linestyle=":", linewidth=0.9)
    axis.annotate(r"  $\propto 1/n$", (sizes[0], guide[0]), va="bottom", color=style.GREY)
    axis.set(xscale="log", yscale="log", title=title, ylabel="rms, $|x|\\leq 0.8$")
    axis.set_xticks(sizes, [str(n) for n in sizes])
    axis.xaxis.set_minor_locator(NullLocator())
    seen = panel["rms"][panel["rms"] > panel["rms_std"]]
    if not seen.empty:
        axis.set_ylim(0.5 * seen.min(), 2.5 * top)
    axis.yaxis.set_minor_formatter(NullFormatter())
    axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), title=r"$\propto n^{-b}$")


def _condition_label(condition) -> str:
    T_left, T_right, torque_left, torque_right = condition
    return (
        rf"$T_{{\mathrm{{L}}}}={T_left:g},\ T_{{\mathrm{{R}}}}={T_right:g},\ "
        rf"\tau_{{\mathrm{{L}}}}={torque_left:g},\ \tau_{{\mathrm{{R}}}}={torque_right:g}$"
    )
