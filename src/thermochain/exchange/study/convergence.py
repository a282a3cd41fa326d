r"""How fast many particles a cell become their limits (Li, Theorem 1 and Proposition 4).

Law of large numbers: the mean distance |Theta^M(t) - Theta(t)| falls like M^{-1/2}.  Mesoscopic equation: the distance
between the laws of Theta^M(t) and Z_t is C/M.  It is measured as the Wasserstein distance of every cell's energy, the
mean of |a_(i) - b_(i)| over sorted samples a and b: the smallest E|Theta - Z| that any coupling of the two can have.
That of two samples of the same law is given beside it.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.exchange.study.seeds import seed_of
from thermochain.runs.table import Table

CONVERGENCE = Table(
    "exchange_convergence/1",
    {
        "study": "limit: mean distance to (3.1); mesoscopic: Wasserstein distance to (3.3), largest over the cells",
        "particles": "M",
        "distance": "the distance at fast time 1",
        "std": "its standard error",
        "floor": "mesoscopic: the Wasserstein distance of two samples of one law",
        "slope": "exponent of M in the distance, fitted over all M of the study",
        "slope_std": "its standard error",
    },
)
TABLES = {"convergence": (CONVERGENCE)}
_TIME = 1.0
_N_PARTS = 8  # of the samples, for errors


def make_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """The tables of TABLES."""
    return {"convergence": convergence_table(section, seed)}


def convergence_table(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """Distances at every M, columns of CONVERGENCE.columns."""
    return pd.concat([_limit_rows(section, seed), _mesoscopic_rows(section, seed)], ignore_index=True)


def _limit_rows(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    rows = []
    for M in section["limit"]["particles"]:
        exchange, start = _chain(section, M)
        limit = exchange.limit(times=[0.0, _TIME], start=start)[-1]
        paths = {"n_paths": section["limit"]["n_paths"], "seed": seed_of("limit", M, seed)}
        final = exchange.trajectories(times=[_TIME], start=start, **paths)[0]
        distances = np.linalg.norm(final - limit, axis=1)
        error = distances.std(ddof=1) / np.sqrt(distances.size)
        rows.append({"study": "limit", "particles": M, "distance": distances.mean(), "std": error, "floor": np.nan})
    return _with_slope(rows)


def _mesoscopic_rows(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    rows = []
    for M in section["mesoscopic"]["particles"]:
        exchange, start = _chain(section, M)
        arguments = {"times": [_TIME], "start": start, "n_paths": section["mesoscopic"]["n_paths"]}
        jumps = exchange.trajectories(**arguments, seed=seed_of("weak jumps", M, seed))[0]
        twins = exchange.trajectories(**arguments, seed=seed_of("weak twins", M, seed))[0]
        paths = exchange.mesoscopic(**arguments, seed=seed_of("weak paths", M, seed))[0]
        distances = _wasserstein(jumps, paths)
        cell = int(np.argmax(distances))
        pieces = [
            _wasserstein(a, b)[cell]
            for a, b in zip(np.array_split(jumps, _N_PARTS), np.array_split(paths, _N_PARTS), strict=True)
        ]
        rows.append({"study": "mesoscopic", "particles": M, "distance": distances[cell]})
        rows[-1] |= {"std": np.std(pieces, ddof=1) / np.sqrt(_N_PARTS), "floor": _wasserstein(jumps, twins)[cell]}
    return _with_slope(rows)


def _chain(section: Mapping[str, Any], particles: float) -> tuple[EnergyExchange, NDArray]:
    """Two cells, far from their stationary state, so that drift and noise both act."""
    T_left, T_right = section["T_left"], section["T_right"]
    exchange = EnergyExchange(
        rate=section["rates"][0], n_cells=2, particles_per_cell=particles, T_left=T_left, T_right=T_right
    )
    return exchange, np.array([T_left, T_right], dtype=float)


def _wasserstein(first: NDArray, second: NDArray) -> NDArray:
    return np.abs(np.sort(first, axis=0) - np.sort(second, axis=0)).mean(axis=0)


def _with_slope(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows with the slope of log(distance) against log(M), weighted by the errors."""
    frame = pd.DataFrame(rows)
    x, y = np.log(frame["particles"].to_numpy(float)), np.log(frame["distance"].to_numpy())
    weights = (frame["distance"] / frame["std"]).to_numpy()
    slope, covariance = np.polyfit(x, y, 1, w=weights, cov="unscaled")
    return frame.assign(slope=slope[0], slope_std=np.sqrt(covariance[0, 0]))
