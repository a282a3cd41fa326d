"""Figure 11: the cold end of the profiles, for a cold and a hot right bath."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import draw_family, panel_title


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """T(x) on [-1, -0.5] at T_right = 0.3 (blue) and 1 (red), one panel per p_right."""
    near = table[table["x"] <= -0.5]
    figure = style.new_figure(6.4, 4.8)
    axes = figure.subplots(2, 2)
    for axis, (_, rows) in zip(axes.flat, near.groupby("panel"), strict=True):
        draw_family(axis, rows, "temperature")
        for line, (value, _) in zip(axis.lines, rows.groupby("T_right"), strict=True):
            line.set_label(f"${style.equation('T_right', value)}$")
            line.set_linestyle("-" if value < 1 else "--")
        axis.set(xlabel=style.POSITION, ylabel=style.TEMPERATURE, xlim=(-1, -0.5), title=panel_title(rows))
        axis.legend()
    return figure
