"""Evolution in time of the chain with velocity flips: exact moments against (22), equipartition, covariances."""

import numpy as np
import pandas as pd
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from thermochain.core import style

_N_CURVES = 5


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Left, profiles of the longest chain; middle and right, the two quantities of the covariance bounds."""
    figure = style.new_figure(8.6, 3.0)
    left, middle, right = figure.subplots(1, 3)
    sizes = sorted(table["n"].unique())
    rows = table[table["n"] == sizes[-1]]
    times = rows["time"].unique()[1:]
    shown = times[np.unique(np.geomspace(1, times.size, _N_CURVES).round().astype(int)) - 1]
    colours = ScalarMappable(LogNorm(shown[0], shown[-1]), style.FAMILY)
    for time in shown:
        one = rows[rows["time"] == time]
        left.plot(one["x"], one["temperature"], "o", markersize=2, color=colours.to_rgba(time))
        left.plot(one["x"], one["temperature_limit"], color=colours.to_rgba(time))
    figure.colorbar(colours, ax=left, label="time $t$", pad=0.02)
    left.set(xlabel="position $x$", ylabel="temperature $T$", title=f"exact, $N={sizes[-1]}$, and (22)")
    for n in sizes:
        series = table[table["n"] == n].drop_duplicates("time")
        colour = style.family_colour(sizes.index(n), range(len(sizes)))
        middle.plot(series["time"], n * series["equipartition"], color=colour, label=f"$N={n}$")
        growth = (series["covariances"] - series["covariances"].iloc[0])[1:] / (series["time"][1:] * np.log(n) ** 2)
        right.plot(series["time"][1:], growth, color=colour)
    middle.set(xlabel="time $t$", ylabel=r"$N\int_0^t (\overline{\mathrm{Var}\,r} - \overline{\mathrm{Var}\,p})\,ds$")
    middle.set_title("equipartition")
    middle.legend()
    right.set(xlabel="time $t$", ylabel=r"$[C_N(t) - C_N(0)]\,/\,(t\,\log^2 N)$", title="covariances", ylim=(0, None))
    return figure
