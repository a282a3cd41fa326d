"""Table and page that compare infinite driven chains with the stationary equations (IOS 2.30)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.bulk_fit import QUANTITIES, entropy_production
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.infinite_chain import InfiniteChain
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.macroscopic.first_integral import energy_current, highest_temperature, momentum_current
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

_SYMBOLS = ("J^p", "J^e", "T_max", "Sigma")
_MEANINGS = {
    "": "{} of an infinite chain",
    "_std": "its statistical error",
    "_systematic": "its systematic error: by the contacts from the law of finite chains, the table of contacts and the "
    "coefficients, by the bulk its change with the published shapes of D^p and kappa, 0 where there are none",
    "_equations": "{} of (2.30) with the measured coefficients",
    "_equations_std": "its standard error, from the covariance of the coefficients",
    "_percent": "(2.30) with the measured coefficients over the chain, minus 1; empty where the chain's value is zero "
    "within two errors",
    "_sigma": "difference of the equations and the chain over all errors in quadrature",
    "_published": "{} of (2.30) with the published coefficients; empty with another potential than rotors",
    "_published_percent": "(2.30) with the published coefficients over the chain, minus 1",
}
LIMITS = Table(
    "ness_limits/3",
    **CONDITION,
    route="contacts: from currents and resistances of the contacts; bulk: from fits to the bulk of each chain",
    regime="regime of (2.30) with the measured coefficients: uphill (energy flows to the hotter bath), heated "
    "(hottest inside) or monotone",
    factor_p="factor on the measured D^p with which (2.30) carries the momentum current of an infinite chain; "
    "empty without a momentum current",
    factor_p_std="its statistical error",
    factor_p_systematic="its systematic error from the law of finite chains and the table of contacts; 0 by the bulk",
    factor_e="factor on the measured kappa with which (2.30) carries the energy current of an infinite chain",
    factor_e_std="its statistical error",
    factor_e_systematic="its systematic error",
    chi_square="of the currents at all lengths, by the bulk of the factors",
    degrees_of_freedom="number of these less the parameters that they determine",
    **{
        quantity + suffix: text.format(symbol)
        for quantity, symbol in zip(QUANTITIES, _SYMBOLS, strict=True)
        for suffix, text in _MEANINGS.items()
    },
    momentum_current_bulk="J^p by the route bulk",
    momentum_current_bulk_error="its error, statistical and systematic",
    energy_current_bulk="J^e by the route bulk",
    energy_current_bulk_error="its error, statistical and systematic",
)


@dataclass(frozen=True)
class _Comparison:
    """One quantity of an infinite chain, and its value from (2.30) with both sets of coefficients."""

    value: float  # its value
    std: float  # its statistical error
    systematic: float  # its systematic error
    equations: float  # value of (2.30) with the measured coefficients
    equations_std: float  # its standard error
    published: float  # value of (2.30) with the published coefficients; nan where there are none

    def columns(self, quantity: str) -> dict[str, float]:
        """Columns of LIMITS whose names begin with `quantity`."""
        own_error = float(np.hypot(self.std, self.systematic))
        error = float(np.hypot(own_error, self.equations_std))
        reference = self.value if abs(self.value) > 2.0 * own_error else np.nan  # some limits vanish by symmetry
        columns = vars(self) | {
            "percent": 100.0 * (self.equations / reference - 1.0),
            "sigma": (self.equations - self.value) / error if error > 1e-12 else np.nan,
            "published_percent": 100.0 * (self.published / reference - 1.0),
        }
        return {quantity: columns.pop("value")} | {f"{quantity}_{name}": value for name, value in columns.items()}


def limit_frame(
    limits: Mapping[Condition, InfiniteChain],
    by_bulk: Mapping[Condition, InfiniteChain],
    equations: Equations,
    *,
    n_resamples: int,
    rng: Generator,
) -> pd.DataFrame:
    """Table LIMITS: one row for each condition.

    `by_bulk` has the infinite chains of the same conditions by the bulk alone.  The errors of the equations are those
    of `n_resamples` draws of the measured coefficients.
    """
    baths = np.array([list(vars(condition.boundary).values()) for condition in limits]).T
    measured = _predictions(equations.measured, baths)
    published = np.full_like(measured, np.nan)
    if equations.published is not None:
        published = _predictions(equations.published, baths)
    draws = [_predictions(equations.measured.resample(rng), baths) for _ in range(n_resamples)]
    rows = zip(limits.items(), measured, np.std(draws, axis=0, ddof=1), published, strict=True)
    return pd.DataFrame(
        [
            _row(condition, chain, *predictions) | _bulk_columns(by_bulk[condition])
            for (condition, chain), *predictions in rows
        ]
    )


def _bulk_columns(chain: InfiniteChain) -> dict[str, float]:
    """Currents of an infinite chain by the bulk, and their errors."""
    errors = np.hypot(chain.std, chain.systematic)
    return {
        f"{quantity}_bulk{end}": float(values[k])
        for k, quantity in enumerate(QUANTITIES[:2])
        for end, values in (("", chain.values), ("_error", errors))
    }


def _predictions(coefficients: TransportCoefficients, baths: NDArray) -> NDArray:
    """J^p, J^e, T_max and Sigma of (2.30) for boundary values of shape (4, n): shape (n, 4)."""
    solvers = (momentum_current, energy_current, highest_temperature)
    J_p, J_e, T_max = (solve(coefficients, *baths) for solve in solvers)
    return np.stack([J_p, J_e, T_max, entropy_production(*baths, J_p, J_e)], axis=1)


def _row(
    condition: Condition, chain: InfiniteChain, measured: NDArray, measured_std: NDArray, published: NDArray
) -> dict:
    factors = np.exp(chain.log_factors)
    std, systematic = factors * chain.log_factors_std, factors * chain.log_factors_systematic
    baths = condition.boundary
    driven = baths.p_left != baths.p_right
    row = condition.columns | {
        "route": chain.route,
        "regime": _regime(baths, *measured[1:3]),
        "factor_p": factors[0] if driven else np.nan,
        "factor_p_std": std[0] if driven else np.nan,
        "factor_p_systematic": systematic[0] if driven else np.nan,
        "factor_e": factors[1],
        "factor_e_std": std[1],
        "factor_e_systematic": systematic[1],
        "chi_square": chain.chi_square,
        "degrees_of_freedom": chain.degrees_of_freedom,
    }
    compared = zip(chain.values, chain.std, chain.systematic, measured, measured_std, published, strict=True)
    for quantity, numbers in zip(QUANTITIES, compared, strict=True):
        row |= _Comparison(*numbers).columns(quantity)
    return row


def _regime(baths: Boundary, J_e: float, T_max: float) -> str:
    if J_e * (baths.T_right - baths.T_left) > 0:
        return "uphill"
    return "heated" if T_max > max(baths.T_left, baths.T_right) * (1.0 + 1e-9) else "monotone"


def verdict_page(limits: pd.DataFrame) -> str:
    """The table LIMITS as a web page."""
    headers = ["T_L", "T_R", "p_L", "p_R", "Regime", "Quantity", "Chain, n to infinity ± statistical ± systematic"]
    headers += ["(2.30), measured coefficients", "deviation", "in errors", "(2.30), published", "deviation"]
    rows = []
    for r in limits.to_dict("records"):
        baths = [f"{r[name]:g}" for name in ("T_left", "T_right", "p_left", "p_right")]
        for name, symbol in zip(QUANTITIES, _SYMBOLS, strict=True):
            if abs(r[name]) < 1e-9 or np.isnan(r[f"{name}_sigma"]):
                continue  # the limit vanishes by symmetry, or is the temperature of the hotter bath
            rows.append(
                [
                    *baths,
                    r["regime"],
                    symbol,
                    with_error(r[name], r[f"{name}_std"], r[f"{name}_systematic"]),
                    with_error(r[f"{name}_equations"], r[f"{name}_equations_std"]),
                    _percent(r[f"{name}_percent"]),
                    f"{r[f'{name}_sigma']:.1f}",
                    "" if np.isnan(r[f"{name}_published"]) else f"{r[f'{name}_published']:.4g}",
                    _percent(r[f"{name}_published_percent"]),
                ]
            )
    return page("Driven chains and the macroscopic equations", headers, rows)


def _percent(value: float) -> str:
    return "" if np.isnan(value) else f"{value:+.1f} %"
