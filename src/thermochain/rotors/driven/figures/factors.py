"""Factors on the measured coefficients for which (2.30) has the currents of driven chains, against 1/N."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from thermochain.core import style

_LABELS = {
    "momentum_diffusivity": r"$\lambda_p$, factor on $D^p$",
    "thermal_conductivity": r"$\lambda_e$, factor on $\kappa$",
}
_SPREAD = 0.03  # fraction of the width over which the limits stand side by side


@style.styled
def draw(factors: pd.DataFrame) -> Figure:
    """Figure of the factors on D^p (left) and kappa (right): one line per condition, with its limit at 1/N = 0.

    `factors` has the columns T_left, T_right, p_left, p_right, coefficient, n_rotors (0 for limits), factor and
    factor_std.
    """
    figure = style.new_figure(8.2, 4.0)
    axes = figure.subplots(1, 2, sharex=True)
    driving = (factors["p_right"] - factors["p_left"]).abs()
    for axis, (name, label) in zip(axes, _LABELS.items(), strict=True):
        rows = factors[factors["coefficient"] == name]
        conditions = list(rows.groupby(["T_left", "T_right", "p_left", "p_right"]))
        for k, (_, condition) in enumerate(conditions):
            colour = style.family_colour(driving[condition.index[0]], driving)
            _draw_condition(axis, condition, colour, k / max(1, len(conditions) - 1) - 0.5)
        axis.axhline(1.0, color=style.BLACK, linewidth=0.8)
        axis.set(xlabel=r"$1/N=2/(n-1)$", ylabel=label)
        axis.xaxis.set_major_locator(MaxNLocator(4))
    colours = ScalarMappable(Normalize(driving.min(), driving.max()), style.FAMILY)
    figure.colorbar(colours, ax=axes, label=r"$|p_{\mathrm{R}}-p_{\mathrm{L}}|$", aspect=25, pad=0.01)
    return figure


def _draw_condition(axis: Axes, rows: pd.DataFrame, colour, shift: float) -> None:
    chains, limit = rows[rows["n_rotors"] > 0].sort_values("n_rotors"), rows[rows["n_rotors"] == 0]
    per_site = 2.0 / (chains["n_rotors"] - 1.0)
    offset = _SPREAD * per_site.max() * shift
    options = {"color": colour, "linewidth": 0.7, "capsize": 1.5}
    axis.errorbar(
        per_site + offset, chains["factor"], chains["factor_std"], marker="o", markersize=2.5, mfc="white", **options
    )
    zero = np.full(len(limit), 5.0 * offset)
    axis.errorbar(zero, limit["factor"], limit["factor_std"], marker="o", markersize=4, linestyle="none", **options)
