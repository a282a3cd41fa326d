r"""Conductivity of equilibrium rings of energies: static term minus the time integral of the current correlations.

    kappa(T) = beta^2 [ static - sum_i int_0^inf <j_0(0) j_i(t)> dt ]

with j the mean current for given energies.  For jumps the static term is <f J^2>/2, for the Ginzburg-Landau dynamics
<sigma^2>; (49) as printed has neither, and the opposite sign of the integral.  At equilibrium energies are independent.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gamma

from thermochain.core.compiled import compiled
from thermochain.core.running_integral import RunningIntegral

# <sqrt(E_1 + E_2) J^2>/2 at full shares and T = 1: (E_1^2 + E_2^2 - E_1 E_2)/3 has the mean s^2/6 at a given sum s of
# law Gamma(2), and s^{5/2} the mean Gamma(9/2).
KINETIC_STATIC = float(gamma(4.5) / 12.0)


@dataclass(frozen=True, eq=False)
class RingConductivity:
    """Conductivity of a ring at T = 1."""

    static: float  # beta^2 times the static term, exact
    correction: RunningIntegral  # running integral of beta^2 sum <j_0(0) j_i(t)>, one row for each batch of rings

    @property
    def value(self) -> tuple[float, float]:
        """Conductivity and its standard error, from the integral to the longest lag."""
        return self.static - float(self.correction.mean[-1]), float(self.correction.std[-1])


@compiled()
def total_currents(current, snapshots):
    """Sum over all bonds of a ring of the compiled `current` of two neighbours, shape (n_samples, n_replicas).

    `snapshots` are energies of shape (n_samples, n_replicas, n_cells).
    """
    n_samples, n_replicas, n_cells = snapshots.shape
    totals = np.zeros((n_samples, n_replicas))
    for s in range(n_samples):
        for r in range(n_replicas):
            for k in range(n_cells):
                totals[s, r] += current(snapshots[s, r, k], snapshots[s, r, (k + 1) % n_cells])
    return totals


def ring_conductivity(static: float, correlations: NDArray, spacing: float) -> RingConductivity:
    """Conductivity from the static term and correlations of the total current per cell, shape (n_batches, n_lags)."""
    return RingConductivity(static, RunningIntegral.of(correlations, spacing))
