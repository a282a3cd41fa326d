"""Figure 8: energy current over both temperatures for four values of p_right."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.current_maps import draw_current_maps


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """p_right = 0, 0.5 top, 1, 2 bottom."""
    return draw_current_maps(table)
