"""What Figures 1-13 of IOS show: boundary values as data, and the tables behind the pictures.

A figure is a list of panels.  A profile panel varies one boundary value and holds the others; a map panel
varies two; a current panel draws J^e against one for several values of another.  Figure 2 shows the
coefficients themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from thermochain.macroscopic import regimes
from thermochain.macroscopic.coefficients import TransportCoefficients, published_coefficients
from thermochain.macroscopic.first_integral import energy_current
from thermochain.macroscopic.solve import solve_stationary
from thermochain.study.coefficients import load_coefficients
from thermochain.study.onsager_table import ONSAGER
from thermochain.study.tables import read_table

NAMES = ("T_left", "T_right", "p_left", "p_right")


def _steps(start: float, stop: float, step: float) -> tuple[float, ...]:
    n = round((stop - start) / step)
    return tuple(round(start + k * step, 10) for k in range(n + 1))


@dataclass(frozen=True)
class ProfilePanel:
    """T(x) and p(x) for several values of one boundary value."""

    fixed: dict[str, float]
    varied: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class MapPanel:
    """J^e over a rectangle of two boundary values."""

    fixed: dict[str, float]
    across: str
    across_range: tuple[float, float]
    up: str
    up_range: tuple[float, float]


@dataclass(frozen=True)
class CurrentPanel:
    """J^e against one boundary value, one curve for each value of another."""

    fixed: dict[str, float]
    across: str
    across_range: tuple[float, float]
    varied: str
    values: tuple[float, ...]


_COLD_TO_HOT = (0.3, 1.0)
_TENTHS = _steps(0.3, 1.0, 0.1)

FIGURES: dict[int, tuple[ProfilePanel | MapPanel | CurrentPanel, ...]] = {
    # The paper does not give the values of its Figure 1; these show an inner maximum well off centre.
    1: (ProfilePanel({"T_left": 0.3, "T_right": 0.5, "p_left": 0.0}, "p_right", (1.5,)),),
    3: (
        ProfilePanel({"T_right": 0.3, "p_left": 0.0, "p_right": 0.0}, "T_left", _steps(0.3, 1.0, 0.02)),
        ProfilePanel({"T_left": 0.3, "T_right": 0.3, "p_left": 0.0}, "p_right", _steps(0.0, 2.0, 0.1)),
    ),
    4: tuple(
        MapPanel({"T_right": T, "p_left": 0.0}, "p_right", (-2.0, 2.0), "T_left", _COLD_TO_HOT) for T in (1.0, 0.3)
    ),
    5: (
        ProfilePanel({"T_left": 0.5, "T_right": 0.3, "p_left": 0.0}, "p_right", _steps(0.0, 2.0, 0.1)),
        ProfilePanel({"T_left": 0.8, "T_right": 1.0, "p_left": -1.0}, "p_right", _steps(-1.0, 1.0, 0.1)),
    ),
    6: tuple(
        MapPanel({"T_right": T, "p_left": -1.0}, "p_right", (-3.0, 1.0), "T_left", _COLD_TO_HOT) for T in (1.0, 0.3)
    ),
    # The caption swaps the panels; the text (left T_left = 1) is right.
    7: tuple(
        MapPanel({"T_left": T, "p_left": 0.0}, "p_right", (-2.0, 2.0), "T_right", _COLD_TO_HOT) for T in (1.0, 0.3)
    ),
    8: tuple(
        MapPanel({"p_left": 0.0, "p_right": p}, "T_left", _COLD_TO_HOT, "T_right", _COLD_TO_HOT)
        for p in (0.0, 0.5, 1.0, 2.0)
    ),
    9: (
        CurrentPanel({"T_left": 0.3, "p_left": 0.0}, "T_right", _COLD_TO_HOT, "p_right", _steps(0.0, 2.0, 0.1)),
        CurrentPanel({"T_left": 0.3, "p_left": 0.0}, "T_right", _COLD_TO_HOT, "p_right", _steps(0.56, 0.7, 0.01)),
    ),
    10: tuple(ProfilePanel({"T_left": 0.3, "p_left": 0.0, "p_right": p}, "T_right", _TENTHS) for p in (0.1, 2.0)),
    11: tuple(
        ProfilePanel({"T_left": 0.3, "p_left": 0.0, "p_right": p}, "T_right", (0.3, 1.0)) for p in (0.1, 0.6, 0.7, 0.8)
    ),
    12: (CurrentPanel({"T_right": 0.3, "p_left": -1.0}, "T_left", _COLD_TO_HOT, "p_right", _steps(-0.8, 0.5, 0.1)),),
    13: tuple(ProfilePanel({"T_right": 0.3, "p_left": -1.0, "p_right": p}, "T_left", _TENTHS) for p in (-3.0, -0.6)),
}

PROFILES = "profiles/1"
MAPS = "current_map/1"
CURRENTS = "current_curves/1"
ONSAGER_FIGURE = "onsager_figure/1"

_BOUNDARY_COLUMNS = {
    "T_left": "bath temperature at x = -1",
    "T_right": "bath temperature at x = 1",
    "p_left": "boundary momentum tau/gamma at x = -1",
    "p_right": "boundary momentum tau/gamma at x = 1",
}
COLUMNS = {
    PROFILES: {
        "panel": "number of the panel, from 0",
        "varied": "name of the boundary value that differs between the curves of the panel",
        "mark": "empty, or flat_end / uphill_from / uphill_to for the curves that the figure singles out",
        **_BOUNDARY_COLUMNS,
        "momentum_current": "J^p",
        "energy_current": "J^e",
        "x": "position in [-1, 1]",
        "temperature": "T(x)",
        "momentum": "p(x)",
    },
    MAPS: {
        "panel": "number of the panel, from 0",
        "across": "name of the boundary value on the horizontal axis",
        "up": "name of the boundary value on the vertical axis",
        **_BOUNDARY_COLUMNS,
        "energy_current": "J^e",
        "isoline_approximation": "zero on the approximation (3.1) of the isoline J^e = 0",
    },
    CURRENTS: {
        "panel": "number of the panel, from 0",
        "across": "name of the boundary value on the horizontal axis",
        "varied": "name of the boundary value that differs between the curves of the panel",
        **_BOUNDARY_COLUMNS,
        "energy_current": "J^e",
    },
    ONSAGER_FIGURE: {
        "coefficient": "pp or ee",
        "source": "published, fitted, measured: curves; estimates: our points; others: values quoted in Remark 3.1",
        "temperature": "T",
        "value": "K(T)",
        "error": "total standard error, 0 where unknown",
        "reliable": "False for points outside the fit and for curves outside their measured range",
    },
}


def kind_of(number: int) -> str:
    """Table kind of a figure."""
    if number == 2:
        return ONSAGER_FIGURE
    kinds = {ProfilePanel: PROFILES, MapPanel: MAPS, CurrentPanel: CURRENTS}
    return kinds[type(FIGURES[number][0])]


def figure_table(
    number: int,
    files: Mapping[str, str],
    *,
    profile_points: int,
    map_points: int,
    fit_range: tuple[float, float],
) -> pd.DataFrame:
    """The table behind Figure `number`, columns of COLUMNS[kind_of(number)].

    Parameters
    ----------
    number
        1 .. 13.
    files
        Paths of the measured coefficients ("measured", "fitted") and of the estimates ("onsager"); without them
        the published coefficients are used.
    profile_points, map_points
        Points of each profile, and along each axis of a map or curve.
    fit_range
        Temperatures whose estimates entered the fit of (A.2).
    """
    measured = load_coefficients(files["measured"]) if "measured" in files else None
    if number != 2:
        coefficients = measured or published_coefficients()
        return tabulate(number, coefficients, profile_points=profile_points, map_points=map_points)
    laws = [published_coefficients()]
    if measured is None:
        return pd.concat([tabulate_laws(laws), _conductivities_in_print()], ignore_index=True)
    laws += [load_coefficients(files["fitted"]), measured]
    points = tabulate_estimates(read_table(files["onsager"], ONSAGER), fit_range)
    return pd.concat([tabulate_laws(laws), points], ignore_index=True)


def tabulate(number: int, coefficients: TransportCoefficients, *, profile_points: int, map_points: int) -> pd.DataFrame:
    """The table behind one of Figures 1 and 3-13."""
    frames = []
    for panel, content in enumerate(FIGURES[number]):
        if isinstance(content, ProfilePanel):
            frame = _profiles(content, coefficients, profile_points, marked=number == 5)
        elif isinstance(content, MapPanel):
            frame = _map(content, coefficients, map_points)
        else:
            frame = _currents(content, coefficients, map_points)
        frames.append(frame.assign(panel=panel))
    return pd.concat(frames, ignore_index=True)


def tabulate_laws(laws: list[TransportCoefficients]) -> pd.DataFrame:
    """Curves of K^pp and K^ee over the temperatures of Figure 2, where the laws admit them."""
    frames = []
    for c in laws:
        low, high = c.admissible_range
        T = np.geomspace(max(low, 0.1), min(high, 3.2), 300)
        for key in ("pp", "ee"):
            law = getattr(c, key)
            columns = {
                "coefficient": key,
                "source": c.name,
                "temperature": T,
                "value": law(T),
                # the printed errors lack their correlations and say nothing about K
                "error": 0.0 if c.name == "published" else law.std(T),
                "reliable": ~c.is_extrapolated(T),
            }
            frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)


def tabulate_estimates(onsager: pd.DataFrame, fit_range: tuple[float, float]) -> pd.DataFrame:
    """Our estimates with their total errors, in the columns of Figure 2."""
    frames = [
        pd.DataFrame(
            {
                "coefficient": key,
                "source": "estimates",
                "temperature": onsager["temperature"],
                "value": onsager[key],
                "error": onsager[f"{key}_error"],
                "reliable": onsager["temperature"].between(*fit_range),
            }
        )
        for key in ("pp", "ee")
    ]
    return pd.concat(frames, ignore_index=True)


def _conductivities_in_print() -> pd.DataFrame:
    """K^ee = kappa T^2 from the conductivities that Remark 3.1 quotes."""
    rows = [
        ("paper", 0.3, 31.55),
        ("paper", 1.0, 0.57),
        ("driven chains", 0.3, 29.5),
        ("driven chains", 1.0, 0.612),
        ("Langevin Green-Kubo", 0.3, 28.5),
        ("Langevin Green-Kubo", 1.0, 0.55),
    ]
    frame = pd.DataFrame(rows, columns=["source", "temperature", "kappa"])
    value = frame["kappa"] * frame["temperature"] ** 2
    return frame.assign(coefficient="ee", value=value, error=0.0, reliable=True).drop(columns="kappa")


def _profiles(panel: ProfilePanel, c: TransportCoefficients, n_points: int, *, marked: bool) -> pd.DataFrame:
    curves = [(value, "") for value in panel.values]
    if marked:
        curves += _marked_values(panel, c)
    frames = []
    for value, mark in curves:
        boundary = panel.fixed | {panel.varied: value}
        state = solve_stationary(c, **boundary, n_cells=n_points - 1)
        frames.append(
            pd.DataFrame(
                {
                    "varied": panel.varied,
                    "mark": mark,
                    **boundary,
                    "momentum_current": state.momentum_current,
                    "energy_current": state.energy_current,
                    "x": state.x,
                    "temperature": state.temperature,
                    "momentum": state.momentum,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _marked_values(panel: ProfilePanel, c: TransportCoefficients) -> list[tuple[float, str]]:
    """The curves labelled by triangles in Figure 5, where they fall into the panel's range."""
    fixed = panel.fixed
    zero = regimes.zero_energy_current(c, **fixed)
    flat = fixed["p_left"] + regimes.flat_temperature(c, T_left=fixed["T_left"], T_right=fixed["T_right"])
    marks = [(flat, "flat_end"), (-zero, "uphill_from"), (zero, "uphill_to")]
    if fixed["p_left"] == 0.0:  # the onset of both; uphill for all larger p_right
        marks = [(flat, "flat_end")]
    low, high = panel.values[0], panel.values[-1]
    return [(value, mark) for value, mark in marks if low <= value <= high]


def _map(panel: MapPanel, c: TransportCoefficients, n_points: int) -> pd.DataFrame:
    across, up = np.meshgrid(np.linspace(*panel.across_range, n_points), np.linspace(*panel.up_range, n_points))
    boundary = panel.fixed | {panel.across: across.ravel(), panel.up: up.ravel()}
    values = [boundary[name] for name in NAMES]
    return pd.DataFrame(
        {
            "across": panel.across,
            "up": panel.up,
            **boundary,
            "energy_current": energy_current(c, *values),
            "isoline_approximation": regimes.isoline_approximation(c, *values),
        }
    )


def _currents(panel: CurrentPanel, c: TransportCoefficients, n_points: int) -> pd.DataFrame:
    varied, across = np.meshgrid(panel.values, np.linspace(*panel.across_range, n_points), indexing="ij")
    boundary = panel.fixed | {panel.varied: varied.ravel(), panel.across: across.ravel()}
    return pd.DataFrame(
        {
            "across": panel.across,
            "varied": panel.varied,
            **boundary,
            "energy_current": energy_current(c, *(boundary[name] for name in NAMES)),
        }
    )
