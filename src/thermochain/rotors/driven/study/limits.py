r"""Limits n -> infinity of driven chains, and what the stationary equations (IOS 2.30) say about them.

Each chain's bulk is fitted with (2.30) (`bulk_fit`): boundary values, and factors lambda on D^p and kappa that
make the equations carry the chain's currents.  What a finite chain still differs by is in the factors,

    log lambda(N) = log lambda + s/N + q/N^2,

s/N from the currents' correlations over the whole chain, q/N^2 from boundary layers and steep gradients.  Both enter by
Gaussian priors of some lengths of sites, wide beside what is found.  The limits of the currents and of the highest
temperature are those of (2.30) between the baths with lambda: only the shapes of the coefficients enter, and the change
with the other shapes is the systematic error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.study.bulk_fit import (
    CONTACTS,
    QUANTITIES,
    BulkFit,
    entropy_production,
    propagate,
    state_between,
)
from thermochain.rotors.macroscopic.first_integral import energy_current, highest_temperature, momentum_current
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

_PRIOR_SITES = 10.0  # of s, and q is known within twice its square

_SYMBOLS = ("J^p", "J^e", "T_max", "Sigma")
_MEANINGS = {
    "": "{} of an infinite chain",
    "_std": "its statistical error",
    "_systematic": "its change with the published shapes of D^p and kappa",
    "_equations": "{} of (2.30) with our coefficients",
    "_equations_std": "its standard error, from the covariance of the coefficients",
    "_percent": "(2.30) with our coefficients over the chain, minus 1; empty where that is zero within two errors",
    "_sigma": "their difference over all errors in quadrature",
    "_published": "{} of (2.30) with the published coefficients",
    "_published_percent": "that over the chain, minus 1",
}
NESS_LIMITS = Table(
    "ness_limits/1",
    {
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "p_left": "tau/gamma at the left",
        "p_right": "tau/gamma at the right",
        "regime": "of (2.30) with our coefficients: uphill (energy flows to the hotter bath), heated (hottest inside) or "
        "monotone",
        "factor_p": "factor on our D^p that an infinite chain asks for; empty without a momentum current",
        "factor_p_std": "its standard error",
        "factor_e": "factor on our kappa that an infinite chain asks for",
        "factor_e_std": "its standard error",
        "chi_square": "of the factors of all sizes",
        "degrees_of_freedom": "number of these factors less the parameters that they determine",
    }
    | {
        quantity + suffix: text.format(symbol)
        for quantity, symbol in zip(QUANTITIES, _SYMBOLS, strict=True)
        for suffix, text in _MEANINGS.items()
    },
)


@dataclass(frozen=True, eq=False)
class NessLimit:
    """An infinite chain between `baths`.

    Attributes
    ----------
    factors, factors_covariance
        log lambda_p and log lambda_e, shapes (2,) and (2, 2).
    values, covariance
        QUANTITIES, shapes (4,) and (4, 4).
    chi_square, degrees_of_freedom
        Of the factors at all sizes; parameters that the priors rather than the data determine cost nothing.
    """

    baths: Boundary
    factors: NDArray
    factors_covariance: NDArray
    values: NDArray
    covariance: NDArray
    chi_square: float
    degrees_of_freedom: float


def extrapolate_factors(baths: Boundary, fits: Mapping[int, BulkFit], coefficients: TransportCoefficients) -> NessLimit:
    """The infinite chain behind the bulk fits of several sizes n, made with the shapes of `coefficients`.

    Raises ValueError below two sizes.
    """
    if len(fits) < 2:
        raise ValueError(f"fits has the sizes {sorted(fits)}; an extrapolation needs at least two")
    sizes = np.array(sorted(fits))
    per_site = 2.0 / (sizes - 1.0)
    data = np.concatenate([fits[n].parameters[4:] for n in sizes])
    noise = np.zeros((data.size, data.size))
    for k, n in enumerate(sizes):
        noise[2 * k : 2 * k + 2, 2 * k : 2 * k + 2] = fits[n].covariance[4:, 4:]
    design = np.kron(np.stack([np.ones_like(per_site), per_site, per_site**2], axis=1), np.eye(2))
    prior = np.repeat([1.0, _PRIOR_SITES, 2.0 * _PRIOR_SITES**2], 2)
    precision = np.linalg.inv(noise)
    covariance = np.linalg.inv(design.T @ precision @ design + np.diag(prior**-2.0))
    found = covariance @ design.T @ precision @ data
    misfit = data - design @ found
    determined = found.size - float(np.sum(np.diag(covariance) / prior**2))
    values, spread = propagate(
        lambda factors: state_between(coefficients, baths, factors), found[:2], covariance[:2, :2]
    )
    return NessLimit(
        baths=baths,
        factors=found[:2],
        factors_covariance=covariance[:2, :2],
        values=values,
        covariance=spread,
        chi_square=float(misfit @ precision @ misfit),
        degrees_of_freedom=data.size - determined,
    )


def ness_limit_frame(
    limits: Sequence[tuple[NessLimit, NessLimit]],
    ours: TransportCoefficients,
    published: TransportCoefficients,
    *,
    n_resamples: int,
    rng: Generator,
) -> pd.DataFrame:
    """One row a condition, columns of NESS_LIMITS.columns.

    `limits` are made with our shapes and, beside them, with the published ones.  Errors of the equations come
    from `n_resamples` draws of our coefficients.
    """
    baths = np.array([list(vars(limit.baths).values()) for limit, _ in limits]).T
    predicted, theirs = _equations(ours, baths), _equations(published, baths)
    spread = np.std([_equations(ours.resample(rng), baths) for _ in range(n_resamples)], axis=0, ddof=1)
    rows = [_row(*of_one) for of_one in zip(limits, predicted, spread, theirs, strict=True)]
    return pd.DataFrame(rows)


def _equations(coefficients: TransportCoefficients, baths: NDArray) -> NDArray:
    """QUANTITIES of (2.30) for baths of shape (4, n): shape (n, 4)."""
    solvers = (momentum_current, energy_current, highest_temperature)
    J_p, J_e, T_max = (solve(coefficients, *baths) for solve in solvers)
    return np.stack([J_p, J_e, T_max, entropy_production(*baths, J_p, J_e)], axis=1)


def _row(limits: tuple[NessLimit, NessLimit], predicted: NDArray, spread: NDArray, theirs: NDArray) -> dict:
    limit, other = limits
    b = limit.baths
    factors = np.exp(limit.factors)
    errors = factors * np.sqrt(np.diag(limit.factors_covariance))
    driven = b.p_left != b.p_right
    row = vars(b) | {
        "regime": _regime(b, *predicted[1:3]),
        "factor_p": factors[0] if driven else np.nan,
        "factor_p_std": errors[0] if driven else np.nan,
        "factor_e": factors[1],
        "factor_e_std": errors[1],
        "chi_square": limit.chi_square,
        "degrees_of_freedom": limit.degrees_of_freedom,
    }
    std = np.sqrt(np.diag(limit.covariance))
    systematic = np.abs(limit.values - other.values)
    for k, quantity in enumerate(QUANTITIES):
        row |= _comparison(quantity, limit.values[k], std[k], systematic[k], predicted[k], spread[k], theirs[k])
    return row


def _comparison(
    quantity: str, value: float, std: float, systematic: float, predicted: float, spread: float, theirs: float
) -> dict[str, float]:
    own_error = float(np.hypot(std, systematic))
    error = float(np.hypot(own_error, spread))
    reference = value if abs(value) > 2.0 * own_error else np.nan  # symmetry makes some limits zero
    columns = {
        "": value,
        "_std": std,
        "_systematic": systematic,
        "_equations": predicted,
        "_equations_std": spread,
        "_percent": 100.0 * (predicted / reference - 1.0),
        "_sigma": (predicted - value) / error if error > 1e-12 else np.nan,
        "_published": theirs,
        "_published_percent": 100.0 * (theirs / reference - 1.0),
    }
    return {quantity + suffix: number for suffix, number in columns.items()}


def _regime(baths: Boundary, J_e: float, T_max: float) -> str:
    if J_e * (baths.T_right - baths.T_left) > 0:
        return "uphill"
    return "heated" if T_max > max(baths.T_left, baths.T_right) * (1.0 + 1e-9) else "monotone"


def verdict_page(limits: pd.DataFrame) -> str:
    """Table of NESS_LIMITS.columns as a web page."""
    headers = ["T_L", "T_R", "p_L", "p_R", "Regime", "Quantity", "Chain, n to infinity ± statistical ± systematic"]
    headers += ["(2.30), our coefficients", "off by", "in errors", "(2.30), published", "off by"]
    rows = []
    for r in limits.to_dict("records"):
        baths = [f"{r[name]:g}" for name in ("T_left", "T_right", "p_left", "p_right")]
        for name, symbol in zip(QUANTITIES, _SYMBOLS, strict=True):
            if abs(r[name]) < 1e-9 or np.isnan(r[f"{name}_sigma"]):
                continue  # zero by symmetry, or the hotter bath's temperature
            rows.append(
                [
                    *baths,
                    r["regime"],
                    symbol,
                    with_error(r[name], r[f"{name}_std"], r[f"{name}_systematic"]),
                    with_error(r[f"{name}_equations"], r[f"{name}_equations_std"]),
                    _percent(r[f"{name}_percent"]),
                    f"{r[f'{name}_sigma']:.1f}",
                    f"{r[f'{name}_published']:.4g}",
                    _percent(r[f"{name}_published_percent"]),
                ]
            )
    return page("Driven chains and the macroscopic equations", headers, rows)


def _percent(value: float) -> str:
    return "" if np.isnan(value) else f"{value:+.1f} %"


NESS_BULK = Table(
    "ness_bulk/1",
    {
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "p_left": "tau/gamma at the left",
        "p_right": "tau/gamma at the right",
        "n_rotors": "chain length n",
        "shapes": "coefficients whose shapes in T the fit takes",
        "bulk_T_left": "temperature that the bulk sees on the left, extrapolated to x = -1",
        "bulk_T_right": "the same on the right",
        "bulk_p_left": "momentum that the bulk sees on the left",
        "bulk_p_right": "the same on the right",
        "factor_p": "factor on D^p that the chain's momentum current asks for",
        "factor_p_std": "its standard error",
        "factor_e": "factor on kappa that the chain's energy current asks for",
        "factor_e_std": "its standard error",
    }
    | {
        name + suffix: text
        for name, meaning in zip(
            CONTACTS,
            (
                "rho_p, step of the momentum at the left bath over the momentum current; 1/gamma is that of the end rotor",
                "the same at the right bath",
                "rho_T, step of the temperature at the left bath over the heat current",
                "the same at the right bath",
            ),
            strict=True,
        )
        for suffix, text in (("", meaning), ("_std", "its standard error"))
    },
)


def bulk_row(baths: Boundary, n_rotors: int, shapes: str, fit: BulkFit) -> dict[str, object]:
    """One row of NESS_BULK.columns."""
    factors, std = np.exp(fit.parameters[4:]), np.sqrt(np.diag(fit.covariance)[4:])
    ends = zip(("bulk_T_left", "bulk_T_right", "bulk_p_left", "bulk_p_right"), fit.parameters[:4], strict=True)
    row = vars(baths) | {"n_rotors": n_rotors, "shapes": shapes} | dict(ends)
    for name, value, error in zip(("factor_p", "factor_e"), factors, factors * std, strict=True):
        row |= {name: value, f"{name}_std": error}
    for name, value, error in zip(CONTACTS, fit.contacts, fit.contacts_std, strict=True):
        row |= {name: value, f"{name}_std": error}
    return row
