"""The kinetic limit of the billiard: rates, waiting times and energies over those of jumps, and the conductivity."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_QUANTITIES = {"time": "waiting time", "energy": "energy after a collision"}


@style.styled
def draw(kinetic: pd.DataFrame, levels: pd.DataFrame, conductivity: pd.DataFrame) -> Figure:
    """Four panels: rates against the hole, densities of times and energies over their laws, kappa over nu.

    `kinetic` has the columns hole, exact_rate, rate and rate_std; `levels` has hole, quantity, level, density and
    density_std; `conductivity` has time, ratio and ratio_std.
    """
    figure = style.new_figure(7.4, 5.8)
    axes = figure.subplots(2, 2)
    _draw_rates(axes[0, 0], kinetic)
    for axis, (quantity, name) in zip(axes.ravel()[1:3], _QUANTITIES.items(), strict=True):
        _draw_levels(axis, levels[levels["quantity"] == quantity], name)
    axes[0, 1].legend(title="hole/disk", loc="lower right", ncols=3)
    _draw_conductivity(axes[1, 1], conductivity)
    return figure


def _draw_rates(axis: Axes, rows: pd.DataFrame) -> None:
    smallest = rows.loc[rows["hole"].idxmin()]
    axis.errorbar(
        rows["hole"], rows["rate"], 2.0 * rows["rate_std"], fmt="o", color=style.BLUE, markersize=4, label="billiard"
    )
    axis.plot(rows["hole"], rows["exact_rate"], color=style.BLACK, label="exact")
    fourth = smallest["exact_rate"] * (rows["hole"] / smallest["hole"]) ** 4
    axis.plot(rows["hole"], fourth, ":", color=style.GREY, label="fourth power")
    axis.set(xscale="log", yscale="log", xlabel="hole over disk", ylabel="rate of collisions")
    axis.set_xticks(rows["hole"], labels=[f"{hole:g}" for hole in rows["hole"]])
    axis.minorticks_off()
    axis.legend()


def _draw_levels(axis: Axes, rows: pd.DataFrame, name: str) -> None:
    holes = rows["hole"].unique()
    for hole, some in rows.groupby("hole"):
        axis.errorbar(
            some["level"],
            some["density"],
            some["density_std"],
            fmt="o-",
            markersize=2.5,
            linewidth=0.8,
            color=style.family_colour(float(hole), holes),
            label=f"{hole:g}",
        )
    axis.axhline(1.0, color=style.GREY, linewidth=0.7, linestyle="--")
    axis.set(xlabel=f"level of the {name}", ylabel="density over the jump process", xlim=(0, 1))


def _draw_conductivity(axis: Axes, rows: pd.DataFrame) -> None:
    axis.plot(rows["time"], rows["ratio"], color=style.BLUE)
    style.draw_band(axis, rows["time"], rows["ratio"], rows["ratio_std"], color=style.BLUE)
    axis.axhline(1.0, color=style.GREY, linewidth=0.7, linestyle="--")
    axis.set(xlabel=r"time $t$, in units of $1/g$", ylabel=r"$\kappa/\nu$ with memory up to $t$", xlim=(0, None))
    axis.ticklabel_format(axis="y", useOffset=False)
