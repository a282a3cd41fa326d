"""Tables of one case of negative energy conductivity: profiles, currents, and the response to heating an end."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_drive
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential
from thermochain.runs.table import Table

FIXED = {"T_left": 0.3, "p_left": 0.0, "p_right": 1.0}
T_RIGHT = (0.4, 0.8)  # right temperatures of the two profiles
_RANGE = (0.3, 1.0)

_QUANTITIES = {
    "temperature": "T(x)",
    "diffusivity": "D^p(T(x))",
    "mechanical_current": "J^m(x) = p J^p (2.32)",
    "heat_current": "J^Q(x) = -kappa dT/dx (2.31)",
    "energy_current": "J^e, the sum of the two",
}
_FACTORS = {
    "current": "J^e over its value at equal temperatures",
    "drive": "the same for the drive A = G(T_R) - G(T_L) + (p_R^2 - p_L^2)/2",
    "conductance": "the same for the conductance, int D^p dp/dp: J^e is minus half of the product",
}


def _with_errors(columns: dict[str, str]) -> dict[str, str]:
    """The columns, each followed by its standard error."""
    error = "standard error of the column before, from the coefficients; 0 where unknown"
    return {name: text for key, meaning in columns.items() for name, text in ((key, meaning), (f"{key}_std", error))}


_CASE = {
    "coefficients": "published or measured",
    "T_left": "bath temperature at x = -1",
    "T_right": "bath temperature at x = 1",
    "p_left": "boundary momentum tau/gamma at x = -1",
    "p_right": "boundary momentum tau/gamma at x = 1",
}
PROFILES = Table("anatomy_profiles/1", **_CASE, x="position in [-1, 1]", **_with_errors(_QUANTITIES))
RESPONSE = Table("anatomy_response/1", **_CASE, **_with_errors(_FACTORS))


def tabulate_profiles(coefficients: list[TransportCoefficients], n_points: int) -> pd.DataFrame:
    """The table PROFILES: profiles and currents at both temperatures of the right bath."""
    x = np.linspace(-1.0, 1.0, n_points)

    def quantities(c: TransportCoefficients) -> NDArray:
        state = stationary_profiles(c, FIXED["T_left"], np.array(T_RIGHT), FIXED["p_left"], FIXED["p_right"], x)
        energy = np.broadcast_to(state.energy_current[:, None], state.momentum.shape)
        mechanical = state.momentum * state.momentum_current[:, None]
        diffusivity = c.momentum_diffusivity(state.temperature)
        stacked = np.stack([state.temperature, diffusivity, mechanical, energy - mechanical, energy])
        return stacked.reshape(len(_QUANTITIES), -1)

    case = {"T_right": np.repeat(T_RIGHT, n_points), "x": np.tile(x, len(T_RIGHT))}
    return _tabulate(coefficients, quantities, list(_QUANTITIES), case)


def tabulate_response(coefficients: list[TransportCoefficients], n_points: int) -> pd.DataFrame:
    """The table RESPONSE: J^e and its two factors against T_right."""
    T_right = np.linspace(*_RANGE, n_points)
    boundary = FIXED["T_left"], T_right, FIXED["p_left"], FIXED["p_right"]

    def factors(c: TransportCoefficients) -> NDArray:
        current = energy_current(c, *boundary)
        drive = energy_drive(thermal_potential(c), *map(np.asarray, boundary))
        all_three = np.stack([current, drive, current / drive])
        return all_three / all_three[:, :1]

    return _tabulate(coefficients, factors, list(_FACTORS), {"T_right": T_right})


def _tabulate(
    coefficients: list[TransportCoefficients],
    function: Callable[[TransportCoefficients], NDArray],
    names: list[str],
    case: dict,
) -> pd.DataFrame:
    """Rows of `case` with the columns `names` that `function` returns, and their errors, for each set."""
    frames = []
    for c in coefficients:
        columns = dict(zip(names, function(c), strict=True))
        errors = zip(names, curve_error(c, function), strict=True)
        columns |= {f"{name}_std": error for name, error in errors}
        frames.append(pd.DataFrame(FIXED | {"coefficients": c.name} | case | columns))
    return pd.concat(frames, ignore_index=True)
