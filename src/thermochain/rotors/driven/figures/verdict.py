"""Deviations of the macroscopic equations from driven chains extrapolated to infinite length."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from thermochain.core import style

_TITLES = {
    "momentum_current": "momentum current $J^p$",
    "energy_current": "energy current $J^e$",
    "T_max": r"highest temperature $T_{\max}$",
    "entropy_production": r"entropy production $\Sigma$",
}
_SOURCES = {
    "published": ("published coefficients", style.ORANGE, "s", -0.18),
    "measured": ("measured coefficients", style.BLUE, "o", 0.18),
}
_BAND = 3.0  # half width of the shaded band in per cent
_REGIMES = ["monotone", "heated", "uphill"]
_BATHS = ["T_left", "T_right", "p_left", "p_right"]


@style.styled
def draw(verdict: pd.DataFrame) -> Figure:
    """One panel for each quantity, one row for each boundary condition, grouped by regime.

    `verdict` has the columns T_left, T_right, p_left, p_right, regime, quantity, source (measured, published), percent
    and percent_error.
    """
    conditions = verdict[["regime", *_BATHS]].drop_duplicates().sort_values(_BATHS)
    conditions = conditions.sort_values("regime", key=lambda r: r.map(_REGIMES.index), kind="stable", ignore_index=True)
    figure = style.new_figure(10.6, 1.4 + 0.24 * max(6, len(conditions)))
    axes = figure.subplots(1, len(_TITLES), sharey=True)
    for axis, (quantity, title) in zip(axes, _TITLES.items(), strict=True):
        rows = conditions.reset_index(names="row").merge(
            verdict[verdict["quantity"] == quantity], on=["regime", *_BATHS]
        )
        _draw_quantity(axis, rows, set(verdict["source"]))
        axis.set(title=title, xlabel="deviation in %")
    _name_conditions(axes[0], conditions)
    _name_regimes(axes, conditions["regime"])
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles[::-1], labels[::-1], loc="outside lower center", ncols=3)
    return figure


def _draw_quantity(axis: Axes, rows: pd.DataFrame, sources: set[str]) -> None:
    axis.axvspan(-_BAND, _BAND, color=style.GREEN, alpha=0.15, linewidth=0, label=rf"$\pm{_BAND:g}$ %")
    axis.axvline(0.0, color=style.GREY, linewidth=0.7)
    for source, (label, colour, marker, shift) in _SOURCES.items():
        if source not in sources:
            continue
        some = rows[rows["source"] == source]
        options = {"marker": marker, "color": colour, "linestyle": "none", "linewidth": 0.9, "capsize": 1.5}
        axis.errorbar(
            some["percent"], some["row"] + shift, xerr=some["percent_error"], markersize=3.8, label=label, **options
        )


def _name_conditions(axis: Axes, conditions: pd.DataFrame) -> None:
    labels = [
        f"{T_left:g}, {T_right:g};  {p_left:g}, {p_right:g}".replace("-", "\N{MINUS SIGN}")
        for T_left, T_right, p_left, p_right in conditions[_BATHS].itertuples(index=False)
    ]
    axis.set_yticks(np.arange(len(conditions)), labels)
    axis.set_ylim(len(conditions) - 0.4, -0.6)
    temperatures, momenta = ([style.SYMBOLS[name] for name in _BATHS[k : k + 2]] for k in (0, 2))
    header = rf"${', '.join(temperatures)};\ {', '.join(momenta)}$ "
    axis.text(0.0, 1.01, header, transform=axis.transAxes, ha="right", va="bottom")


def _name_regimes(axes: Sequence[Axes], regimes: pd.Series) -> None:
    """Draw lines between the regimes, and their names beside the last panel."""
    for regime in regimes.unique():
        rows = np.flatnonzero(regimes == regime)
        position = (1.02, rows.mean())
        options = {"rotation": 270, "ha": "left", "va": "center", "color": style.GREY}
        axes[-1].annotate(regime, position, xycoords=axes[-1].get_yaxis_transform(), annotation_clip=False, **options)
        if rows[-1] + 1 < len(regimes):
            for axis in axes:
                axis.axhline(rows[-1] + 0.5, color=style.GREY, linewidth=0.5, linestyle=":")
