"""Drawing of the paper's figures by their numbers."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.rotors.macroscopic.figures import (
    current_curves,
    current_maps,
    figure_01,
    figure_02,
    figure_11,
    profiles,
)

_DRAWN_BY = {1: figure_01, 2: figure_02, 11: figure_11}
_DRAWN_BY |= dict.fromkeys((3, 5, 10, 13), profiles)
_DRAWN_BY |= dict.fromkeys((4, 6, 7, 8), current_maps)
_DRAWN_BY |= dict.fromkeys((9, 12), current_curves)


def draw(number: int, table: pd.DataFrame) -> Figure:
    """One of Figures 1-13, drawn from its table."""
    return _DRAWN_BY[number].draw(table)
