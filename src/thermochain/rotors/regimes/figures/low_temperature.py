"""Low temperature limit: temperature peaks of bounded height, steepening momenta, and the end of the continuation."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator

from thermochain.core import style

_STYLES = {"published": "--", "measured": "-"}
_OUTER_SCALE = 16.0  # largest lambda in the last panel


@style.styled
def draw(profiles: pd.DataFrame, peaks: pd.DataFrame, continuations: pd.DataFrame) -> Figure:
    """Four panels: T and p on chains continued to colder ends, the peak at fixed momenta, Remark 2.2.

    Columns of `profiles`: coefficients, scale, x, temperature, momentum and their errors; of `peaks`: coefficients,
    momentum, end_temperature, peak, peak_std, extrapolated; of `continuations`: exponent, scale, temperature.
    """
    figure = style.new_figure(7.6, 6.0)
    axes = figure.subplots(2, 2)
    _draw_profiles(*axes[0], profiles)
    _draw_peaks(axes[1, 0], peaks)
    _draw_continuations(axes[1, 1], continuations)
    for axis, letter in zip(axes.flat, "abcd", strict=True):
        axis.set_title(f"({letter})", loc="left")
    return figure


def _draw_profiles(left: Axes, right: Axes, profiles: pd.DataFrame) -> None:
    rows = profiles[profiles["coefficients"] == "published"]
    scales = np.log(rows["scale"].unique())
    for scale, curve in rows.groupby("scale"):
        colour = style.family_colour(-np.log(scale), -scales)
        left.plot(curve["x"], curve["temperature"], color=colour, label=rf"$\lambda={_three_digits(scale)}$")
        right.plot(curve["x"], curve["momentum"] / curve["momentum"].max(), color=colour)
    left.set(xlabel=r"position $x/\lambda$", ylabel=r"temperature $T^\lambda$", xlim=(-1, 1), ylim=(0, None))
    right.set(xlabel=r"position $x/\lambda$", ylabel=r"momentum $p^\lambda/p^\lambda(1)$", xlim=(-1, 1))
    right.legend(*left.get_legend_handles_labels(), loc="upper left")


def _three_digits(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{round(value, 2 - int(np.log10(value))):.0f}"


def _draw_peaks(axis: Axes, peaks: pd.DataFrame) -> None:
    forcings = peaks["momentum"].unique()
    for (name, forcing), curve in peaks.groupby(["coefficients", "momentum"]):
        colour = style.family_colour(forcing, forcings)
        measured = curve[~curve["extrapolated"]]
        axis.plot(curve["end_temperature"], curve["peak"], color=colour, linewidth=0.6, linestyle=_STYLES[name])
        axis.plot(measured["end_temperature"], measured["peak"], color=colour, linestyle=_STYLES[name])
        style.draw_band(axis, curve["end_temperature"], curve["peak"], curve["peak_std"], color=colour)
    line = np.sort(peaks["end_temperature"].unique())
    axis.plot(line, line, color=style.GREY, linewidth=0.7, linestyle=":")
    axis.set(
        xscale="log",
        xlabel=r"$T_{\mathrm{L}}=T_{\mathrm{R}}$",
        ylabel=r"peak temperature $T^{\mathrm{max}}$",
        xlim=(line[0], line[-1]),
        ylim=(0, None),
    )
    style.write_numbers(axis.xaxis, LogLocator(subs=(1, 2, 5)))
    handles = [
        Line2D([], [], color=style.family_colour(p, forcings), label=rf"$p_{{\mathrm{{R}}}}=-p_{{\mathrm{{L}}}}={p:g}$")
        for p in forcings[::-1]
    ]
    handles += [Line2D([], [], color=style.BLACK, linestyle=s, label=f"{name}") for name, s in _STYLES.items()]
    axis.legend(handles=handles, loc="upper left")


def _draw_continuations(axis: Axes, continuations: pd.DataFrame) -> None:
    exponents = continuations["exponent"].unique()
    for exponent, curve in continuations.groupby("exponent"):
        colour = style.family_colour(exponent, exponents)
        axis.plot(curve["scale"], curve["temperature"], color=colour, label=rf"$\alpha={exponent:g}$")
        if exponent < 1:  # the continuation ends at this scale
            axis.axvline(curve["last_scale"].iloc[0], color=colour, linewidth=0.8, linestyle=":")
    axis.set(
        xlabel=r"$\lambda$",
        ylabel=r"$T(\lambda)/T(1)$",
        xlim=(1, _OUTER_SCALE),
        yscale="log",
        ylim=(continuations["temperature"].min(), 1.0),
    )
    axis.legend(
        loc="upper right", frameon=True, framealpha=1.0, edgecolor="none", title=r"$\kappa\propto T^{-\alpha}$, $D^p=1$"
    )
