"""Every number that the text of IOS quotes, recomputed with the published and with our coefficients."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import default_rng

from thermochain.macroscopic import regimes
from thermochain.macroscopic.coefficients import TransportCoefficients

PAPER_COMPARISON = "paper_comparison/1"
PAPER_COMPARISON_COLUMNS = {
    "quantity": "what is compared",
    "paper": "value printed in the paper",
    "place": "where the paper prints it",
    "published": "the same from the first integral with the published coefficients (A.2)",
    "measured": "the same with our measured coefficients; empty if it does not exist in the range scanned",
    "measured_std": "its standard error from resampling the coefficients' covariance",
    "resamples": "resamples in which the quantity exists",
}

_COLD_TO_HOT = (0.3, 1.0)


@dataclass(frozen=True)
class Quantity:
    """A printed number and the way to compute it from coefficients; nan where it does not exist."""

    name: str
    paper: float
    place: str
    compute: Callable[[TransportCoefficients], float]


def _edge(intervals: list[tuple[float, float]], which: int) -> float:
    """Lower (0) or upper (1) end of the first interval."""
    return intervals[0][which] if intervals else float("nan")


def _right_response(T_left: float, extent: str) -> Callable[[TransportCoefficients], float]:
    """Smallest p_right >= 0 with dJ^e/dT_right > 0 at p_left = 0."""

    def compute(c: TransportCoefficients) -> float:
        found = regimes.negative_conductivity(
            c, lambda p, T: (T_left, T, 0.0, p), side="right", scan=(0.0, 3.0), temperatures=_COLD_TO_HOT
        )
        return _edge(getattr(found, extent), 0)

    return compute


def _left_response(extent: str, which: int) -> Callable[[TransportCoefficients], float]:
    """Ends of the p_right with dJ^e/dT_left < 0 at p_left = -1, T_right = 0.3."""

    def compute(c: TransportCoefficients) -> float:
        found = regimes.negative_conductivity(
            c, lambda p, T: (T, 0.3, -1.0, p), side="left", scan=(-3.0, 2.0), temperatures=_COLD_TO_HOT
        )
        return _edge(getattr(found, extent), which)

    return compute


def _coldest_normal(extent: str) -> Callable[[TransportCoefficients], float]:
    """T_left below which dJ^e/dT_right > 0 at p_left = 0, p_right = 1."""

    def compute(c: TransportCoefficients) -> float:
        found = regimes.negative_conductivity(
            c, lambda T_left, T: (T_left, T, 0.0, 1.0), side="right", scan=_COLD_TO_HOT, temperatures=_COLD_TO_HOT
        )
        return _edge(getattr(found, extent), 1)

    return compute


def quantities() -> list[Quantity]:
    """The numbers of the paper, in its order."""
    some = "negative for some temperature in [0.3, 1]"
    every = "negative for all temperatures in [0.3, 1]"
    at_p_left_zero = "dJe/dT_right at p_left = 0"
    at_p_left_one = "dJe/dT_left at p_left = -1, T_right = 0.3"
    return [
        Quantity("kappa(0.3)", 31.55, "Remark 3.1", lambda c: float(c.thermal_conductivity(0.3))),
        Quantity("kappa(0.3)", 29.5, "Remark 3.1 (a), driven", lambda c: float(c.thermal_conductivity(0.3))),
        Quantity("kappa(0.3)", 28.5, "Remark 3.1 (b), Green-Kubo", lambda c: float(c.thermal_conductivity(0.3))),
        Quantity("kappa(1)", 0.57, "Remark 3.1", lambda c: float(c.thermal_conductivity(1.0))),
        Quantity("kappa(1)", 0.612, "Remark 3.1 (a), driven", lambda c: float(c.thermal_conductivity(1.0))),
        Quantity("kappa(1)", 0.55, "Remark 3.1 (b), Green-Kubo", lambda c: float(c.thermal_conductivity(1.0))),
        Quantity("K^pp(0.3)", 7.90, "(A.2)", lambda c: float(c.onsager_pp(0.3))),
        Quantity("K^pp(1)", 0.344, "(A.2)", lambda c: float(c.onsager_pp(1.0))),
        Quantity(
            "p_right where T is flat at x = -1 (T_left = 0.5, T_right = 0.3, p_left = 0) and uphill diffusion sets in",
            0.7,
            "Figure 5, top",
            lambda c: regimes.flat_temperature(c, T_left=0.5, T_right=0.3),
        ),
        Quantity(
            "p_right where T is flat at x = 1 (T_left = 0.8, T_right = 1, p_left = -1)",
            -0.2,
            "Figure 5, bottom",
            lambda c: -1.0 + regimes.flat_temperature(c, T_left=0.8, T_right=1.0),
        ),
        Quantity(
            "|p_right| where Je = 0 (T_left = 0.8, T_right = 1, p_left = -1)",
            0.6,
            "Figure 5, bottom",
            lambda c: regimes.zero_energy_current(c, T_left=0.8, T_right=1.0, p_left=-1.0),
        ),
        Quantity(
            f"lower p_right, {at_p_left_one} {some}", -0.7, "Figures 6 right, 12", _left_response("some", 0)
        ),
        Quantity(
            f"upper p_right, {at_p_left_one} {some}", 0.2, "Figures 6 right, 12", _left_response("some", 1)
        ),
        Quantity(
            f"lower p_right, {at_p_left_one} {every}", -0.7, "Figures 6 right, 12", _left_response("all", 0)
        ),
        Quantity(
            f"upper p_right, {at_p_left_one} {every}", 0.2, "Figures 6 right, 12", _left_response("all", 1)
        ),
        Quantity(
            f"smallest p_right, {at_p_left_zero}, T_left = 1 {some}", 1.5, "Figure 7 left", _right_response(1.0, "some")
        ),
        Quantity(
            f"smallest p_right, {at_p_left_zero}, T_left = 1 {every}", 1.5, "Figure 7 left", _right_response(1.0, "all")
        ),
        Quantity(
            f"smallest p_right, {at_p_left_zero}, T_left = 0.3 {some}",
            0.6,
            "Figures 7 right, 9",
            _right_response(0.3, "some"),
        ),
        Quantity(
            f"smallest p_right, {at_p_left_zero}, T_left = 0.3 {every}",
            0.66,
            "Figures 7 right, 9",
            _right_response(0.3, "all"),
        ),
        Quantity(
            f"largest T_left, {at_p_left_zero}, p_right = 1 {some}",
            0.6,
            "Figure 8 bottom left",
            _coldest_normal("some"),
        ),
        Quantity(
            f"largest T_left, {at_p_left_zero}, p_right = 1 {every}",
            0.6,
            "Figure 8 bottom left",
            _coldest_normal("all"),
        ),
    ]


def compare_with_paper(
    published: TransportCoefficients, measured: TransportCoefficients, *, n_resamples: int, seed: int
) -> pd.DataFrame:
    """The table of PAPER_COMPARISON_COLUMNS; its errors come from `n_resamples` draws of the measured laws."""
    rng = default_rng(seed)
    drawn = [measured.resample(rng) for _ in range(n_resamples)]
    rows = []
    for quantity in quantities():
        spread = np.array([quantity.compute(c) for c in drawn])
        found = spread[np.isfinite(spread)]
        rows.append(
            {
                "quantity": quantity.name,
                "paper": quantity.paper,
                "place": quantity.place,
                "published": quantity.compute(published),
                "measured": quantity.compute(measured),
                "measured_std": found.std(ddof=1) if found.size > 1 else np.nan,
                "resamples": found.size,
            }
        )
    return pd.DataFrame(rows)
