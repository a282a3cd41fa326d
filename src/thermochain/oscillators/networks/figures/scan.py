"""The triangle of Example 2 against the strength of its weak spring: where heat circulates."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style

_PRINTED_AT = 10.0


@style.styled
def draw(scan: pd.DataFrame, examples: pd.DataFrame) -> Figure:
    """Both fluxes with the range of circulation shaded.

    `scan` has the columns strength, flux_12 and flux_23; `examples` has example, quantity and printed,
    and holds the printed values for a strength of 10.
    """
    rows = examples[(examples["example"].astype(str) == "2") & examples["printed"].notna()].set_index("quantity")
    printed = rows.loc[["flux 1->2", "flux 2->3"], "printed"]
    figure = style.new_figure(4.8, 3.6)
    axis = figure.subplots()
    x, circulates = scan["strength"], scan["flux_23"] >= 0.0
    axis.axvspan(
        x[circulates].min(),
        x[circulates].max(),
        color=style.ORANGE,
        alpha=0.18,
        linewidth=0,
        label=r"circulates $1\to2\to3\to1$",
    )
    axis.plot(x, scan["flux_12"], color=style.BLUE, label=r"$\varphi_{1\to2}$")
    axis.plot(x, scan["flux_23"], "--", color=style.GREEN, label=r"$\varphi_{2\to3}=\varphi_{3\to1}$")
    axis.plot([_PRINTED_AT] * 2, printed, "x", color=style.BLACK, markersize=6, label="printed")
    axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
    axis.set(
        xlabel=r"strength of the weak spring $-V_{13}$",
        ylabel=r"heat flux $\varphi$",
        xlim=(0.0, x.max()),
        ylim=(-0.3, 0.4),
    )
    figure.legend(loc="outside upper center", ncols=2, columnspacing=1.2)
    return figure
