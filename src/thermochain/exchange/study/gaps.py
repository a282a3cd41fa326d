"""Table of the spectral gaps of closed chains of energies against their size (Olla, below (50), (51), (52))."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.spectral_gap import (
    ReversibleBonds,
    diffusion_bonds,
    exchange_bonds,
    free_gap,
    gap_bound,
    n_functions,
)
from thermochain.runs.table import Table

GAPS = Table(
    "exchange_gaps/1",
    process="product: (43) with sigma^2 = E_1 E_2; geodesic: (43) with (51); constant, sum_sqrt: rate of (52)",
    density_power="nu of Z(E) = E^nu",
    degree="K, degree of the polynomials",
    n_cells="cells N of a chain with free ends, at the mean energy nu + 1 of T = 1; 0 for the limit",
    functions="number of polynomials",
    gap="their least quotient <g, -L g>/Var(g), an upper bound of the spectral gap; empty in the limit",
    over_free="gap/(2 - 2 cos(pi/N)), in the limit extrapolated by a cubic in 1/N",
    over_free_std="in the limit the change from a quadratic to a cubic, which is no statistical error; else 0",
    power="d log gap/d log N from the next smaller size of the same degree; in the limit the p of N^p times the "
    "exponential of a quadratic in 1/N",
    power_std="in the limit the change from a linear exponent to a quadratic one; else 0",
    least="proved lower bound of the spectral gap: sigma^2 of (51) is at least E_1 E_2/(total energy)^{3/2}; "
    "empty where none is stated",
)
_FITTED = 4  # sizes of an extrapolation


def _processes() -> list[tuple[str, float, ReversibleBonds]]:
    """Name, nu and bonds of all processes."""
    dynamics = [GinzburgLandau("product"), GinzburgLandau("geodesic"), GinzburgLandau("geodesic", 1.0, 0.5)]
    diffusions = [(model.kind, model.density_power, diffusion_bonds(model)) for model in dynamics]
    return diffusions + [(rate, 0.0, exchange_bonds(rate)) for rate in ("constant", "sum_sqrt")]


def gaps_table(sizes: Sequence[int], degree: int, most_functions: int) -> pd.DataFrame:
    """Table of GAPS for all degrees up to `degree` and sizes with at most `most_functions` polynomials."""
    frames = []
    for process, nu, bonds in _processes():
        for K in range(1, degree + 1):
            ns = [n for n in sorted(sizes) if n_functions(n, K) <= most_functions]
            gaps = np.array([gap_bound(bonds, n, K) for n in ns])
            free = np.array([free_gap(n) for n in ns])
            columns = {"n_cells": ns, "functions": [n_functions(n, K) for n in ns], "gap": gaps}
            columns |= {"over_free": gaps / free, "over_free_std": 0.0}
            columns["power"] = np.append(np.nan, np.diff(np.log(gaps)) / np.diff(np.log(ns)))
            columns["power_std"] = 0.0
            columns["least"] = _least(process, nu, np.array(ns)) * free
            frame = pd.DataFrame(columns)
            if len(ns) >= _FITTED:
                frame = pd.concat([frame, pd.DataFrame([_limit(frame)])], ignore_index=True)
            frames.append(frame.assign(process=process, density_power=nu, degree=K))
    return pd.concat(frames, ignore_index=True)


def _least(process: str, nu: float, sizes: np.ndarray) -> np.ndarray:
    """Proved lower bound of the gap over 2 - 2 cos(pi/N)."""
    if process == "geodesic":  # E_1^{3/2} + E_2^{3/2} <= (N (nu + 1))^{3/2}
        return (nu + 1.0) * (sizes * (nu + 1.0)) ** -1.5
    return {"product": nu + 1.0, "constant": 0.5}.get(process, np.nan) * np.ones(sizes.size)


def _limit(frame: pd.DataFrame) -> dict[str, float]:
    """The row of long chains: polynomials in 1/N, and powers with corrections in 1/N, through the largest sizes."""
    last = frame.tail(_FITTED)
    n, gaps, values = (last[name].to_numpy(float) for name in ("n_cells", "gap", "over_free"))
    quadratic, cubic = (np.polynomial.Polynomial.fit(1.0 / n[-k:], values[-k:], k - 1)(0.0) for k in (3, 4))
    designs = (np.column_stack([np.log(n[-k:]), *(n[-k:] ** -float(m) for m in range(k - 1))]) for k in (3, 4))
    fewer, power = (np.linalg.solve(design, np.log(gaps[-len(design) :]))[0] for design in designs)
    limits = {"over_free": cubic, "over_free_std": abs(cubic - quadratic)}
    return {"n_cells": 0, "functions": 0, **limits, "power": power, "power_std": abs(power - fewer)}
