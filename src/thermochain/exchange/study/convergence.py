r"""Table of convergence: distances of chains of cells with M particles to their limits (Li, Theorem 1, Proposition 4).

Law of large numbers: the mean distance |Theta^M(t) - Theta(t)| falls like M^{-1/2}.  Mesoscopic equation: the distance
between the laws of Theta^M(t) and Z_t is C/M.  It is estimated by the Wasserstein distance of every cell's energy, the
smallest E|Theta - Z| that any coupling of the two can have, beside the distance of two samples of the same law.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.residual import fit_linear
from thermochain.exchange.study.chain_simulation import chain_of
from thermochain.exchange.study.run import LimitRun, MesoscopicRun
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


def convergence_table(
    limits: Sequence[tuple[LimitRun, NDArray]], mesoscopic: Sequence[tuple[MesoscopicRun, Mapping[str, NDArray]]]
) -> pd.DataFrame:
    """Table of CONVERGENCE.

    Parameters
    ----------
    limits
        Runs and final energies of their chains, shape (n_paths, 2).
    mesoscopic
        Runs and their Wasserstein distances, by the names of the simulation.
    """
    parts = [[_limit_row(*result) for result in limits], [_mesoscopic_row(*result) for result in mesoscopic]]
    return pd.concat([_with_slope(rows) for rows in parts], ignore_index=True)


def _limit_row(run: LimitRun, energies: NDArray) -> dict[str, Any]:
    limit = chain_of(run, 2).limit(times=[0.0, run.TIME], start=[run.T_left, run.T_right])[-1]
    distances = np.linalg.norm(energies - limit, axis=1)
    error = distances.std(ddof=1) / np.sqrt(distances.size)
    return {
        "study": "limit",
        "particles": run.particles,
        "distance": distances.mean(),
        "std": error,
        "floor": np.nan,
    }


def _mesoscopic_row(run: MesoscopicRun, arrays: Mapping[str, NDArray]) -> dict[str, Any]:
    """The row of the cell whose laws differ most."""
    cell = int(np.argmax(arrays["distances"]))
    return {
        "study": "mesoscopic",
        "particles": run.particles,
        "distance": arrays["distances"][cell],
        "std": np.std(arrays["parts"][:, cell], ddof=1) / np.sqrt(run.N_PARTS),
        "floor": arrays["floor"][cell],
    }


def _with_slope(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows with the slope of log(distance) against log(M), weighted by the errors."""
    frame = pd.DataFrame(rows)
    x, y = np.log(frame["particles"].to_numpy(float)), np.log(frame["distance"].to_numpy())
    weights = (frame["distance"] / frame["std"]).to_numpy()
    what, remedy = "the power of M", "add numbers of particles, or replicas"
    (slope, _), matrix = fit_linear(np.vander(x, 2) * weights[:, None], y * weights, what=what, remedy=remedy)
    return frame.assign(slope=slope, slope_std=np.linalg.norm(matrix[0]))
