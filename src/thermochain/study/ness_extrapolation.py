r"""Limits n -> infinity of driven chains, and what the stationary equations (IOS 2.30) say about them.

The contact model (`contact_fit`) is fitted with two shapes of D^p(T) and kappa(T); the difference is the systematic
error.  Beside it stands a polynomial that knows nothing of the model: 1/(N <j^p>), <j^e>/<j^p> and T_max as a + b/N +
c/N^2; it is biased where contacts are not small (docs/driven-chain-contacts.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.estimators.size_polynomial import intercept_weights
from thermochain.macroscopic.coefficients import TransportCoefficients
from thermochain.macroscopic.first_integral import energy_current, highest_temperature, momentum_current
from thermochain.study.contact_fit import ChainSeries, ContactFit, Limit, fit_contacts

QUANTITIES = ("momentum_current", "energy_current", "T_max")
_DEGREE = 2

NESS_LIMITS = "ness_limits/1"
NESS_LIMIT_COLUMNS = {
    "T_left": "temperature of the left bath",
    "T_right": "temperature of the right bath",
    "p_left": "tau/gamma at the left",
    "p_right": "tau/gamma at the right",
    "friction": "gamma of the baths",
    "regime": "of the stationary equations with our coefficients: uphill (energy flows to the hotter bath), "
    "heated (temperature is highest inside) or monotone",
    "n_largest": "rotors of the longest chain",
    "chi_square": "of the currents in the contact model",
    "degrees_of_freedom": "number of currents less the parameters that they determine",
    "factor_p": "fitted factor on D^p",
    "factor_p_std": "its error, that of the prior where the currents say nothing",
    "factor_e": "fitted factor on kappa",
    "factor_e_std": "its error",
    "layer_p": "l_p, sites",
    "layer_p_std": "its error",
    "layer_T": "l_T, sites",
    "layer_T_std": "its error",
    "contact_p_left": "rho_p at the left bath; 1/gamma is exact for the end rotor",
    "contact_p_right": "rho_p at the right bath",
    "contact_T_left": "rho_T at the left bath",
    "contact_T_right": "rho_T at the right bath",
} | {
    f"{quantity}{suffix}": text
    for quantity, symbol in zip(QUANTITIES, ("J^p", "J^e", "T_max"), strict=True)
    for suffix, text in {
        "": f"limit of {symbol} with the contact model",
        "_std": "its statistical error",
        "_systematic": "its change with the other shapes of D^p and kappa",
        "_polynomial": f"limit of {symbol} with the polynomial in 1/N",
        "_polynomial_std": "its statistical error",
        "_equations": f"{symbol} of (2.30) with our coefficients",
        "_equations_std": "its standard error from resampling the coefficients' covariance",
        "_deviation_percent": "(2.30) with our coefficients over the limit, minus 1; empty if the limit is zero",
        "_deviation_sigma": "the difference over all three errors in quadrature",
        "_published": f"{symbol} of (2.30) with the published coefficients",
        "_published_percent": "that over the limit, minus 1",
    }.items()
}


@dataclass(frozen=True, eq=False)
class NessLimit:
    """Limits of one series.

    Attributes
    ----------
    series
        The data.
    fit, other_fit
        The contact model with either shape.
    polynomial
        Quantity -> limit of the polynomial in 1/N.
    """

    series: ChainSeries
    fit: ContactFit
    other_fit: ContactFit
    polynomial: dict[str, Limit]

    def systematic(self, quantity: str) -> float:
        """How far the other shapes move the limit of one of QUANTITIES."""
        return abs(getattr(self.fit, quantity).value - getattr(self.other_fit, quantity).value)


def extrapolate_ness(series: ChainSeries, shapes: TransportCoefficients, other: TransportCoefficients) -> NessLimit:
    """Fit the contact model with both shapes, and the polynomial; errors as for `fit_contacts`."""
    return NessLimit(series, fit_contacts(series, shapes), fit_contacts(series, other), fit_polynomials(series))


def fit_polynomials(series: ChainSeries) -> dict[str, Limit]:
    """Limits of polynomials in 1/N of degree 2, or 1 with two sizes only.

    Without forcing <j^p> = 0, and 1/(N <j^e>) takes the place of both currents' polynomials.
    """
    T_weights = _weights(series, series.T_max_std)
    T_max = Limit(float(T_weights @ series.T_max), float(np.linalg.norm(T_weights * series.T_max_std)))
    currents = _undriven(series) if series.p_left == series.p_right else _driven(series)
    return dict(zip(QUANTITIES, (*currents, T_max), strict=True))


def _weights(series: ChainSeries, std: NDArray) -> NDArray:
    return intercept_weights(series.per_site, std, min(_DEGREE, np.unique(series.n_rotors).size - 1))


def _undriven(series: ChainSeries) -> tuple[Limit, Limit]:
    e, std = series.energy_current, series.energy_current_std / series.energy_current**2
    weights = _weights(series, std)
    J_e = 1.0 / float(weights @ (1.0 / e))
    return Limit(0.0, 0.0), Limit(J_e, J_e**2 * float(np.linalg.norm(weights * std)))


def _driven(series: ChainSeries) -> tuple[Limit, Limit]:
    p, e = series.momentum_current, series.energy_current
    covariance = series.covariance
    weights = _weights(series, series.momentum_current_std / p**2)
    J_p = 1.0 / float(weights @ (1.0 / p))
    J_p_slope = np.stack([J_p**2 * weights / p**2, np.zeros_like(p)], axis=1)  # by p and e of each size
    of_ratio = np.stack([-e / p**2, 1.0 / p], axis=1)
    weights = _weights(series, _errors(of_ratio, covariance))
    ratio = float(weights @ (e / p))
    J_e_slope = ratio * J_p_slope + J_p * weights[:, None] * of_ratio
    return tuple(
        Limit(value, float(np.linalg.norm(_errors(slope, covariance))))
        for value, slope in ((J_p, J_p_slope), (J_p * ratio, J_e_slope))
    )


def _errors(slope: NDArray, covariance: NDArray) -> NDArray:
    """Standard error of each size's part, shape (n_sizes,)."""
    return np.sqrt(np.einsum("ni,nij,nj->n", slope, covariance, slope))


def ness_limit_frame(
    limits: Sequence[NessLimit],
    ours: TransportCoefficients,
    published: TransportCoefficients,
    *,
    n_resamples: int,
    rng: Generator,
) -> pd.DataFrame:
    """One row a series, columns of NESS_LIMIT_COLUMNS.

    The standard errors of the equations' values come from `n_resamples` draws of the laws of `ours`.
    """
    baths = np.array([limit.series.baths for limit in limits]).T
    predicted, theirs = _equations(ours, baths), _equations(published, baths)  # (n_limits, 3)
    spread = np.std([_equations(ours.resample(rng), baths) for _ in range(n_resamples)], axis=0, ddof=1)
    return pd.DataFrame([_row(*of_one) for of_one in zip(limits, predicted, spread, theirs, strict=True)])


def _equations(coefficients: TransportCoefficients, baths: NDArray) -> NDArray:
    """QUANTITIES of (2.30) for baths of shape (4, n): shape (n, 3)."""
    solvers = (momentum_current, energy_current, highest_temperature)
    return np.stack([solve(coefficients, *baths) for solve in solvers], axis=1)


def _row(limit: NessLimit, predicted: NDArray, spread: NDArray, theirs: NDArray) -> dict[str, object]:
    series, fit = limit.series, limit.fit
    factors, std = np.exp(fit.parameters[:2]), np.sqrt(np.diag(fit.covariance))
    row = {name: getattr(series, name) for name in ("T_left", "T_right", "p_left", "p_right", "friction")} | {
        "regime": _regime(series, *predicted[1:]),
        "n_largest": int(series.n_rotors.max()),
        "chi_square": fit.chi_square,
        "degrees_of_freedom": fit.degrees_of_freedom,
    }
    names = ("factor_p", "factor_e", "layer_p", "layer_T")
    values, errors = (*factors, *fit.parameters[2:]), (*factors * std[:2], *std[2:])
    for name, value, error in zip(names, values, errors, strict=True):
        row |= {name: value, f"{name}_std": error}
    names = ("contact_p_left", "contact_p_right", "contact_T_left", "contact_T_right")
    row |= dict(zip(names, fit.contacts, strict=True))
    for k, quantity in enumerate(QUANTITIES):
        row |= _comparison(limit, quantity, predicted[k], spread[k], theirs[k])
    return row


def _comparison(limit: NessLimit, quantity: str, predicted: float, spread: float, theirs: float) -> dict[str, float]:
    found, polynomial, systematic = getattr(limit.fit, quantity), limit.polynomial[quantity], limit.systematic(quantity)
    own_error = float(np.hypot(found.std, systematic))
    error = float(np.hypot(own_error, spread))
    reference = found.value if abs(found.value) > 2.0 * own_error else np.nan  # symmetry makes some limits zero
    columns = {
        "": found.value,
        "_std": found.std,
        "_systematic": systematic,
        "_polynomial": polynomial.value,
        "_polynomial_std": polynomial.std,
        "_equations": predicted,
        "_equations_std": spread,
        "_deviation_percent": 100.0 * (predicted / reference - 1.0),
        "_deviation_sigma": (predicted - found.value) / error if error > 0 else np.nan,
        "_published": theirs,
        "_published_percent": 100.0 * (theirs / reference - 1.0),
    }
    return {quantity + suffix: value for suffix, value in columns.items()}


def _regime(series: ChainSeries, J_e: float, T_max: float) -> str:
    if J_e * (series.T_right - series.T_left) > 0:
        return "uphill"
    return "heated" if T_max > max(series.T_left, series.T_right) * (1.0 + 1e-9) else "monotone"
