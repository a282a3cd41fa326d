"""Transport coefficients from driven chains: from local gradients, and as factors on the measured coefficients."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.equations import MEASURED, PUBLISHED, Equations
from thermochain.rotors.driven.study.condition import CONDITION, KEYS
from thermochain.rotors.green_kubo.study.coefficients import points
from thermochain.runs.table import Table

_WORST = 0.15  # largest relative error of a window that is shown
_WORST_FACTOR = 0.1  # largest relative error of a factor that is shown
_STEEP = 0.1  # relative change of T across a window that counts as steep
_POINTS = 120  # number of points of each law
_NAMES = {"pp": "momentum_diffusivity", "ee": "thermal_conductivity"}
_POWERS = {"pp": 1, "ee": 2}  # power of T that divides K: D^p = K^pp/T, kappa = K^ee/T^2

COEFFICIENTS = Table(
    "ness_local_coefficients/2",
    coefficient="momentum_diffusivity D^p or thermal_conductivity kappa",
    source="windows: currents over gradients in driven chains, steep where T changes by more than 10 % across "
    "the window; estimates: Green-Kubo; measured, published: laws",
    temperature="T; in windows the mean of Var p_i",
    value="the coefficient",
    error="its standard error; of estimates the total one, 0 for the published law",
    ratio="value over the measured law",
    ratio_error="error over the measured law",
)

FACTORS = Table(
    "ness_factors/2",
    **CONDITION,
    coefficient="momentum_diffusivity D^p or thermal_conductivity kappa",
    n_rotors="chain length n; 0 for the limit of infinite chains",
    factor="factor on the measured coefficient with which (2.30) carries the current of the chain",
    factor_std="its standard error; of limits with the systematic one in quadrature",
)


def coefficient_frame(local: pd.DataFrame, onsager: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Table COEFFICIENTS: windows of the longest chains, Green-Kubo estimates and laws.

    Windows with an error above 15 %, or at temperatures where the measured law is extrapolated, are left out.
    """
    longest = local[local["n_rotors"] == local["n_rotors"].max()]
    return pd.concat([_rows(key, longest, onsager, equations) for key in _NAMES], ignore_index=True)


def _rows(key: str, windows: pd.DataFrame, onsager: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    measured, name = equations.measured, _NAMES[key]
    T = windows["temperature"]
    good = (windows[f"{name}_std"] < _WORST * windows[name]) & ~measured.is_extrapolated(T)
    steep = good & (_change(windows) > _STEEP)
    level = good & ~steep
    T_estimated, K, std, systematic = points(onsager, key)
    inside = ~measured.is_extrapolated(T_estimated)
    to_transport = T_estimated[inside] ** -_POWERS[key]
    low, high = measured.measured_range
    grid = np.geomspace(low, high, _POINTS)
    scale = grid ** -_POWERS[key]
    rows = {
        "windows": (T[level], windows[name][level], windows[f"{name}_std"][level]),
        "steep windows": (T[steep], windows[name][steep], windows[f"{name}_std"][steep]),
        "estimates": (
            T_estimated[inside],
            K[inside] * to_transport,
            np.hypot(std, systematic)[inside] * to_transport,
        ),
        MEASURED: (grid, _law(measured, key, grid), getattr(measured, key).std(grid) * scale),
    }
    if equations.published is not None:
        published = grid[~equations.published.is_extrapolated(grid)]
        rows[PUBLISHED] = (published, _law(equations.published, key, published), np.zeros_like(published))
    frames = [
        pd.DataFrame({"temperature": np.asarray(t), "value": np.asarray(value), "error": np.asarray(error)}).assign(
            source=source,
            ratio=lambda f: f["value"] / _law(measured, key, f["temperature"].to_numpy()),
            ratio_error=lambda f: f["error"] / _law(measured, key, f["temperature"].to_numpy()),
        )
        for source, (t, value, error) in rows.items()
    ]
    return pd.concat(frames).assign(coefficient=name)[list(COEFFICIENTS.columns)]


def _change(windows: pd.DataFrame) -> pd.Series:
    """Relative change of the temperature across each window, from its neighbours in the same chain."""
    chains = windows.groupby(list(KEYS))["temperature"]
    return chains.transform(lambda T: np.abs(np.gradient(T.to_numpy()))) / windows["temperature"]


def _law(coefficients: TransportCoefficients, key: str, temperature: NDArray) -> NDArray:
    """D^p(T) for the key "pp", kappa(T) for "ee"."""
    return getattr(coefficients, _NAMES[key])(temperature)


def factor_frame(bulk: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Table FACTORS: factors of all extrapolated conditions at each length, and their limits.

    Factors with a relative error of 10 % or more are left out.
    """
    chains = bulk[bulk["shapes"] == MEASURED]
    total = {
        f"factor_{symbol}_std": np.hypot(limits[f"factor_{symbol}_std"], limits[f"factor_{symbol}_systematic"])
        for symbol in ("p", "e")
    }
    limits = limits.assign(**total)
    frames = []
    for symbol, name in (("p", "momentum_diffusivity"), ("e", "thermal_conductivity")):
        columns = {f"factor_{symbol}": "factor", f"factor_{symbol}_std": "factor_std"}
        known, sizes = (
            frame[frame[f"factor_{symbol}_std"] < _WORST_FACTOR * frame[f"factor_{symbol}"]]
            for frame in (limits, chains)
        )
        sizes = known[list(KEYS)].merge(sizes, on=list(KEYS))
        rows = pd.concat([known.assign(n_rotors=0), sizes]).rename(columns=columns)
        frames.append(rows.assign(coefficient=name)[list(FACTORS.columns)])
    return pd.concat(frames, ignore_index=True)
