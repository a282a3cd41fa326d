"""The tables behind Figures 1-13 of IOS."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.macroscopic import regime_edges
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_drive
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.study.paper_panels import FIGURES, NAMES, CurrentPanel, MapPanel, ProfilePanel
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.table import Table, read_any_table

_BOUNDARY_COLUMNS = {
    "T_left": "bath temperature at x = -1",
    "T_right": "bath temperature at x = 1",
    "p_left": "boundary momentum tau/gamma at x = -1",
    "p_right": "boundary momentum tau/gamma at x = 1",
}
_REMAINING = 0.9  # correlation of the winding number that phase slips must leave (docs/phase_slips.md)
_STD = "standard error of the column before, from the coefficients; 0 where unknown"
PROFILE_FIGURE = Table(
    "profiles/2",
    panel="number of the panel, from 0",
    varied="name of the boundary value that differs between the curves of the panel",
    mark="empty, or flat_end / uphill_from / uphill_to for the curves that the figure singles out",
    **_BOUNDARY_COLUMNS,
    momentum_current="J^p",
    momentum_current_std=_STD,
    energy_current="J^e",
    energy_current_std=_STD,
    x="position in [-1, 1]",
    temperature="T(x)",
    temperature_std=_STD,
    momentum="p(x)",
    momentum_std=_STD,
)
MAP_FIGURE = Table(
    "current_map/3",
    panel="number of the panel, from 0",
    across="name of the boundary value on the horizontal axis",
    up="name of the boundary value on the vertical axis",
    **_BOUNDARY_COLUMNS,
    energy_current="J^e",
    energy_drive="J^e over minus half of the conductance: zero on the isoline J^e = 0",
    energy_drive_std=_STD,
    response="-dJ^e/dT_R or dJ^e/dT_L, of the vertical axis: < 0 is negative energy conductivity (2.5.3)",
    isoline_approximation="zero on the approximation (3.1) of the isoline J^e = 0",
)
CURRENT_FIGURE = Table(
    "current_curves/2",
    panel="number of the panel, from 0",
    across="name of the boundary value on the horizontal axis",
    varied="name of the boundary value that differs between the curves of the panel",
    **_BOUNDARY_COLUMNS,
    energy_current="J^e",
    energy_current_std=_STD,
)
ONSAGER_FIGURE = Table(
    "onsager_figure/1",
    coefficient="pp or ee",
    source="published, fitted, measured: curves; estimates, points (without a fit of (A.2)), phase slips: "
    "measured points; others: quoted in Remark 3.1",
    temperature="T",
    value="K(T)",
    error="total standard error, 0 where unknown",
    reliable="False for points outside the fit and for curves outside their measured range",
)


def kind_of(number: int) -> Table:
    """Kind of the table behind Figure `number`, 1-13."""
    if number == 2:
        return ONSAGER_FIGURE
    kinds = {ProfilePanel: PROFILE_FIGURE, MapPanel: MAP_FIGURE, CurrentPanel: CURRENT_FIGURE}
    return kinds[type(FIGURES[number][0])]


def figure_tables(
    files: Mapping[str, str],
    *,
    profile_points: int,
    map_points: int,
    fit_range: tuple[float, float],
    potential: Potential = ROTORS,
) -> Iterator[tuple[int, pd.DataFrame]]:
    """Number and table of each of Figures 1-13, for one set of coefficients.

    Parameters
    ----------
    files
        Paths of the measured coefficients ("measured", "fitted") and of the estimates ("onsager", "phase_slips"); empty
        for the published coefficients, and without "fitted" and "phase_slips" for another potential than rotors.
    profile_points
        Points of each profile, an odd number.
    map_points
        Points of each curve, and along each axis of a map.
    fit_range
        Temperatures whose estimates entered the fit of (A.2).
    potential
        Potential, in whose units the boundary values are.
    """
    coefficients, energy = coefficients_of(files), potential.unit_of_energy
    for number in sorted({2, *FIGURES}):
        if number == 2:
            yield number, onsager_figure_table(files, fit_range, energy)
        else:
            n_points = profile_points if kind_of(number) is PROFILE_FIGURE else map_points
            yield number, tabulate(number, coefficients, n_points, energy)


def coefficients_of(files: Mapping[str, str]) -> TransportCoefficients:
    """The measured coefficients if `files` has their path as "measured", otherwise the published coefficients."""
    return load_coefficients(files["measured"]) if "measured" in files else published_coefficients()


def onsager_figure_table(files: Mapping[str, str], fit_range: tuple[float, float], energy: float = 1.0) -> pd.DataFrame:
    """The table behind Figure 2, columns of ONSAGER_FIGURE; parameters as for `figure_tables`.

    Without measured coefficients it contains only the published values, without a fit of (A.2) only the measured ones.
    `energy` is the unit of energy of the potential.
    """
    if "fitted" not in files and "measured" in files:
        measured, onsager = load_coefficients(files["measured"]), ONSAGER.read(files["onsager"])
        estimates = tabulate_estimates(onsager, measured.measured_range).assign(source="points")
        return pd.concat([tabulate_laws([measured], energy), estimates], ignore_index=True)
    published = published_coefficients()
    if "measured" not in files:
        return pd.concat([tabulate_laws([published]), _conductivities_in_print()], ignore_index=True)
    laws = [published, load_coefficients(files["fitted"]), load_coefficients(files["measured"])]
    estimates = tabulate_estimates(ONSAGER.read(files["onsager"]), fit_range)
    slips = tabulate_slips(read_any_table(files["phase_slips"])[1])
    return pd.concat([tabulate_laws(laws), estimates, slips], ignore_index=True)


def tabulate(number: int, coefficients: TransportCoefficients, n_points: int, energy: float = 1.0) -> pd.DataFrame:
    """The table behind one of Figures 1 and 3-13, columns of kind_of(number).

    `n_points` is the number of points of each profile (odd) or curve, or along each axis of a map; `energy` is the
    unit of energy of the potential.
    """
    frames = []
    for panel, content in enumerate(panel.in_units(energy) for panel in FIGURES[number]):
        if isinstance(content, ProfilePanel):
            frame = _profiles(content, coefficients, n_points, marked=number == 5)
        elif isinstance(content, MapPanel):
            frame = _map(content, coefficients, n_points)
        else:
            frame = _currents(content, coefficients, n_points)
        frames.append(frame.assign(panel=panel))
    return pd.concat(frames, ignore_index=True)


def tabulate_laws(laws: list[TransportCoefficients], energy: float = 1.0) -> pd.DataFrame:
    """Curves of K^pp and K^ee over the admissible part of the temperature range of Figure 2."""
    frames = []
    for c in laws:
        low, high = c.admissible_range
        T = np.geomspace(max(low, 0.1 * energy), min(high, 3.2 * energy), 300)
        for key in ("pp", "ee"):
            law = getattr(c, key)
            columns = {
                "coefficient": key,
                "source": c.name,
                "temperature": T,
                "value": law(T),
                "error": curve_error(c, lambda c, key=key, T=T: getattr(c, key)(T)),
                "reliable": ~c.is_extrapolated(T),
            }
            frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)


def tabulate_estimates(onsager: pd.DataFrame, fit_range: tuple[float, float]) -> pd.DataFrame:
    """Estimates of K^pp and K^ee with their total errors, columns of ONSAGER_FIGURE."""
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


def tabulate_slips(slips: pd.DataFrame) -> pd.DataFrame:
    """K^pp from phase slips where that method holds, columns of ONSAGER_FIGURE; `slips` is the table of phase_slips."""
    valid = slips[slips["remaining"] > _REMAINING]
    return pd.DataFrame(
        {
            "coefficient": "pp",
            "source": "phase slips",
            "temperature": valid["temperature"],
            "value": valid["pp"],
            "error": valid["pp_error"],
            "reliable": False,
        }
    )


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
    """Profiles and currents of one panel; with `marked`, also the curves at the onsets."""
    curves = [(value, "") for value in panel.values]
    if marked:
        curves += _marked_values(panel, c)
    values, marks = zip(*curves, strict=True)
    boundary = panel.fixed | {panel.varied: np.array(values)}
    x = np.linspace(-1.0, 1.0, n_points)

    def columns(c: TransportCoefficients) -> NDArray:  # (n_columns, n_curves, n_points)
        state = stationary_profiles(c, *(boundary[name] for name in NAMES), x)
        currents = np.stack([state.momentum_current, state.energy_current])
        shape = (2, *state.momentum.shape)
        return np.concatenate([np.broadcast_to(currents[..., None], shape), [state.temperature, state.momentum]])

    names = ("momentum_current", "energy_current", "temperature", "momentum")
    found = dict(zip(names, columns(c).reshape(len(names), -1), strict=True))
    errors = curve_error(c, columns).reshape(len(names), -1)
    found |= {f"{name}_std": error for name, error in zip(names, errors, strict=True)}
    held = {name: np.repeat(value, n_points) if name == panel.varied else value for name, value in boundary.items()}
    return pd.DataFrame(
        {
            "varied": panel.varied,
            "mark": np.repeat(marks, n_points),
            **held,
            **found,
            "x": np.tile(x, len(values)),
        }
    )


def _marked_values(panel: ProfilePanel, c: TransportCoefficients) -> list[tuple[float, str]]:
    """Values and marks of the curves with triangles in Figure 5 that lie in the range of the panel."""
    fixed = panel.fixed
    zero = regime_edges.zero_energy_current(c, **fixed)
    flat = fixed["p_left"] + regime_edges.flat_temperature(c, T_left=fixed["T_left"], T_right=fixed["T_right"])
    if fixed["T_left"] > fixed["T_right"]:  # uphill for all larger p_right
        uphill = [(zero, "uphill_from")]
    else:
        uphill = [(-zero, "uphill_from"), (zero, "uphill_to")]
    low, high = panel.values[0], panel.values[-1]
    return [(value, mark) for value, mark in [(flat, "flat_end"), *uphill] if low <= value <= high]


def _map(panel: MapPanel, c: TransportCoefficients, n_points: int) -> pd.DataFrame:
    """J^e and its drive on a grid of `n_points` x `n_points` boundary values."""
    across, up = np.meshgrid(np.linspace(*panel.across_range, n_points), np.linspace(*panel.up_range, n_points))
    boundary = panel.fixed | {panel.across: across.ravel(), panel.up: up.ravel()}
    values = [boundary[name] for name in NAMES]

    def drive(c: TransportCoefficients) -> NDArray:
        return energy_drive(thermal_potential(c), *values)

    return pd.DataFrame(
        {
            "across": panel.across,
            "up": panel.up,
            **boundary,
            "energy_current": energy_current(c, *values),
            "energy_drive": drive(c),
            "energy_drive_std": curve_error(c, drive),
            "response": regime_edges.normal_response(c, *values, side=panel.up.removeprefix("T_")),
            "isoline_approximation": regime_edges.isoline_approximation(c, *values),
        }
    )


def _currents(panel: CurrentPanel, c: TransportCoefficients, n_points: int) -> pd.DataFrame:
    """J^e along the curves of one panel."""
    varied, across = np.meshgrid(panel.values, np.linspace(*panel.across_range, n_points), indexing="ij")
    boundary = panel.fixed | {panel.varied: varied.ravel(), panel.across: across.ravel()}

    def current(c: TransportCoefficients) -> NDArray:
        return energy_current(c, *(boundary[name] for name in NAMES))

    return pd.DataFrame(
        {
            "across": panel.across,
            "varied": panel.varied,
            **boundary,
            "energy_current": current(c),
            "energy_current_std": curve_error(c, current),
        }
    )
