"""Theorem 2 in time: profiles of exact moments and limit, the work of the force, and the approach to the limit."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from thermochain.core import style

_APPROACH = {
    "temperature": ("temperature, largest error", "o", style.BLUE),
    "work": ("work $W_N$", "s", style.ORANGE),
    "energy": ("energy", "^", style.GREEN),
    "equipartition, 1": ("equipartition", "x", style.VIOLET),
}


@style.styled
def draw(profiles: pd.DataFrame, table: pd.DataFrame, chains: pd.DataFrame) -> Figure:
    """Profiles of the longest chain; W_N and its parts; distances from the limit at the last time."""
    figure = style.new_figure(9.2, 3.6)
    left, middle, right = figure.subplots(1, 3)
    _profiles(figure, left, profiles)
    _work(middle, table, chains)
    last = table[table["time"] == table["time"].max()]
    for quantity, (label, marker, colour) in _APPROACH.items():
        rows = last[last["quantity"] == quantity]
        n, distance = rows["n"].to_numpy(), np.abs(rows["value"] - rows["limit"]).to_numpy()
        right.plot(n, distance, marker, markersize=4, color=colour, label=label)
        right.plot(n, distance[-1] * n[-1] / n, ":", color=style.GREY, zorder=0)
    right.set(xscale="log", yscale="log", xlabel="springs $N$", ylabel="distance from the limit")
    right.set_title("at the last time; dotted $1/N$")
    right.set_xticks(sorted(last["n"].unique()), [str(n) for n in sorted(last["n"].unique())])
    right.minorticks_off()
    right.set_ylim(distance.min() / 8.0, None)
    right.legend(loc="lower left", fontsize=7)
    figure.legend(*middle.get_legend_handles_labels(), loc="outside lower center", ncols=5, fontsize=7)
    return figure


def _profiles(figure: Figure, axis: Axes, profiles: pd.DataFrame) -> None:
    n = profiles["n"].max()
    rows = profiles[profiles["n"] == n]
    times = rows["time"].unique()
    colours = ScalarMappable(LogNorm(times[0], times[-1]), style.FAMILY)
    for time in times:
        one = rows[rows["time"] == time]
        axis.plot(one["x"], one["temperature"], "o", markersize=2, color=colours.to_rgba(time))
        axis.plot(one["x"], one["temperature_limit"], color=colours.to_rgba(time))
    figure.colorbar(colours, ax=axis, label="time $t$", pad=0.02)
    axis.set(xlabel="position $x$", ylabel="temperature $T$", title=f"exact, $N={n}$, and limit", xlim=(0, 1))


def _work(axis: Axes, table: pd.DataFrame, chains: pd.DataFrame) -> None:
    work = table[table["quantity"] == "work"]
    sizes = sorted(work["n"].unique())
    for n in sizes:
        rows = work[work["n"] == n]
        axis.plot(
            rows["time"], rows["value"], color=style.family_colour(sizes.index(n), range(len(sizes))), label=f"$N={n}$"
        )
    longest = table[table["n"] == sizes[-1]]
    for quantity, line in (("work", "--"), ("mechanical work", "-."), ("thermal work", ":")):
        rows = longest[longest["quantity"] == quantity]
        axis.plot(rows["time"], rows["limit"], line, color=style.BLACK, label=f"limit, {quantity}")
    points = chains[chains["quantity"] == "work"]
    label = f"simulated, $N={points['n'].iloc[0]}$"
    axis.errorbar(
        points["time"], points["simulated"], points["std"], fmt="o", markersize=3, color=style.GREY, label=label
    )
    axis.set(xlabel="time $t$", ylabel="work $W_N(t)$", title="work of the force")
