"""Figure 10: profiles for normal (top) and negative (bottom) energy conductivity."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import draw_profile_rows


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """p_right = 0.1 top, 2 bottom, T_right from cold to hot."""
    return draw_profile_rows(table)
