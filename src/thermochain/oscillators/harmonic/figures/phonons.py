"""Phonons of a ring: a packet without and with velocity flips, and the spread of a local excess."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from thermochain.core import style


@style.styled
def draw(packets: pd.DataFrame, pulses: pd.DataFrame) -> Figure:
    """Left and middle, energy of the packet at several times; right, exact mean square distances and their law."""
    figure = style.new_figure(9.2, 3.2)
    left, middle, right = figure.subplots(1, 3)
    times = packets["time"].unique()
    for axis, rate in zip((left, middle), sorted(packets["rate"].unique()), strict=True):
        for k, time in enumerate(times):
            one = packets[(packets["rate"] == rate) & (packets["time"] == time)]
            colour = style.family_colour(k, range(len(times)))
            axis.plot(one["site"], one["mechanical"], color=colour, label=f"$t={time:g}$")
            if rate > 0:
                axis.plot(one["site"], one["heat"], "--", color=colour)
        axis.set(xlabel="mass $n$", title=rf"$\gamma={rate:g}$" if rate > 0 else "without flips")
    left.set_ylabel("energy of the phonons at a mass")
    middle.plot([], [], color=style.GREY, label="of the mean")
    middle.plot([], [], "--", color=style.GREY, label="heat")
    middle.legend()
    rates = sorted(pulses["rate"].unique())
    for rate in rates:
        one = pulses[(pulses["rate"] == rate) & (pulses["time"] > 0)]
        colour = style.family_colour(rates.index(rate), range(len(rates)))
        right.plot(one["time"], one["mean_square"], "o", markersize=3, color=colour)
        right.plot(one["time"], one["law"], color=colour, label=rf"$\gamma={rate:g}$")
    right.set(
        xscale="log", yscale="log", xlabel="time", ylabel="mean square distance", title="local excess: exact and law"
    )
    right.set_xticks([2, 5, 10, 20], ["2", "5", "10", "20"])
    right.xaxis.set_minor_formatter(NullFormatter())
    right.legend()
    return figure
