"""Energy current of driven chains against T_right, and whether it has a maximum (IOS Figure 9)."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.driven.figures import marks
from thermochain.rotors.driven.figures.sweep import draw_branch

_IN_A_ROW = 4  # largest number of chains in a row of the text
_ROWS = {  # quantity -> label of the axis
    "energy_current": r"energy current $N\langle j^e\rangle$, $J^e$",
    "rise": "less that at the lowest $T_{\\mathrm{R}}$",
}


@style.styled
def draw(rises: pd.DataFrame, maxima: pd.DataFrame) -> Figure:
    """One column for each p_right: the current against T_right, and below its difference to that at the lowest one.

    `rises` has the columns across, T_left, T_right, p_left, p_right, source (chain, limit, measured, published),
    n_rotors, energy_current, rise and their errors _std; `maxima` has the columns p_right, source, n_rotors, T_inside
    and sigma, how many errors the current at T_inside lies above those at both ends.
    """
    momenta = list(rises["p_right"].unique())
    sizes = marks.lengths(rises)
    figure = style.new_figure(1.2 + 3.6 * len(momenta), 6.6)
    axes = figure.subplots(2, len(momenta), squeeze=False, sharex=True)
    for column, p_right in enumerate(momenta):
        panel, found = (table[table["p_right"] == p_right] for table in (rises, maxima))
        for axis, (quantity, label) in zip(axes[:, column], _ROWS.items(), strict=True):
            draw_branch(axis, panel, sizes, marks.BRANCHES[column], quantity)
            axis.axvline(found["T_inside"].iloc[0], color=style.GREY, linewidth=0.6, linestyle=":")
            axis.set(ylabel=label if column == 0 else "")
        held = ["T_left", "p_left", "p_right"]
        axes[0, column].set(title=style.boundary_title(held, panel.iloc[0]))
        curves = panel[panel["source"] == "measured"]["T_right"]
        margin = 0.02 * np.ptp(curves)
        axes[1, column].set(xlabel=f"${style.SYMBOLS['T_right']}$", xlim=(curves.min() - margin, curves.max()))
        axes[1, column].axhline(0.0, color=style.GREY, linewidth=0.6)
        _state(axes[1, column], found)
    marks.legend_below(figure, [*marks.length_handles(sizes), marks.limit_handle()], marks.equation_handles(rises))
    return figure


def _state(axis: Axes, maxima: pd.DataFrame) -> None:
    """Text that says by how many errors every chain has a maximum."""
    names = {"chain": "n={:d}", "limit": r"n\to\infty"}
    lines = [
        f"${names[row.source].format(row.n_rotors)}$: " + f"{row.sigma:+.1f}".replace("-", "\N{MINUS SIGN}")
        for row in maxima.itertuples()
        if row.source in names
    ]
    heading = rf"maximum at ${style.equation('T_right', maxima['T_inside'].iloc[0])}$, in errors"
    rows = [", ".join(lines[k : k + _IN_A_ROW]) for k in range(0, len(lines), _IN_A_ROW)]
    axis.set_title("\n".join([heading, *rows]), fontsize="small")
