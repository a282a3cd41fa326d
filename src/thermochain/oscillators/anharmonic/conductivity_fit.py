"""A law through measured heat conductivities of rings with velocity flips."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from thermochain.core.residual import check_design, fit_linear
from thermochain.oscillators.anharmonic.bond_gibbs import BondState
from thermochain.oscillators.anharmonic.conductivity import ConductivityLaw, conductivity_bound

_FEWEST_POINTS = 8
_REMEDY = "measure at 3 temperatures and at tensions 0 and 2 of other squares, all far from each other"


def fit_conductivity(states: BondState, kappa: NDArray, std: NDArray, flip_rate: float) -> ConductivityLaw:
    """Law fitted to measured values by weighted least squares of log kappa.

    Parameters
    ----------
    states
        Equilibria, shape (n,), n >= 8, at two temperatures or more and tensions 0 and others.
    kappa, std
        Values > 0 and their independent standard errors, shape (n,).
    flip_rate
        gamma.

    Raises
    ------
    ValueError
        A value is not positive or the points do not determine the law.
    """
    if not np.all(kappa > 0):
        worst = int(np.argmin(kappa))
        raise ValueError(f"kappa={kappa[worst]:.3g} +- {std[worst]:.1g} must be positive; lengthen the duration")
    empty = _law_between(states.tension, states.temperature, flip_rate)
    weight = kappa / std
    design = (empty.basis(states.tension, states.temperature) * weight).T
    if kappa.size < _FEWEST_POINTS:
        raise ValueError(f"{kappa.size} points cannot determine the law of 6 parameters with an error; {_REMEDY}")
    # where the points scatter about the law by more than their errors, the covariance is scaled up
    target = np.log(kappa / conductivity_bound(states, flip_rate)) * weight
    parameters, solution = fit_linear(design, target, what="the law of the conductivity", remedy=_REMEDY)
    fitted = replace(empty, parameters=parameters)
    chi_square = float(np.sum(((fitted(states) - kappa) / std) ** 2)) / (kappa.size - parameters.size)
    return replace(fitted, covariance=max(1.0, chi_square) * solution @ solution.T)


def check_points(tensions: NDArray, temperatures: NDArray) -> None:
    """Raise ValueError if values still to be measured at these points, shapes (n,), may not determine the law."""
    design = _law_between(tensions, temperatures, 1.0).basis(tensions, temperatures).T
    check_design(design, what="the law of the conductivity", remedy=_REMEDY)


def _law_between(tensions: NDArray, temperatures: NDArray, flip_rate: float) -> ConductivityLaw:
    """The law without parameters over the range of these points."""
    T_low, T_high = float(np.min(temperatures)), float(np.max(temperatures))
    return ConductivityLaw(flip_rate, float(np.max(np.abs(tensions))), T_low, T_high, np.zeros(6), np.zeros((6, 6)))
