"""Released anharmonic chains: the equations in time, corrected and as printed, beside simulations."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(release: pd.DataFrame, released: pd.DataFrame, means: pd.DataFrame) -> Figure:
    """Profiles of temperature and stretch at the times of the longest chain, and mean temperatures in time."""
    figure = style.new_figure(9.0, 3.1)
    hot, long, mean = figure.subplots(1, 3)
    longest = released[released["n"] == released["n"].max()]
    times = sorted(longest["time"].unique())
    for time in times:
        colour = style.family_colour(np.log(time), np.log(times))
        curve, points = release[release["time"] == time], longest[longest["time"] == time]
        for axis, quantity in ((hot, "temperature"), (long, "stretch")):
            axis.plot(curve["x"], curve[quantity], color=colour, label=f"$t={time:g}$")
            axis.plot(curve["x"], curve[f"{quantity}_printed"], "--", color=colour, linewidth=0.9)
            axis.errorbar(
                points["x"],
                points[quantity],
                points[f"{quantity}_std"],
                fmt="o",
                markersize=3,
                color=colour,
            )
    hot.set(ylabel="temperature $T$", title=f"points: simulated, $N={longest['n'].iloc[0]}$")
    long.set(ylabel="stretch $r$")
    long.legend()
    for axis in (hot, long):
        axis.set(xlabel="position $x = i/N$", xlim=(0, 0.5))
    _draw_means(mean, release, means)
    return figure


def _draw_means(axis, release: pd.DataFrame, means: pd.DataFrame) -> None:
    curves = [
        (time, np.trapezoid(at["temperature"], at["x"]), np.trapezoid(at["temperature_printed"], at["x"]))
        for time, at in release.groupby("time")
    ]
    time, corrected, printed = np.transpose(curves)
    axis.plot(time, corrected, color=style.BLACK, label="equations")
    axis.plot(time, printed, "--", color=style.GREY, label="(23) as printed")
    sizes = sorted(means["n"].unique())
    for k, n in enumerate(sizes):
        rows = means[means["n"] == n]
        axis.errorbar(
            rows["time"],
            rows["temperature"],
            rows["temperature_std"],
            fmt="os^D"[k % 4],
            markersize=3.5,
            color=style.family_colour(k, range(len(sizes))),
            label=f"$N={n}$",
        )
    axis.set(xlabel="time $t$ (that of the chain over $N^2$)", ylabel="mean temperature", xlim=(0, None))
    axis.legend()
