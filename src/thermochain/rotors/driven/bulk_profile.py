"""Profiles and currents in the bulk of a driven chain, with their covariances.

Fluctuations of neighbouring sites and of the currents are correlated, so the errors of single sites do not determine
the error of a fit.  The averages that omit one replica at a time (jackknife) contain all correlations.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.jackknife import leave_one_out
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven import open_chain
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.steady_state import momentum_variance, replica_averages, settled_series
from thermochain.rotors.driven.transient import Transient

_LAYER = 0.1  # fraction of the chain left out at either end
_FEWEST_SITES = 16  # fewest sites left out at either end (boundary layer of the coldest chains), up to n/4


@dataclass(frozen=True, eq=False)
class BulkProfile(ReadOnlyArrays):
    """Profiles and currents of a chain without its boundary layers."""

    x: NDArray  # positions of the m sites in the bulk, shape (m,)
    values: NDArray  # T_i, <p_i>, N <j^p>, N <j^e>, shape (2 m + 2,)
    left_out: NDArray  # the values that omit one replica at a time, shape (n_replicas, 2 m + 2)

    @property
    def std(self) -> NDArray:
        """Standard errors of the values, shape (2 m + 2,)."""
        return np.sqrt(np.diag(self.covariance_of(np.eye(self.values.size))))

    def covariance_of(self, weights: NDArray) -> NDArray:
        """Covariance of linear combinations of the values; `weights` has the shape (k, 2 m + 2)."""
        scatter = (self.left_out - self.left_out.mean(axis=0)) @ weights.T
        n = self.left_out.shape[0]
        return (n - 1) / n * (scatter.T @ scatter)


def measure_bulk(chain: ChainMoments, transient: Transient) -> BulkProfile:
    """Profiles and currents of the bulk after the transient; raises ValueError below 8 replicas."""
    n = chain.n_rotors
    layer = max(int(_LAYER * n), min(_FEWEST_SITES, n // 4))
    bulk = slice(layer, n - layer)
    averages = replica_averages(chain, transient)
    currents = 0.5 * (n - 1) * settled_series(chain, transient)[:2].mean(axis=1).T
    replicas = np.concatenate([averages.reshape(len(averages), -1), currents], axis=1)

    def values(mean: NDArray) -> NDArray:
        moments = mean[:-2].reshape(len(MOMENTS), n)
        return np.concatenate([momentum_variance(moments)[bulk], moments[MOMENTS.index("p")][bulk], mean[-2:]])

    return BulkProfile(open_chain.positions(n)[bulk], values(replicas.mean(axis=0)), leave_one_out(replicas, values))
