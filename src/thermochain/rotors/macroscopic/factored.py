r"""Stationary states (IOS 2.30) with constant factors lambda_p on D^p and lambda_e on kappa.

In the unit sqrt(lambda_e/lambda_p) of momentum the quotient kappa/D^p has no factor, so the coefficients need not be
tabulated again:

    J^p = lambda_p unit J^p_1,   J^e = p J^p + lambda_e J^Q_1,   p = p_L + unit p_1,

where the index 1 stands for the state without factors between 0 and (p_R - p_L)/unit, and p J^p, J^Q_1 are taken in
the middle between the end values of the momentum.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.first_integral import energy_drive, mean_diffusivity
from thermochain.rotors.macroscopic.profiles import StationaryProfiles, stationary_profiles
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential


def momentum_unit(log_factors: ArrayLike) -> NDArray:
    """Unit of momentum in which the factor on kappa/D^p is one, from log lambda_p and log lambda_e."""
    log_p, log_e = np.asarray(log_factors, dtype=float)
    return np.exp(0.5 * (log_e - log_p))


def factored_currents(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    log_factors: ArrayLike,
) -> tuple[NDArray, NDArray]:
    """J^p and J^e for arrays of boundary values; `log_factors` holds log lambda_p and log lambda_e, shape (2, ...)."""
    dp = np.subtract(p_right, p_left) / momentum_unit(log_factors)
    ends = T_left, T_right, np.zeros_like(dp), dp
    half_mean = 0.5 * mean_diffusivity(coefficients, *ends)
    J_e = -half_mean * energy_drive(thermal_potential(coefficients), *ends)
    return _with_factors(-half_mean * dp, J_e, p_left, p_right, log_factors)


def factored_profiles(
    coefficients: TransportCoefficients,
    T_left: ArrayLike,
    T_right: ArrayLike,
    p_left: ArrayLike,
    p_right: ArrayLike,
    log_factors: ArrayLike,
    x: ArrayLike,
) -> StationaryProfiles:
    """Profiles at the positions x, shape (n_x,), and currents; the other arguments are those of `factored_currents`."""
    unit = momentum_unit(log_factors)
    dp = np.subtract(p_right, p_left) / unit
    state = stationary_profiles(coefficients, T_left, T_right, np.zeros_like(dp), dp, x)
    J_p, J_e = _with_factors(state.momentum_current, state.energy_current, p_left, p_right, log_factors)
    momentum = np.asarray(p_left, dtype=float)[..., None] + unit[..., None] * state.momentum
    return StationaryProfiles(state.x, momentum, state.temperature, J_p, J_e)


def _with_factors(
    J_p: NDArray, J_e: NDArray, p_left: ArrayLike, p_right: ArrayLike, log_factors: ArrayLike
) -> tuple[NDArray, NDArray]:
    """Currents with factors, from those of the state without them."""
    log_p, log_e = np.asarray(log_factors, dtype=float)
    unit = momentum_unit(log_factors)
    dp = np.subtract(p_right, p_left) / unit
    momentum = np.exp(log_p) * unit * J_p
    return momentum, 0.5 * np.add(p_left, p_right) * momentum + np.exp(log_e) * (J_e - 0.5 * dp * J_p)
