"""Figure of the energy current over the heat field against 1/M, with its limit and the Green-Kubo value."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.validation.shear_response.figures.flow_limits import draw_flow_limits


@style.styled
def draw(responses: pd.DataFrame, limits: pd.DataFrame) -> Figure:
    """One panel for each temperature.

    `responses` has the columns temperature, n_rotors, drive, onsager and its standard error; `limits` has temperature,
    onsager and its error, size_slope, drive_slope, green_kubo and its error.
    """
    figure = draw_flow_limits(responses, limits, "onsager", "drive", r"\varphi M")
    figure.axes[0].set_ylabel(r"$T\langle j^e\rangle/\varphi$")
    return figure
