"""Networks as graphs: masses coloured by kinetic temperature, arrows along the fluxes, circulation marked."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyArrowPatch

from thermochain.core import style

_RADIUS = 0.2
_COLUMNS = 4
_NEGLIGIBLE = 1e-6
_THICKEST, _THINNEST = 4.0, 0.7
_COLOURS = style.FAMILY


@style.styled
def draw(masses: pd.DataFrame, springs: pd.DataFrame) -> Figure:
    """One panel for each network, in the order of the table; its colours run from the coldest to the hottest mass."""
    names = list(masses["example"].unique())
    n_columns = min(_COLUMNS, len(names))
    n_rows = -(-len(names) // n_columns)
    figure = style.new_figure(2.9 * n_columns, 2.2 * n_rows + 0.5)
    axes = figure.subplots(n_rows, n_columns, squeeze=False).ravel()
    for axis, name in zip(axes, names, strict=False):
        draw_network(axis, masses[masses["example"] == name], springs[springs["example"] == name])
    for axis in axes[len(names) :]:
        axis.set_axis_off()
    figure.legend(handles=legend_handles(), loc="outside lower center", ncols=3)
    colour_bar = figure.colorbar(
        ScalarMappable(Normalize(0.0, 1.0), _COLOURS), ax=list(axes), aspect=35, pad=0.01, fraction=0.02
    )
    colour_bar.set_ticks([0.0, 1.0], labels=["coldest", "hottest"])
    colour_bar.set_label(r"kinetic temperature $\langle p_i^2\rangle$", labelpad=-18)
    return figure


def legend_handles() -> list[Line2D]:
    """Entries of the legend for the two kinds of arrows and for the circles."""
    circle = {"marker": "o", "markersize": 8, "linestyle": "none", "markerfacecolor": "white"}
    return [
        Line2D([], [], color=style.GREY, linewidth=2.5, label=r"flux $\varphi_{i\to j}$"),
        Line2D([], [], color=style.ORANGE, linewidth=2.5, label="flux on a cycle: heat circulates"),
        Line2D([], [], markeredgecolor=style.BLACK, label=r"mass, with $\langle p_i^2\rangle$; bath: $T_i$", **circle),
    ]


def draw_network(axis: Axes, masses: pd.DataFrame, springs: pd.DataFrame) -> None:
    """Draw one network from its rows of the tables of masses and of springs."""
    places = {row.mass: np.array([row.x, row.y]) for row in masses.itertuples()}
    centre = np.mean(list(places.values()), axis=0)
    strongest = springs["flux"].max()
    for row in springs.itertuples():
        _draw_flux(axis, places[row.i], places[row.j], centre, row, strongest)
    colours = Normalize(masses["kinetic_temperature"].min(), masses["kinetic_temperature"].max())
    for row in masses.itertuples():
        _draw_mass(axis, places[row.mass], centre, row, _COLOURS(colours(row.kinetic_temperature)))
    _draw_circulation(axis, places, springs[springs["circulates"]])
    x, y = np.array(list(places.values())).T
    middle, half = 0.5 * (x.min() + x.max()), max(0.5 * (x.max() - x.min()) + 0.4, 1.15)
    axis.set(xlim=(middle - half, middle + half), ylim=(y.min() - 0.55, y.max() + 0.6))
    axis.set_title(masses["title"].iloc[0], pad=2)
    axis.set_aspect("equal")
    axis.set_axis_off()


def _draw_flux(axis: Axes, start: np.ndarray, end: np.ndarray, centre: np.ndarray, row, strongest: float) -> None:
    along = (end - start) / np.linalg.norm(end - start)
    colour = style.ORANGE if row.circulates else style.GREY
    width = max(_THICKEST * np.sqrt(row.flux / strongest), _THINNEST)
    axis.add_patch(
        FancyArrowPatch(
            start + _RADIUS * along,
            end - _RADIUS * along,
            arrowstyle="-|>",
            mutation_scale=7 + 2 * width,
            linewidth=width,
            color=colour,
            shrinkA=0,
            shrinkB=0,
            zorder=1,
        )
    )
    normal = np.array([-along[1], along[0]])
    middle = 0.5 * (start + end)
    if normal @ (middle - centre) < -1e-9 or (abs(normal @ (middle - centre)) <= 1e-9 and normal.sum() < 0):
        normal = -normal
    offset = (8.0 + 8.0 * abs(normal[0])) * normal
    axis.annotate(_number(row.flux), middle, offset, textcoords="offset points", ha="center", va="center", fontsize=7)


def _number(flux: float) -> str:
    """Text of a flux in three digits; 0 where it is a rounding error of the other fluxes."""
    return "0" if flux < _NEGLIGIBLE else f"{flux:.3g}"


def _draw_mass(axis: Axes, place: np.ndarray, centre: np.ndarray, row, colour) -> None:
    axis.add_patch(Circle(place, _RADIUS, facecolor=colour, edgecolor=style.BLACK, linewidth=0.7, zorder=2))
    dark = np.mean(colour[:3]) < 0.55
    axis.text(
        *place,
        f"{row.kinetic_temperature:.3g}",
        ha="center",
        va="center",
        fontsize=6,
        color="white" if dark else style.BLACK,
        zorder=3,
    )
    upwards = -1.0 if place[1] <= centre[1] else 1.0
    bath = "" if np.isnan(row.bath_temperature) else f": $T={row.bath_temperature:.3g}$"
    axis.text(place[0], place[1] + upwards * 0.33, f"{row.mass}{bath}", ha="center", va="center", fontsize=7)


def _draw_circulation(axis: Axes, places: dict[int, np.ndarray], cycle: pd.DataFrame) -> None:
    """Draw a round arrow inside the cycle, in the sense of the heat."""
    if cycle.empty:
        return
    centre = np.mean([places[mass] for mass in cycle["i"]], axis=0)
    spokes = [(places[i] - centre, places[j] - centre) for i, j in zip(cycle["i"], cycle["j"], strict=True)]
    area = sum(a[0] * b[1] - a[1] * b[0] for a, b in spokes)
    arrow = "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}" if area > 0 else "\N{CLOCKWISE OPEN CIRCLE ARROW}"
    axis.text(*centre, arrow, ha="center", va="center", fontsize=20, color=style.ORANGE)
