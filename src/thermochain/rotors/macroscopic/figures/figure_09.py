"""Figure 9: energy current against T_right at T_left = 0.3: where its response turns negative."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.current_curves import draw_current_curves


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """p_right from 0 to 2 left, around the threshold right."""
    return draw_current_curves(table)
