"""Curves of measured over stated densities, shared by the figures of the billiard."""

import pandas as pd
from matplotlib.axes import Axes

from thermochain.core import style

SERIES = ((style.BLUE, "o"), (style.ORANGE, "s"), (style.GREEN, "^"), (style.VIOLET, "D"))
_LINES = ("-", "--", ":", "-.")


def draw_levels(axis: Axes, histograms: pd.DataFrame) -> None:
    """Draw measured over stated density against the level of the stated law, one series for each number of disks.

    Lines are the exact law of equilibrium where there is one.
    """
    n_series = histograms["n_particles"].nunique()
    shared = n_series > 1 and (histograms.groupby("level")["exact"].nunique() == 1).all()
    for k, (m, rows) in enumerate(histograms.groupby("n_particles")):
        shift = 0.012 * (k - 0.5 * (n_series - 1))
        draw_points(axis, rows["level"] + shift, rows["density"], rows["density_std"], k, f"$M={m}$")
        if not shared and rows["exact"].notna().all():
            colour, line = SERIES[k % len(SERIES)][0], _LINES[k % len(_LINES)]
            axis.plot(rows["level"], rows["exact"], line, color=colour, linewidth=1.0, label=f"exact, $M={m}$")
    if shared:
        axis.plot(rows["level"], rows["exact"], color=style.BLACK, linewidth=1.0, label="exact, every $M$")
    axis.axhline(1.0, color=style.GREY, linewidth=0.8)
    axis.set(ylabel="measured density / stated density", xlim=(-0.02, 1.02))


def draw_points(axis: Axes, x: pd.Series, y: pd.Series, error: pd.Series, number: int, label: str) -> None:
    """Draw points with error bars in the colour and with the marker of a series."""
    colour, marker = SERIES[number % len(SERIES)]
    look = {"markersize": 3.5, "capsize": 1.5, "linewidth": 0.7, "label": label}
    style.draw_points(axis, x, y, error, marker=marker, color=colour, **look)
