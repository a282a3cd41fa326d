"""The numbers that the text of IOS quotes, recomputed with the published and with the measured coefficients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.random import default_rng
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic import regime_edges
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.rotors.macroscopic.regime_edges import BoundaryValues, NegativeConductivity
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

PAPER_COMPARISON = Table(
    "paper_comparison/2",
    quantity="what is compared",
    paper="value in the paper, mostly read off a plot by its authors",
    place="where it stands there",
    published="the same from the first integral with the published coefficients (A.2)",
    measured="the same with the measured coefficients; empty if it does not exist in the range scanned",
    measured_std="its standard error from resampling the coefficients' covariance",
    measured_low="2.5 % of the resamples lie below",
    measured_high="2.5 % of the resamples lie above",
    resamples="resamples in which the quantity exists",
    shift_over_std="measured less published over measured_std; the published values carry no usable error",
    form_change="largest change with another form of the laws that describes the points (form_robustness.csv)",
)

_COLD_TO_HOT = (0.3, 1.0)
# the conductivity is negative ...
_SOME, _ALL = "for some temperature in [0.3, 1]", "for all temperatures in [0.3, 1]"


@dataclass(frozen=True)
class Printed:
    """A number that the paper prints: its name, value, and place."""

    name: str
    value: float
    place: str


@dataclass(frozen=True)
class Calculation:
    """Calculation of some printed numbers; `compute` returns a value for each of them, nan if it does not exist."""

    printed: tuple[Printed, ...]
    compute: Callable[[TransportCoefficients], tuple[float, ...]]


class Edges(NamedTuple):
    """Ends of the widest intervals in which the energy conductivity is negative; nan where there is no such end."""

    low_for_some: float  # lower end of the interval in which it is negative for some temperature
    high_for_some: float
    low_for_all: float  # lower end of the interval in which it is negative for all temperatures
    high_for_all: float

    @property
    def low(self) -> tuple[float, float]:
        """Lower ends for some and for all temperatures."""
        return self.low_for_some, self.low_for_all

    @property
    def high(self) -> tuple[float, float]:
        """Upper ends for some and for all temperatures."""
        return self.high_for_some, self.high_for_all


def calculations() -> list[Calculation]:
    """Calculations of all numbers in the text of the paper, in its order."""
    right = "dJe/dT_right > 0 at p_left = 0"
    left = "dJe/dT_left < 0 at p_left = -1, T_right = 0.3"
    least = "the global minimum of Je(T_right) inside [0.3, 1] (T_left = 0.3, p_left = 0)"
    return [
        Calculation(
            (
                Printed("kappa(0.3)", 31.55, "Remark 3.1"),
                Printed("kappa(0.3)", 29.5, "Remark 3.1 (a), driven chains"),
                Printed("kappa(0.3)", 28.5, "Remark 3.1 (b), Green-Kubo"),
            ),
            lambda c: (float(c.thermal_conductivity(0.3)),) * 3,
        ),
        Calculation(
            (
                Printed("kappa(1)", 0.57, "Remark 3.1"),
                Printed("kappa(1)", 0.612, "Remark 3.1 (a), driven chains"),
                Printed("kappa(1)", 0.55, "Remark 3.1 (b), Green-Kubo"),
            ),
            lambda c: (float(c.thermal_conductivity(1.0)),) * 3,
        ),
        Calculation(
            (Printed("K^pp(0.3)", 7.90, "(A.2), evaluated"), Printed("K^pp(1)", 0.344, "(A.2), evaluated")),
            lambda c: tuple(c.onsager_pp([0.3, 1.0])),
        ),
        Calculation(
            (
                Printed(
                    "p_right of a flat T at x = -1 and of the onset of uphill diffusion "
                    "(T_left = 0.5, T_right = 0.3, p_left = 0)",
                    0.7,
                    "Figure 5 top",
                ),
            ),
            lambda c: (regime_edges.flat_temperature(c, T_left=0.5, T_right=0.3),),
        ),
        Calculation(
            (
                Printed(
                    "p_right of a flat T at x = 1 (T_left = 0.8, T_right = 1, p_left = -1)", -0.2, "Figure 5 bottom"
                ),
                Printed("|p_right| of Je = 0 (T_left = 0.8, T_right = 1, p_left = -1)", 0.6, "Figure 5 bottom"),
            ),
            lambda c: (
                -1.0 + regime_edges.flat_temperature(c, T_left=0.8, T_right=1.0),
                regime_edges.zero_energy_current(c, T_left=0.8, T_right=1.0, p_left=-1.0),
            ),
        ),
        Calculation(
            (
                Printed(f"lowest p_right with {left} {_SOME}", -0.7, "Figures 6 right, 12"),
                Printed(f"highest p_right with {left} {_SOME}", 0.2, "Figures 6 right, 12"),
                Printed(f"lowest p_right with {left} {_ALL}", -0.7, "Figures 6 right, 12"),
                Printed(f"highest p_right with {left} {_ALL}", 0.2, "Figures 6 right, 12"),
            ),
            lambda c: _response(c, lambda p, T: (T, 0.3, -1.0, p), side="left", scan=(-3.0, 2.0)),
        ),
        Calculation(
            (
                Printed(f"lowest p_right with {right}, T_left = 1, {_SOME}", 1.5, "Figure 7 left"),
                Printed(f"lowest p_right with {right}, T_left = 1, {_ALL}", 1.5, "Figure 7 left"),
            ),
            lambda c: _right_response(c, 1.0).low,
        ),
        Calculation(
            (
                Printed(f"lowest p_right with {right}, T_left = 0.3, {_SOME}", 0.6, "Figures 7 right, 9"),
                Printed(f"lowest p_right with {right}, T_left = 0.3, {_ALL}", 0.66, "Figures 7 right, 9"),
            ),
            lambda c: _right_response(c, 0.3).low,
        ),
        Calculation(
            (
                Printed(f"lowest p_right with {least}", 0.6, "Section 3.3, Figure 9 right"),
                Printed(f"highest p_right with {least}", 0.66, "Section 3.3, Figure 9 right"),
            ),
            lambda c: regime_edges.interior_minimum(
                c, T_left=0.3, p_left=0.0, scan=(0.0, 1.5), temperatures=_COLD_TO_HOT
            ),
        ),
        Calculation(
            (
                Printed(
                    "p_right with equal Je at T_right = 0.3 and 1 (T_left = 0.3, p_left = 0)",
                    0.7,
                    "Section 3.3, Figure 11",
                ),
            ),
            lambda c: (_root(lambda p: float(np.diff(energy_current(c, 0.3, [0.3, 1.0], 0.0, p))[0])),),
        ),
        Calculation(
            (
                Printed(f"highest T_left with {right}, p_right = 1, {_SOME}", 0.6, "Figure 8 bottom left"),
                Printed(f"highest T_left with {right}, p_right = 1, {_ALL}", 0.6, "Figure 8 bottom left"),
            ),
            lambda c: _response(c, lambda T_left, T: (T_left, T, 0.0, 1.0), side="right", scan=_COLD_TO_HOT).high,
        ),
    ]


def _root(function: Callable[[float], float], low: float = 0.01, high: float = 3.0) -> float:
    """Root between `low` and `high`, nan if the function does not change sign."""
    return brentq(function, low, high, xtol=1e-10) if function(low) * function(high) < 0 else float("nan")


def _right_response(c: TransportCoefficients, T_left: float) -> Edges:
    """Edges in p_right of negative response to T_right at p_left = 0."""
    return _response(c, lambda p, T: (T_left, T, 0.0, p), side="right", scan=(0.0, 3.0))


def _response(
    c: TransportCoefficients,
    boundary: Callable[[ArrayLike, ArrayLike], BoundaryValues],
    *,
    side: str,
    scan: tuple[float, float],
) -> Edges:
    """Edges of negative conductivity for temperatures between 0.3 and 1."""
    found = regime_edges.negative_conductivity(c, boundary, side=side, scan=scan, temperatures=_COLD_TO_HOT)
    return widest_edges(found, scan)


def widest_edges(found: NegativeConductivity, scan: tuple[float, float]) -> Edges:
    """Edges of the widest interval of `some` and of that of `all`; nan if one is absent or an end of `scan`."""
    edges = []
    for intervals in (found.some, found.all):
        widest = max(intervals, key=lambda ends: ends[1] - ends[0], default=(np.nan, np.nan))
        edges += [np.nan if edge in scan else edge for edge in widest]
    return Edges(*edges)


def comparison_page(comparison: pd.DataFrame) -> str:
    """The comparison as a web page."""
    headers = ["Quantity", "Place", "Paper", "Published coefficients", "Measured coefficients", "95 %", "Other forms"]
    rows = (
        [
            r.quantity,
            r.place,
            f"{r.paper:g}",
            f"{r.published:.4g}",
            with_error(r.measured, r.measured_std),
            f"{r.measured_low:.4g} to {r.measured_high:.4g}",
            f"\u00b1 {r.form_change:.2g}" if np.isfinite(r.form_change) else "-",
        ]
        for r in comparison.itertuples()
    )
    return page("Numbers quoted in the paper", headers, rows)


def compare_with_paper(
    published: TransportCoefficients, measured: TransportCoefficients, *, n_resamples: int, seed: int
) -> pd.DataFrame:
    """The table PAPER_COMPARISON without the column form_change, which follows from `form_robustness`.

    Errors are the spread over `n_resamples` draws of the measured laws.
    """
    rng = default_rng(seed)
    drawn = [measured.resample(rng) for _ in range(n_resamples)]
    rows = []
    for calculation in calculations():
        by_published, by_measured = calculation.compute(published), calculation.compute(measured)
        spread = np.array([calculation.compute(c) for c in drawn])  # (n_resamples, n_printed)
        for k, printed in enumerate(calculation.printed):
            found = spread[np.isfinite(spread[:, k]), k]
            std = found.std(ddof=1) if found.size > 1 else np.nan
            low, high = np.quantile(found, (0.025, 0.975)) if found.size > 1 else (np.nan, np.nan)
            rows.append(
                {
                    "quantity": printed.name,
                    "paper": printed.value,
                    "place": printed.place,
                    "published": by_published[k],
                    "measured": by_measured[k],
                    "measured_std": std,
                    "measured_low": low,
                    "measured_high": high,
                    "resamples": found.size,
                    "shift_over_std": (by_measured[k] - by_published[k]) / std if std > 0 else np.nan,
                }
            )
    return pd.DataFrame(rows)
