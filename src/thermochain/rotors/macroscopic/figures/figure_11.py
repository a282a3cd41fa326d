"""Figure 11: the cold end of the profiles, for a cold and a hot right bath."""

import pandas as pd
from matplotlib.figure import Figure

from thermochain.core import style
from thermochain.rotors.macroscopic.figures.profiles import draw_family, panel_title


@style.styled
def draw(table: pd.DataFrame) -> Figure:
    """T(x) on [-1, -0.5] at T_right = 0.3 (dark blue) and 1 (dark red, dashed), one panel per p_right."""
    near = table[table["x"] <= -0.5]
    figure = style.new_figure(7.2, 5.2)
    axes = figure.subplots(2, 2)
    for axis, (_, rows) in zip(axes.flat, near.groupby("panel"), strict=True):
        draw_family(axis, rows, "temperature")
        for line, (value, _), dashes in zip(axis.lines, rows.groupby("T_right"), ("-", "--"), strict=True):
            line.set(label=f"${style.equation('T_right', value)}$", linestyle=dashes)
        axis.set(xlabel=style.POSITION, ylabel=style.TEMPERATURE, xlim=(-1, -0.5), title=panel_title(rows))
    style.add_legend_of_drawn(figure, axes[0, 0].lines, 2)
    return figure
