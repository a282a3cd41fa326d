"""sigma^2 of pairs on a surface of negative curvature over the form (51), against the ratio of their energies."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style


@style.styled
def draw(geodesic: pd.DataFrame) -> Figure:
    """One panel; a horizontal line would be (51) with an equality sign."""
    figure = style.new_figure(4.2, 3.1)
    axis = figure.subplots()
    look = {"marker": "o", "linestyle": "-", "color": style.BLUE}
    style.draw_points(axis, geodesic["ratio"], geodesic["quotient"], geodesic["quotient_error"], **look)
    axis.set(
        xscale="log",
        xlabel="ratio of the energies $E_2/E_1$",
        ylabel=r"$\sigma^2\,(E_1^{3/2}+E_2^{3/2})/(E_1E_2)$",
        ylim=(0, None),
    )
    return figure
