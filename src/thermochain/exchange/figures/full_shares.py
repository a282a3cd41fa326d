"""Full shares: covariances at constant rate, and profiles and currents of the kinetic limit."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(two_point: pd.DataFrame, kinetic: pd.DataFrame, currents: pd.DataFrame) -> Figure:
    """Covariances of neighbours and others; temperature profiles; conductivity over sqrt(T) against 1/(N + 1)."""
    figure = style.new_figure(7.6, 3.0)
    left, middle, right = figure.subplots(1, 3)
    _draw_two_point(left, two_point)
    _draw_profiles(middle, kinetic)
    _draw_conductivity(right, currents)
    return figure


def _draw_two_point(axis: Axes, table: pd.DataFrame) -> None:
    pairs = table[table["second"] > table["first"]]
    n = table["first"].max()
    for first, rows in pairs.groupby("first"):
        colour = style.family_colour(first, np.array([1, n - 1]))
        shifted = rows["second"] + 0.06 * (first - 0.5 * n)  # error bars lie side by side
        axis.plot(shifted, rows["exact"], color=colour)
        marker = {"fmt": "o", "color": colour, "markersize": 3.5, "capsize": 2, "linewidth": 0.8}
        axis.errorbar(shifted, rows["simulated"], rows["std"], label=f"$i={first:g}$", **marker)
    axis.set(xlabel="cell $j>i$", ylabel=r"$\mathrm{Cov}(E_i,E_j)$", title="constant rate, full shares")
    axis.set_ylim(0, 1.5 * pairs["exact"].max())
    axis.set_xticks(sorted(pairs["second"].unique()))
    axis.legend(loc="upper left", ncols=2, handletextpad=0.2, columnspacing=0.6)


def _draw_profiles(axis: Axes, table: pd.DataFrame) -> None:
    sizes = np.sort(table["n_cells"].unique())
    x = np.linspace(0.0, 1.0, 200)
    longest = table[table["n_cells"] == sizes[-1]]
    low, high = _bath_powers(longest)
    axis.plot(x, (low + x * (high - low)) ** (2 / 3), color=style.BLACK, label=r"$\kappa\propto\sqrt{T}$")
    for n in sizes:
        rows = table[table["n_cells"] == n]
        colour = style.family_colour(n, sizes)
        axis.errorbar(rows["position"], rows["energy"], rows["std"], fmt="o", color=colour, markersize=2.8)
        axis.containers[-1].set_label(f"$N={n:g}$")
    axis.set(xlabel="position $i/(N+1)$", ylabel=r"mean energy $\langle E_i\rangle$", title="rate $\\sqrt{E_1+E_2}$")
    axis.legend(loc="upper left", handletextpad=0.2)


def _bath_powers(rows: pd.DataFrame) -> tuple[float, float]:
    """T_L^{3/2} and T_R^{3/2} from the straight line that the column `profile` is."""
    slope, start = np.polyfit(rows["position"], rows["profile"] ** 1.5, 1)
    return start, start + slope


def _draw_conductivity(axis: Axes, table: pd.DataFrame) -> None:
    chains = table[table["source"] == "chain"]
    values = table.set_index("source")
    inverse = 1.0 / (chains["n_cells"] + 1)
    marker = {"capsize": 2, "linewidth": 0.8, "markersize": 4}
    axis.errorbar(inverse, chains["value"], chains["std"], fmt="o", color=style.BLUE, label="chains", **marker)
    limit = values.loc["limit"]
    axis.errorbar([0.0], [limit["value"]], [limit["std"]], fmt="s", color=style.BLACK, label="limit", **marker)
    axis.axhline(values.loc["ring", "value"], color=style.ORANGE, linewidth=1.0, label="Green-Kubo, ring")
    correction, error = values.loc["correction", "value"], values.loc["correction", "std"]
    text = f"static term $-$ ring $=$\n$({1e4 * correction:.2f}\\pm{1e4 * error:.2f})\\times10^{{-4}}$"
    axis.text(0.35, 0.05, text, transform=axis.transAxes, fontsize=8)
    axis.set(xlabel="$1/(N+1)$", ylabel=r"$\kappa(T)/\sqrt{T}$", title="conductivity")
    low, high = axis.get_ylim()
    axis.set_ylim(low - 0.3 * (high - low), high + 0.6 * (high - low))
    axis.legend(loc="upper right")
