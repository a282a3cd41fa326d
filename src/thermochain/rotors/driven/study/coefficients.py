"""Transport coefficients that driven chains show: from local gradients, and as factors that their currents ask for."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.study.equations import Equations
from thermochain.rotors.driven.study.states import CONDITION
from thermochain.rotors.green_kubo.study.coefficients import points
from thermochain.runs.table import Table

_WORST = 0.15  # relative error of a window that is shown
_WORST_FACTOR = 0.1  # the same of a factor
_STEEP = 0.1  # relative change of T across a window
_POINTS = 120  # of the laws
_NAMES = {"pp": "momentum_diffusivity", "ee": "thermal_conductivity"}
_POWERS = {"pp": 1, "ee": 2}  # of T: D^p = K^pp/T, kappa = K^ee/T^2

LOCAL = Table(
    "ness_local_coefficients/1",
    {
        "coefficient": "momentum_diffusivity D^p or thermal_conductivity kappa",
        "source": "windows: currents over gradients in driven chains, steep where T changes by more than 10 % across the "
        "window; estimates: Green-Kubo; ours, published: laws",
        "temperature": "T; in windows the mean of Var p_i",
        "value": "the coefficient",
        "error": "its standard error; of estimates the total one, 0 for the published law",
        "ratio": "value over our law",
        "ratio_error": "error over our law",
    },
)

FACTORS = Table(
    "ness_factors/1",
    {
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "p_left": "tau/gamma at the left",
        "p_right": "tau/gamma at the right",
        "coefficient": "momentum_diffusivity D^p or thermal_conductivity kappa",
        "n_rotors": "chain length n; 0 for the limit of infinite chains",
        "factor": "factor on our coefficient that the chain's currents ask for",
        "factor_std": "its standard error",
    },
)


def local_frame(local: pd.DataFrame, onsager: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Windows of the longest chains, Green-Kubo estimates and laws, columns of LOCAL.columns.

    Windows with an error above 15 %, or at temperatures where our law is extrapolated, are left out.
    """
    longest = local[local["n_rotors"] == local["n_rotors"].max()]
    return pd.concat([_local_rows(key, longest, onsager, equations) for key in _NAMES], ignore_index=True)


def _local_rows(key: str, windows: pd.DataFrame, onsager: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    ours, name = equations.ours, _NAMES[key]
    T = windows["temperature"]
    good = (windows[f"{name}_std"] < _WORST * windows[name]) & ~ours.is_extrapolated(T)
    steep = good & (_change(windows) > _STEEP)
    level = good & ~steep
    T_estimated, K, std, systematic = points(onsager, key)
    inside = ~ours.is_extrapolated(T_estimated)
    to_transport = T_estimated[inside] ** -_POWERS[key]
    low, high = ours.measured_range
    grid = np.geomspace(low, high, _POINTS)
    scale = grid ** -_POWERS[key]
    published = grid[~equations.published.is_extrapolated(grid)]
    rows = {
        "windows": (T[level], windows[name][level], windows[f"{name}_std"][level]),
        "steep windows": (T[steep], windows[name][steep], windows[f"{name}_std"][steep]),
        "estimates": (
            T_estimated[inside],
            K[inside] * to_transport,
            np.hypot(std, systematic)[inside] * to_transport,
        ),
        "ours": (grid, law(ours, key, grid), getattr(ours, key).std(grid) * scale),
        "published": (published, law(equations.published, key, published), np.zeros_like(published)),
    }
    frames = [
        pd.DataFrame({"temperature": np.asarray(t), "value": np.asarray(value), "error": np.asarray(error)}).assign(
            source=source,
            ratio=lambda f: f["value"] / law(ours, key, f["temperature"].to_numpy()),
            ratio_error=lambda f: f["error"] / law(ours, key, f["temperature"].to_numpy()),
        )
        for source, (t, value, error) in rows.items()
    ]
    return pd.concat(frames).assign(coefficient=name)[list(LOCAL.columns)]


def _change(windows: pd.DataFrame) -> pd.Series:
    """Relative change of the temperature across each window, from its neighbours in the same chain."""
    chains = windows.groupby(list(CONDITION))["temperature"]
    return chains.transform(lambda T: np.abs(np.gradient(T.to_numpy()))) / windows["temperature"]


def law(coefficients: TransportCoefficients, key: str, temperature: NDArray) -> NDArray:
    """D^p for "pp", kappa for "ee"."""
    return getattr(coefficients, _NAMES[key])(temperature)


def factor_frame(bulk: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Factors of all chains that are extrapolated and of their limits, columns of FACTORS.columns.

    Factors known to no better than 10 % are left out.
    """
    baths = ["T_left", "T_right", "p_left", "p_right"]
    chains = bulk[bulk["shapes"] == "ours"]
    frames = []
    for symbol, name in (("p", "momentum_diffusivity"), ("e", "thermal_conductivity")):
        columns = {f"factor_{symbol}": "factor", f"factor_{symbol}_std": "factor_std"}
        known, sizes = (
            frame[frame[f"factor_{symbol}_std"] < _WORST_FACTOR * frame[f"factor_{symbol}"]]
            for frame in (limits, chains)
        )
        sizes = known[baths].merge(sizes, on=baths)
        rows = pd.concat([known.assign(n_rotors=0), sizes]).rename(columns=columns)
        frames.append(rows.assign(coefficient=name)[list(FACTORS.columns)])
    return pd.concat(frames, ignore_index=True)
