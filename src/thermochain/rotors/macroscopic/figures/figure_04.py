"""Figure 4: energy current over p_right and T_left at p_left = 0."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.current_maps import draw_current_maps


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """T_right = 1 left, 0.3 right."""
    return draw_current_maps(table)
