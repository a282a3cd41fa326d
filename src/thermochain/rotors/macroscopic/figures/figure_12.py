"""Figure 12: energy current against T_left at p_left = -1, T_right = 0.3."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.current_curves import draw_current_curves


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """p_right from -0.8 to 0.5."""
    return draw_current_curves(table)
