"""Green-Kubo integral of the energy of the nonlinear bending chain without noise."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Running integrals of rings of several sizes with standard errors; a line has no such plateau."""
    figure = style.new_figure(4.6, 3.4)
    axis = figure.subplots()
    sizes = sorted(table["n"].unique())
    for n in sizes:
        rows = table[table["n"] == n]
        colour = style.family_colour(sizes.index(n), range(len(sizes)))
        axis.plot(rows["time"], rows["integral"], color=colour, label=f"$n={n}$")
        band = (rows["integral"] - rows["std"], rows["integral"] + rows["std"])
        axis.fill_between(rows["time"], *band, color=colour, alpha=0.25, linewidth=0)
    times = np.geomspace(20.0, table["time"].max(), 20)
    anchor = np.interp(20.0, rows["time"], rows["integral"])
    axis.plot(times, 0.8 * anchor * np.sqrt(times / 20.0), ":", color=style.BLACK, label="$t^{1/2}$")
    axis.set(xscale="log", yscale="log", xlabel="upper limit $t$")
    axis.set_ylabel(r"$\int_0^t \langle J^e(0) J^e(s)\rangle/n\ ds$")
    axis.legend()
    return figure
