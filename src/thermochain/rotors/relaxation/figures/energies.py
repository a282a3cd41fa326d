"""Conversion of mechanical energy into heat in closed chains, compared with the macroscopic equations."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_MARKERS = ("v", "^", "D", "s", "o")


@style.styled
def draw(energies: pd.DataFrame) -> Figure:
    """Figure of the energies of the longest chain and of the equations (left), and of all differences (right).

    `energies` has the columns source (chain, measured, published), n_rotors, time, and mechanical, internal and total
    energy with their errors.
    """
    figure = style.new_figure(7.4, 3.3)
    left, right = figure.subplots(1, 2)
    _draw_energies(left, energies)
    _draw_differences(right, energies)
    for axis in (left, right):
        axis.set(xlabel="time $t$", xlim=(0, energies["time"].max() * 1.02))
    return figure


def _draw_energies(axis: Axes, energies: pd.DataFrame) -> None:
    longest = energies["n_rotors"].max()
    chain = energies[energies["n_rotors"] == longest]
    measured, published = (energies[energies["source"] == name] for name in ("measured", "published"))
    kinds = (
        ("mechanical", style.BLUE, r"of the mean motion, $\int p^2/2\,dx$"),
        ("internal", style.ORANGE, r"internal, $\int u(T)\,dx$"),
        ("total", style.BLACK, "sum"),
    )
    for name, colour, label in kinds:
        axis.plot(measured["time"], measured[name], color=colour, label=label)
        axis.plot(published["time"], published[name], ":", color=colour)
        axis.errorbar(chain["time"], chain[name], chain[f"{name}_std"], fmt="o", color=colour, markersize=3)
    axis.plot([], [], "o", color=style.GREY, markersize=3, label=f"chain, $n={longest}$")
    if len(published):  # not with another potential
        axis.plot([], [], ":", color=style.GREY, label="published coefficients")
    top = energies["total"].max()
    axis.set(ylabel="energy $E$", ylim=(0, 1.75 * top))  # room for the legend
    axis.legend(loc="upper left", ncols=1)


def _draw_differences(axis: Axes, energies: pd.DataFrame) -> None:
    measured, published = (energies[energies["source"] == name] for name in ("measured", "published"))
    expected = measured["mechanical"].to_numpy()
    chains = energies[energies["source"] == "chain"]
    sizes = np.sort(chains["n_rotors"].unique())
    for k, n_rotors in enumerate(sizes):
        rows = chains[chains["n_rotors"] == n_rotors]
        look = {"marker": _MARKERS[k % len(_MARKERS)], "markersize": 3, "capsize": 0, "label": f"$n={n_rotors}$"}
        look |= {"color": style.family_colour(k, np.arange(sizes.size))}
        value = rows["mechanical"].to_numpy() - expected
        style.draw_points(axis, rows["time"], value, rows["mechanical_std"], **look)
    if len(published):
        value, label = published["mechanical"].to_numpy() - expected, "equations, published"
        axis.plot(published["time"], value, ":", color=style.GREY, label=label)
    axis.axhline(0.0, color=style.BLACK, linewidth=0.7)
    axis.set(ylabel="mechanical energy, difference from\nequations with measured coefficients")
    handles, labels = axis.get_legend_handles_labels()
    lines = len(handles) - sizes.size  # chains come first
    axis.legend(handles[lines:] + handles[:lines], labels[lines:] + labels[:lines], loc="upper right", ncols=2)
