"""The triangle of Example 2 against the strength of its direct spring: where heat circulates, and which way."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.figures import style


@style.styled
def draw(scan: pd.DataFrame, printed: pd.DataFrame) -> Figure:
    """Both fluxes with the ranges of circulation shaded.

    `scan` has the columns strength, flux_12, flux_13, circulation; `printed` has strength, flux and quantity, the
    paper's numbers.
    """
    figure = style.new_figure(4.8, 3.1)
    axis = figure.subplots()
    x = scan["strength"]
    for condition, label, colour in (
        (scan["flux_12"] <= 0.0, r"circulates $1\to3\to2\to1$", style.ORANGE),
        (scan["flux_13"] <= 0.0, r"circulates $1\to2\to3\to1$", style.VIOLET),
    ):
        if condition.any():
            axis.axvspan(x[condition].min(), x[condition].max(), color=colour, alpha=0.18, linewidth=0, label=label)
    axis.plot(x, scan["flux_13"], color=style.BLUE, label=r"$\varphi_{1\to3}=\varphi_{3\to2}$")
    axis.plot(x, scan["flux_12"], "--", color=style.GREEN, label=r"$\varphi_{1\to2}$")
    axis.plot(printed["strength"], printed["flux"], "x", color=style.BLACK, markersize=6, label="printed")
    axis.axhline(0.0, color=style.GREY, linewidth=0.6, zorder=0)
    axis.set(
        xlabel=r"strength of the direct spring $-V_{12}$",
        ylabel=r"heat flux $\varphi$",
        xlim=(0.0, x.max()),
        ylim=(-0.27, 0.68),
    )
    axis.legend(loc="lower left", ncols=2, columnspacing=1.2)
    return figure
