"""Table and page that compare infinite driven chains with the stationary equations (IOS 2.30)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.bulk_fit import QUANTITIES, entropy_production
from thermochain.rotors.driven.equations import MEASURED, PUBLISHED, Equations
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
    "_systematic": "its change with the published shapes of D^p and kappa; 0 where there are none",
    "_equations": "{} of (2.30) with the measured coefficients",
    "_equations_std": "its standard error, from the covariance of the coefficients",
    "_percent": "(2.30) with the measured coefficients over the chain, minus 1; empty where the chain's value is zero "
    "within two errors",
    "_sigma": "difference of the equations and the chain over all errors in quadrature",
    "_published": "{} of (2.30) with the published coefficients; empty with another potential than rotors",
    "_published_percent": "(2.30) with the published coefficients over the chain, minus 1",
}
LIMITS = Table(
    "ness_limits/2",
    **CONDITION,
    regime="regime of (2.30) with the measured coefficients: uphill (energy flows to the hotter bath), heated "
    "(hottest inside) or monotone",
    factor_p="factor on the measured D^p with which (2.30) carries the momentum current of an infinite chain; "
    "empty without a momentum current",
    factor_p_std="its standard error",
    factor_e="factor on the measured kappa with which (2.30) carries the energy current of an infinite chain",
    factor_e_std="its standard error",
    chi_square="of the factors at all lengths",
    degrees_of_freedom="number of these factors less the parameters that they determine",
    **{
        quantity + suffix: text.format(symbol)
        for quantity, symbol in zip(QUANTITIES, _SYMBOLS, strict=True)
        for suffix, text in _MEANINGS.items()
    },
)


@dataclass(frozen=True)
class _Comparison:
    """One quantity of an infinite chain, and its value from (2.30) with both sets of coefficients."""

    value: float  # its value
    std: float  # its statistical error
    systematic: float  # its change with the published shapes
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
    limits: Mapping[Condition, Mapping[str, InfiniteChain]], equations: Equations, *, n_resamples: int, rng: Generator
) -> pd.DataFrame:
    """Table LIMITS: one row for each condition.

    `limits` holds for each condition the infinite chains made with the measured and with the published shapes.  The
    errors of the equations are those of `n_resamples` draws of the measured coefficients.
    """
    baths = np.array([list(vars(condition.boundary).values()) for condition in limits]).T
    measured = _predictions(equations.measured, baths)
    published = np.full_like(measured, np.nan)
    if equations.published is not None:
        published = _predictions(equations.published, baths)
    draws = [_predictions(equations.measured.resample(rng), baths) for _ in range(n_resamples)]
    rows = zip(limits.items(), measured, np.std(draws, axis=0, ddof=1), published, strict=True)
    return pd.DataFrame([_row(condition, chains, *predictions) for (condition, chains), *predictions in rows])


def _predictions(coefficients: TransportCoefficients, baths: NDArray) -> NDArray:
    """J^p, J^e, T_max and Sigma of (2.30) for boundary values of shape (4, n): shape (n, 4)."""
    solvers = (momentum_current, energy_current, highest_temperature)
    J_p, J_e, T_max = (solve(coefficients, *baths) for solve in solvers)
    return np.stack([J_p, J_e, T_max, entropy_production(*baths, J_p, J_e)], axis=1)


def _row(
    condition: Condition,
    chains: Mapping[str, InfiniteChain],
    measured: NDArray,
    measured_std: NDArray,
    published: NDArray,
) -> dict:
    chain, other = chains[MEASURED], chains.get(PUBLISHED, chains[MEASURED])
    factors = np.exp(chain.log_factors)
    errors = factors * np.sqrt(np.diag(chain.log_factors_covariance))
    baths = condition.boundary
    driven = baths.p_left != baths.p_right
    row = condition.columns | {
        "regime": _regime(baths, *measured[1:3]),
        "factor_p": factors[0] if driven else np.nan,
        "factor_p_std": errors[0] if driven else np.nan,
        "factor_e": factors[1],
        "factor_e_std": errors[1],
        "chi_square": chain.chi_square,
        "degrees_of_freedom": chain.degrees_of_freedom,
    }
    std = np.sqrt(np.diag(chain.covariance))
    systematic = np.abs(chain.values - other.values)
    compared = zip(chain.values, std, systematic, measured, measured_std, published, strict=True)
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
