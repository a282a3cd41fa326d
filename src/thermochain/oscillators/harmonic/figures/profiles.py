"""Temperature in driven harmonic chains with velocity flips: limit, exact finite chains, simulation."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

TITLES = {"constant": "constant force, two baths", "periodic": "oscillating force, no right bath"}


@style.styled
def draw(table: pd.DataFrame, chains: pd.DataFrame) -> Figure:
    """One panel for each case; every fourth simulated mass is shown."""
    figure = style.new_figure(7.2, 3.2)
    for axis, case in zip(figure.subplots(1, 2), TITLES, strict=True):
        rows = table[table["case"] == case]
        sizes = sorted(n for n in rows["n"].unique() if n > 0)[:3]
        for n in sizes:
            chain = rows[rows["n"] == n]
            colour = style.family_colour(sizes.index(n), range(len(sizes)))
            axis.plot(chain["x"], chain["temperature"], color=colour, label=f"exact, $N={n}$")
        limit = rows[rows["n"] == 0]
        axis.plot(limit["x"], limit["temperature"], "--", color=style.BLACK, label=r"limit $N\to\infty$")
        masses = chains[(chains["case"] == case) & chains["x"].notna()]
        points = masses.iloc[::4]
        axis.errorbar(
            points["x"],
            points["simulated"],
            points["std"],
            fmt="o",
            markersize=2.5,
            elinewidth=0.8,
            color=style.GREY,
            label=f"simulated, $N={len(masses) - 1}$",
        )
        axis.set(xlabel="position $x = i/N$", ylabel="temperature $T$", title=TITLES[case], xlim=(0, 1))
        axis.legend(loc="lower center" if case == "constant" else "lower right")
    return figure
