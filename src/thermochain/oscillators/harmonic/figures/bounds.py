"""The bounds from Simon's proof, of which each curve has to stay below a constant at all sizes."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Momenta of the ends, squares of the means, energy, covariances, each over its bound but for the constant C."""
    figure = style.new_figure(7.2, 5.2)
    axes = figure.subplots(2, 2)
    titles = {
        "momentum n": r"$N\,|\int_0^t \langle p_N\rangle\,ds|\,/\,(t+1)$",
        "squares of means": r"$\frac{1}{N}\sum_i (\langle r_i\rangle^2 + \langle p_i\rangle^2)$",
        "energy": r"$\frac{1}{N}\sum_i \langle\mathcal{E}_i\rangle\,/\,(t+1)$",
        "covariances": r"$C_N(t)\,/\,[C_N(0) + t\,\log^2 N]$",
    }
    sizes = sorted(table["n"].unique())
    for axis, (quantity, title) in zip(axes.flat, titles.items(), strict=True):
        rows = table[table["quantity"] == quantity]
        for n in sorted(rows["n"].unique()):
            one = rows[rows["n"] == n].sort_values("time")
            time, value = one["time"].to_numpy(), one["value"].to_numpy()
            if quantity == "covariances":
                value = value / (value[0] + time * np.log(n) ** 2)
            elif quantity != "squares of means":
                value = np.abs(value) / (time + 1.0)
            axis.plot(time, value, color=style.family_colour(sizes.index(n), range(len(sizes))), label=f"$N={n}$")
        limit = one["limit"].to_numpy() / (1.0 if quantity == "squares of means" else one["time"].to_numpy() + 1.0)
        if quantity != "covariances":
            axis.plot(one["time"], limit, "--", color=style.BLACK, label=r"limit $N\to\infty$")
        axis.set(xlabel="time $t$", title=title)
        axis.set_ylim(0, None)
    axes[0, 0].legend(ncols=2)
    return figure
