"""Figure 5: profiles around the onset of uphill diffusion."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import draw_profile_rows


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """p_left = 0 top, p_left = -1 bottom; the black curves are the onsets."""
    return draw_profile_rows(table)
