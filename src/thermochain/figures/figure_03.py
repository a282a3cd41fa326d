"""Figure 3: profiles without mechanical forcing (top) and without thermal forcing (bottom)."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.figures import style
from thermochain.figures.profiles import draw_profile_rows


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """Temperatures left, momenta right."""
    return draw_profile_rows(table)
