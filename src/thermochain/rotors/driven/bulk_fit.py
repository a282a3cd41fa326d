r"""Fit of the stationary equations (IOS 2.30) to the bulk of one driven chain, independent of its boundary layers.

The free parameters are the boundary values of the bulk, which extrapolate its profiles to x = -1 and 1, and the factors
lambda_p on D^p and lambda_e on kappa, so that only the shapes of the coefficients in T enter.  The difference between
the value of a bath and the boundary value of the bulk, divided by the current, is a boundary (contact, Kapitza)
resistance:

    rho_p = (p_L - p)/j^p,   rho_T = (T_L - T)/(j^e - p j^p),   and on the right with the opposite signs.

The end rotor contributes exactly 1/gamma to each resistance, by the boundary identities (Section 2.1).

The errors contain the correlations of all sites and currents: the fit is linear in small changes of the data, and
omitting one replica is such a change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from thermochain.core.convergence import NotConverged
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import prove_fit
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.bulk_profile import BulkProfile
from thermochain.rotors.macroscopic.factored import factored_currents, factored_profiles, momentum_unit
from thermochain.rotors.macroscopic.first_integral import highest_temperature
from thermochain.rotors.macroscopic.stationary import Boundary

QUANTITIES = ("momentum_current", "energy_current", "T_max", "entropy_production")
CONTACTS = ("contact_p_left", "contact_p_right", "contact_T_left", "contact_T_right")
_FACTOR_STD = 1.0  # width of the prior of log lambda, for a factor that the data do not determine
_STEP = 1e-4  # step of the finite differences


@dataclass(frozen=True, eq=False)
class BulkFit(ReadOnlyArrays):
    """Boundary values, factors and boundary resistances of the bulk of one chain."""

    parameters: NDArray  # T_left, T_right, p_left, p_right at x = -1 and 1, log lambda_p, log lambda_e, shape (6,)
    covariance: NDArray  # their covariance, shape (6, 6)
    contacts: NDArray  # rho_p and rho_T at both ends in the order of `CONTACTS`, shape (4,)
    contacts_std: NDArray  # their standard errors, shape (4,)

    @property
    def boundary(self) -> Boundary:
        """Boundary values of the bulk, extrapolated to x = -1 and 1."""
        return Boundary(*self.parameters[:4])

    @property
    def log_factors(self) -> NDArray:
        """Logarithms of lambda_p and lambda_e, shape (2,)."""
        return self.parameters[4:]

    @property
    def log_factors_covariance(self) -> NDArray:
        """Covariance of the logarithms of the factors, shape (2, 2)."""
        return self.covariance[4:, 4:]


def fit_bulk(bulk: BulkProfile, baths: Boundary, n_rotors: int, coefficients: TransportCoefficients) -> BulkFit:
    """Least-squares fit of profiles and currents of one chain between `baths`, with the shapes of `coefficients`."""
    m = bulk.x.size
    weights = 1.0 / bulk.std

    def residual(theta: NDArray) -> NDArray:
        misfit = _predict(coefficients, theta, bulk.x) - bulk.values
        return np.concatenate([weights * misfit, theta[4:] / _FACTOR_STD])

    start = np.append(bulk.values[[0, m - 1, m, 2 * m - 1]], [0.0, 0.0])
    found = least_squares(residual, start, x_scale=[0.1, 0.1, 0.1, 0.1, 1.0, 1.0], diff_step=_STEP, xtol=1e-7)
    if not found.success:
        raise NotConverged(f"the fit of the bulk stopped after {found.nfev} steps; lengthen the duration")
    matrix = prove_fit(found.jac, found.fun, what="the fit to the bulk", remedy="lengthen the chain or the run")
    response, from_prior = matrix[:, :-2] * weights, matrix[:, -2:]  # derivatives by the data, shares of the prior
    # a direction without data has the prior's width
    covariance = bulk.covariance_of(response) + from_prior @ from_prior.T
    contacts, spread = propagate(lambda theta: _contacts(theta, baths, bulk.values[-2:], n_rotors), found.x, covariance)
    return BulkFit(found.x, covariance, contacts, np.sqrt(np.diag(spread)))


def propagate(
    function: Callable[[NDArray], NDArray], parameters: NDArray, covariance: NDArray
) -> tuple[NDArray, NDArray]:
    """Value of `function` at the parameters, and its covariance to first order."""
    steps = _STEP * np.eye(parameters.size)
    slopes = [(function(parameters + step) - function(parameters - step)) / (2.0 * _STEP) for step in steps]
    return function(parameters), np.array(slopes).T @ covariance @ np.array(slopes)


def state_between(coefficients: TransportCoefficients, baths: NDArray, log_factors: NDArray) -> NDArray:
    """J^p, J^e, T_max and Sigma (`QUANTITIES`) of (2.30) with factors on D^p and kappa, shape (4, ...).

    `baths` holds T_L, T_R, p_L and p_R, shape (4, ...), and `log_factors` log lambda_p and lambda_e, shape (2, ...).
    """
    T_left, T_right, p_left, p_right = baths
    J_p, J_e = factored_currents(coefficients, *baths, log_factors)
    dp = (p_right - p_left) / momentum_unit(log_factors)
    T_max = highest_temperature(coefficients, T_left, T_right, np.zeros_like(dp), dp)
    return np.stack([J_p, J_e, T_max, entropy_production(*baths, J_p, J_e)])


def entropy_production(T_left, T_right, p_left, p_right, J_p, J_e):
    """Entropy production Sigma (2.34), the limit of N sigma_N (2.12); the arguments broadcast."""
    return (1.0 / T_right - 1.0 / T_left) * J_e - (p_right / T_right - p_left / T_left) * J_p


def _predict(coefficients: TransportCoefficients, theta: NDArray, x: NDArray) -> NDArray:
    """T and p at the positions x, J^p and J^e of (2.30) with the boundary values and factors of `theta`."""
    state = factored_profiles(coefficients, *theta[:4], theta[4:], x)
    return np.concatenate([state.temperature, state.momentum, [state.momentum_current, state.energy_current]])


def _contacts(theta: NDArray, baths: Boundary, currents: NDArray, n_rotors: int) -> NDArray:
    """Boundary resistances in the order of `CONTACTS`, shape (4,)."""
    T_left, T_right, p_left, p_right = theta[:4]
    j_p, j_e = 2.0 * currents / (n_rotors - 1.0)
    heat = j_e - np.array([p_left, p_right]) * j_p
    steps_p = np.array([baths.p_left - p_left, p_right - baths.p_right])
    steps_T = np.array([baths.T_left - T_left, T_right - baths.T_right])
    return np.concatenate([steps_p / j_p, steps_T / heat])
