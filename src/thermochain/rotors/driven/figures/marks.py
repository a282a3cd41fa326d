"""Markers, labels and legends by which the figures of driven chains tell chains, limits and equations apart."""

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from thermochain.core import style

BRANCHES = (style.BLUE, style.ORANGE, style.GREEN, style.VIOLET, style.GREY)
MARKERS = "v^osDp"  # markers of the chain lengths, shortest first
MEASURED, PUBLISHED = "(2.30), measured coefficients", "(2.30), published coefficients"


def lengths(table: pd.DataFrame) -> list[int]:
    """Chain lengths n in a table, sorted, without the value 0, which means that there is no length."""
    return sorted(int(n) for n in table["n_rotors"].unique() if n > 0)


def length_handles(sizes: list[int]) -> list[Artist]:
    """Legend entries of the markers of chain lengths."""
    return [
        Line2D([], [], linestyle="none", marker=marker, markersize=4, color=style.GREY, mfc="white", label=f"$n={n}$")
        for n, marker in zip(sizes, MARKERS, strict=False)
    ]


def limit_handle() -> Artist:
    """Legend entry of extrapolated chains."""
    return Line2D([], [], linestyle="none", marker="o", markersize=5, color=style.BLACK, label=r"$n\to\infty$")


def equation_handles(table: pd.DataFrame) -> list[Artist]:
    """Legend entries of the solutions with the sets of coefficients that a table has as `source`."""
    handles = {
        "measured": Line2D([], [], color=style.BLACK, label=MEASURED),
        "published": Line2D([], [], color=style.BLACK, linestyle="--", linewidth=0.9, label=PUBLISHED),
    }
    return [handle for source, handle in handles.items() if source in set(table["source"])]


def legend_below(figure: Figure, *columns: list[Artist]) -> None:
    """One legend under all panels with the given columns."""
    rows = max(len(column) for column in columns)
    empty = Line2D([], [], linestyle="none", label=" ")
    handles = [handle for column in columns for handle in [*column, *[empty] * (rows - len(column))]]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(columns))


def exponent_label(row: pd.Series) -> str:
    """Text of the exponent and its error in a row of a table, for a legend; empty if there is none."""
    value, std = row["exponent"], row["exponent_std"]
    digits = 2 if std >= 0.01 else 3
    return "" if np.isnan(value) else rf"$b={value:.{digits}f}\pm{std:.{digits}f}$"


def lower_bars(value: pd.Series, std: pd.Series) -> pd.Series:
    """Lower halves of error bars, shortened to stay positive on a logarithmic axis."""
    return np.minimum(std, 0.9 * value)
