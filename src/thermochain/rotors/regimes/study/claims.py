"""Claims of IOS about uphill diffusion and negative energy conductivity, and the numbers that decide them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.macroscopic import regime_edges
from thermochain.rotors.macroscopic.first_integral import energy_drive, response_excess
from thermochain.rotors.macroscopic.study.paper_comparison import calculations
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

CLAIMS = Table(
    "regime_claims/1",
    claim="what the paper says",
    place="where",
    quantity="the number that decides",
    stands_if="the values with which the claim stands",
    published="the number with the published coefficients (A.2), exact",
    published_verdict="stands or fails",
    measured="the same with the measured coefficients; empty if there is none",
    measured_std="its standard error from the covariance of the coefficients",
    measured_verdict="stands, fails, or open where the limit lies within two standard errors",
)
TABLES = {"claims": CLAIMS}

_COLD, _HOT = 0.3, 1.0
_SQUARE_POINTS, _FORCING_POINTS = 15, 17


def make_tables(measured: str | Path) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, its web page, from the file of the measured coefficients."""
    frame = decide_claims(published_coefficients(), load_coefficients(measured))
    return {"claims": frame, "page": claims_page(frame)}


@dataclass(frozen=True)
class Claim:
    """A claim and the number that decides it."""

    text: str  # the claim in words
    place: str  # its place in IOS
    quantity: str  # the number that decides it, in words
    low: float  # the claim stands if the number is at least this
    high: float  # and at most this
    compute: Callable[[TransportCoefficients], float]  # the number; nan if it does not exist

    def verdict(self, value: float, std: float) -> str:
        """Verdict "stands", "fails", or "open" if a limit lies within two standard errors; it fails for nan."""
        if not np.isfinite(value):
            return "fails"
        if min(abs(value - self.low), abs(value - self.high)) <= 2.0 * std:
            return "open"
        return "stands" if self.low <= value <= self.high else "fails"

    @property
    def stands_if(self) -> str:
        """The limits in words."""
        if self.low == -np.inf:
            return f"at most {self.high:g}"
        return f"at least {self.low:g}" if self.high == np.inf else f"{self.low:g} to {self.high:g}"


def claims() -> list[Claim]:
    """The claims of Sections 2.5, 3.2 and 3.3, in this order."""
    return [*_uphill_claims(), *_response_claims(), *_window_claims(), *_cause_claims()]


def decide_claims(published: TransportCoefficients, measured: TransportCoefficients) -> pd.DataFrame:
    """The table CLAIMS."""
    found = claims()

    def numbers(c: TransportCoefficients) -> NDArray:
        return np.array([claim.compute(c) for claim in found])

    columns = numbers(published), numbers(measured), curve_error(measured, numbers)
    rows = []
    for claim, by_published, by_measured, std in zip(found, *columns, strict=True):
        verdicts = claim.verdict(by_published, 0.0), claim.verdict(by_measured, std)
        row = (claim.text, claim.place, claim.quantity, claim.stands_if, by_published, verdicts[0])
        rows.append((*row, by_measured, std, verdicts[1]))
    return CLAIMS.frame(rows)


def claims_page(table: pd.DataFrame) -> str:
    """The claims as a web page."""
    headers = ["Claim", "Place", "Decided by", "Stands if", "Published coefficients", "", "Measured coefficients", ""]
    rows = (
        [
            r.claim,
            r.place,
            r.quantity,
            r.stands_if,
            with_error(r.published),
            r.published_verdict,
            with_error(r.measured, r.measured_std),
            r.measured_verdict,
        ]
        for r in table.itertuples()
    )
    return page("Claims about uphill diffusion and negative energy conductivity", headers, rows)


def _about(value: float, tolerance: float) -> tuple[float, float]:
    """Limits around a number that was read off a plot."""
    return round(value - tolerance, 10), round(value + tolerance, 10)


def _printed(place: str, index: int) -> Callable[[TransportCoefficients], float]:
    """Function that returns the number `index` from the comparison with the paper for a place."""
    return lambda c: _numbers_of(place, c)[index]


@lru_cache(maxsize=256)
def _numbers_of(place: str, c: TransportCoefficients) -> tuple[float, ...]:
    """All numbers from the comparison with the paper for a place; they are cached, since several claims use them."""
    [calculation] = [found for found in calculations() if found.printed[0].place == place]
    return calculation.compute(c)


def _uphill_claims() -> list[Claim]:
    """Claims about uphill diffusion."""
    return [
        Claim(
            "Uphill diffusion may occur when p dp dT < 0 everywhere in the chain",
            "2.5.2",
            "p_right up to which it occurs at T_left = 0.8, T_right = 1, p_left = -1; beyond 0 p changes sign inside",
            -np.inf,
            0.0,
            lambda c: regime_edges.zero_energy_current(c, T_left=0.8, T_right=1.0, p_left=-1.0),
        ),
        Claim(
            "Uphill diffusion and a maximum of T set in at p_right = 0.7",
            "3.2, Figure 5 top",
            "p_right of J^e = 0 at T_left = 0.5, T_right = 0.3, p_left = 0",
            *_about(0.7, 0.05),
            lambda c: regime_edges.zero_energy_current(c, T_left=0.5, T_right=0.3, p_left=0.0),
        ),
        Claim(
            "Uphill diffusion for p_right between -0.6 and 0.6",
            "3.2, Figure 5 bottom",
            "|p_right| of J^e = 0 at T_left = 0.8, T_right = 1, p_left = -1",
            *_about(0.6, 0.05),
            lambda c: regime_edges.zero_energy_current(c, T_left=0.8, T_right=1.0, p_left=-1.0),
        ),
        Claim(
            "No uphill diffusion at p_left = -1, T_right = 0.3 (the text; the caption of Figure 6 has it)",
            "3.2",
            "largest -(T_right - T_left) A for p_right in [-3, 1], T_left in [0.3, 1]",
            -np.inf,
            0.0,
            _largest_uphill,
        ),
        Claim(
            "At p_left = 0, p_right = 2 energy flows uphill wherever T_right < T_left",
            "3.2, Figure 8 bottom right",
            "p_right that this takes between 0.3 and 1",
            -np.inf,
            2.0,
            lambda c: regime_edges.zero_energy_current(c, T_left=_HOT, T_right=_COLD, p_left=0.0),
        ),
        Claim(
            "The isoline J^e = 0 over T_left and T_right is straight",
            "3.2, Figure 8",
            "largest distance in T_right from its chord at p_left = 0, p_right = 1",
            -np.inf,
            0.01,
            _bend_of_the_isoline,
        ),
    ]


def _largest_uphill(c: TransportCoefficients) -> float:
    """Largest -(T_right - T_left) A at p_left = -1, T_right = 0.3: positive where energy flows uphill."""
    p, T = np.meshgrid(np.linspace(-3.0, 1.0, _FORCING_POINTS), np.linspace(_COLD, _HOT, _SQUARE_POINTS))
    drive = energy_drive(thermal_potential(c), T, np.full_like(T, _COLD), np.full_like(p, -1.0), p)
    return float(np.max(-(_COLD - T) * drive))


def _bend_of_the_isoline(c: TransportCoefficients) -> float:
    """Largest distance in T_right between the isoline J^e = 0 and its chord, p_left = 0, p_right = 1."""
    G, p = thermal_potential(c), 1.0
    T_left = np.linspace(float(G.temperature(G(_COLD) + 0.5 * p**2)), _HOT, 201)
    T_right = G.temperature(G(T_left) - 0.5 * p**2)
    return float(np.max(np.abs(T_right - np.interp(T_left, T_left[[0, -1]], T_right[[0, -1]]))))


def _square_excess(c: TransportCoefficients, p_right, side: str = "right") -> NDArray:
    """Response excess at p_left = 0 on a grid of both temperatures in [0.3, 1], shape (n, n) + p_right.shape."""
    T = np.linspace(_COLD, _HOT, _SQUARE_POINTS)
    p_right = np.asarray(p_right, dtype=float)
    T_left, T_right = (axis[(..., *[None] * p_right.ndim)] for axis in np.meshgrid(T, T, indexing="ij"))
    return response_excess(c, T_left, T_right, 0.0, p_right, side=side)


def _response_claims() -> list[Claim]:
    """Claims about the response to either temperature."""
    forcings = np.linspace(0.0, 2.0, _FORCING_POINTS)
    square = "over both temperatures in [0.3, 1]"
    return [
        Claim(
            "The response to T_left at p_left = 0 is always normal",
            "3.3, Figures 4 and 8",
            f"largest response excess {square} and |p_right| <= 2 (negative by theorem if D^p decreases)",
            -np.inf,
            0.0,
            lambda c: float(_square_excess(c, forcings, "left").max()),
        ),
        Claim(
            "At p_left = 0, p_right = 0.5 the response to T_right is still normal",
            "3.3, Figure 8 top right",
            f"largest response excess {square}",
            -np.inf,
            0.0,
            lambda c: float(_square_excess(c, 0.5).max()),
        ),
        Claim(
            "At p_left = 0, p_right = 1 the conductivity is negative for T_left below about 0.6",
            "3.3, Figure 8 bottom left",
            "highest T_left where it is for some T_right in [0.3, 1]",
            *_about(0.6, 0.05),
            _printed("Figure 8 bottom left", 0),
        ),
        Claim(
            "At p_left = 0, p_right = 2 the conductivity is negative at all T_left",
            "3.3, Figure 8 bottom right",
            f"smallest response excess {square}",
            0.0,
            np.inf,
            lambda c: float(_square_excess(c, 2.0).min()),
        ),
        Claim(
            "At T_left = 1, p_left = 0 the conductivity is negative for p_right above 1.5",
            "3.3, Figure 7 left",
            "lowest p_right where it is for some T_right in [0.3, 1]",
            *_about(1.5, 0.05),
            _printed("Figure 7 left", 0),
        ),
        *(
            Claim(
                "At T_right = 0.3, p_left = -1 J^e falls with T_left for p_right in [-0.7, 0.2]",
                "3.3, Figures 6 right and 12",
                f"{end} p_right where it does {some} in [0.3, 1]",
                *_about(value, 0.1),
                _printed("Figures 6 right, 12", index),
            )
            for index, (end, value, some) in enumerate(
                (end, value, some)
                for some in ("for some T_left", "for all T_left")
                for end, value in (("lowest", -0.7), ("highest", 0.2))
            )
        ),
    ]


def _window_claims() -> list[Claim]:
    """Claims about the window of forcings in which J^e(T_right) has a minimum or a maximum."""
    onset = _printed("Figures 7 right, 9", 0)
    left_by_maximum = _printed("Figures 7 right, 9", 1)
    place = "3.3, Figures 7 right and 9"
    return [
        Claim(
            "At T_left = 0.3, p_left = 0 the response to T_right is normal up to p_right of 0.6",
            place,
            "lowest p_right where it is negative for some T_right in [0.3, 1]",
            *_about(0.6, 0.02),
            onset,
        ),
        *(
            Claim(
                "Between 0.6 and 0.66 J^e has a global minimum at some T_right > T_left",
                place,
                f"{end} p_right where it is least inside [0.3, 1]",
                *_about(value, 0.005),  # both digits
                _printed("Section 3.3, Figure 9 right", index),
            )
            for index, (end, value) in enumerate((("lowest", 0.6), ("highest", 0.66)))
        ),
        Claim(
            "Above p_right of about 0.66 J^e increases with T_right",
            place,
            "lowest p_right where it does for all T_right in [0.3, 1]",
            *_about(0.66, 0.03),
            left_by_maximum,
        ),
        Claim(
            "Beyond the minimum the conductivity stays negative (caption; the text: at some larger T_right)",
            place,
            "width in p_right of the interval with a maximum inside [0.3, 1], which the paper does not mention",
            -np.inf,
            0.0,
            lambda c: left_by_maximum(c) - onset(c),
        ),
    ]


def _cause_claims() -> list[Claim]:
    """Claims about the cause of negative energy conductivity."""
    return [
        Claim(
            "Negative conductivity occurs with both signs of p dp dT",
            "3.3",
            "smaller of the largest response excesses at a hotter and at a colder right end, p_left = 0, p_right = 2",
            0.0,
            np.inf,
            _both_signs,
        ),
        Claim(
            "An inner maximum of the temperature plays a central role (taken as: it is necessary)",
            "2.5.3",
            "largest response excess to T_right without one, p_left = 0, |p_right| <= 2",
            -np.inf,
            0.0,
            _without_maximum,
        ),
    ]


def _both_signs(c: TransportCoefficients) -> float:
    """The smaller of the largest response excesses at a hotter and at a colder right end."""
    excess = _square_excess(c, 2.0)
    upper = np.triu(np.ones_like(excess, dtype=bool), 1)
    return float(min(excess[upper].max(), excess[upper.T].max()))


def _without_maximum(c: TransportCoefficients) -> float:
    """Largest response excess of states whose temperature has no maximum inside."""
    p = np.linspace(0.0, 2.0, _FORCING_POINTS)
    G = thermal_potential(c)(np.linspace(_COLD, _HOT, _SQUARE_POINTS))
    monotonic = np.abs(G[None, :] - G[:, None])[..., None] >= 0.5 * p**2
    return float(_square_excess(c, p)[monotonic].max())
