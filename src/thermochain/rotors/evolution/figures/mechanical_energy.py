"""Conversion of mechanical energy into heat in a closed chain and in a chain under a torque."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from thermochain.core import style
from thermochain.rotors.evolution.figures.profiles import TITLES


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Figure of the energies of the closed chain (left), and of work done and heat in the driven chain (right)."""
    figure = style.new_figure(7.2, 3.2)
    left, right = figure.subplots(1, 2)
    moving = table[table["time"] > 0]
    _draw_energies(left, moving[moving["case"] == "closed"])
    _draw_powers(right, moving[moving["case"] == "driven"])
    for axis, case in ((left, "closed"), (right, "driven")):
        axis.set(xscale="log", xlabel="time $t$", title=TITLES[case])
        axis.set_xlim(moving["time"].min(), moving["time"].max())
        axis.legend(loc="upper left" if case == "closed" else "upper right")
    return figure


def _draw_energies(axis: Axes, rows: pd.DataFrame) -> None:
    mechanical = rows["mechanical_energy"]
    heat = rows["internal_energy"]
    axis.plot(rows["time"], mechanical, color=style.BLUE, label=r"of the mean motion, $\int p^2/2\,dx$")
    axis.plot(rows["time"], heat, color=style.ORANGE, label=r"internal, $\int u(T)\,dx$")
    axis.plot(rows["time"], mechanical + heat, "--", color=style.BLACK, label="sum")
    axis.set(ylabel="energy $E$", ylim=(0, 1.5 * (mechanical + heat).max()))  # room for the legend


def _draw_powers(axis: Axes, rows: pd.DataFrame) -> None:
    axis.plot(rows["time"], rows["work_supply"], color=style.BLUE, label="work of the torque")
    axis.plot(rows["time"], -rows["heat_supply"], color=style.ORANGE, label="heat to the baths")
    axis.set(yscale="log", ylabel="energy a unit of $t$")
    style.write_numbers(axis.yaxis, LogLocator(subs=(1.0, 2.0, 5.0)))
