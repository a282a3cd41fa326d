"""Figure 13: profiles at p_left = -1, T_right = 0.3 for normal (top) and negative (bottom) energy conductivity."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import draw_profile_rows


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """p_right = -3 top, -0.6 bottom, T_left from cold to hot."""
    return draw_profile_rows(table)
