"""Figure 3: profiles without mechanical forcing (top) and without thermal forcing (bottom)."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import draw_profile_rows


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Temperatures left, momenta right."""
    return draw_profile_rows(table)
