"""Figure of the current over the gradient of momentum against 1/M, with its limit and the Green-Kubo value."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.validation.shear_response.figures.flow_limits import draw_flow_limits


@style.styled
def draw(responses: pd.DataFrame, limits: pd.DataFrame) -> Figure:
    """One panel for each temperature.

    `responses` has the columns temperature, n_rotors, momentum_jump, diffusivity and its standard error; `limits` has
    temperature, diffusivity and its error, size_slope, jump_slope, green_kubo and its error.
    """
    figure = draw_flow_limits(responses, limits, "diffusivity", "momentum_jump", "gM")
    figure.axes[0].set_ylabel(r"$-\langle j^p\rangle/g$")
    return figure
