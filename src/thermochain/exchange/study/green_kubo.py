r"""Conductivity of equilibrium rings of energies: static term less the time integral of the currents.

    kappa(T) = beta^2 [ static - sum_i int_0^inf <j_0(0) j_i(t)> dt ]

with j the mean current for given energies.  For jumps the static term is <f J^2>/2, for the Ginzburg-Landau dynamics
<sigma^2>; (49) as printed has neither, and the opposite sign of the integral.  At equilibrium energies are independent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import NDArray
from scipy.special import gamma

from thermochain.core.correlation import correlate_currents
from thermochain.core.running_integral import RunningIntegral
from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.jumps import ExchangeJumps
from thermochain.exchange.pair_diffusion import INNER, PairDiffusion
from thermochain.exchange.rates import RATES
from thermochain.runs.guard import Guard

_N_BATCHES = 16


@dataclass(frozen=True, eq=False)
class RingConductivity:
    """Conductivity of a ring at T = 1.

    Attributes
    ----------
    static
        beta^2 times the static term, exact.
    correction
        Running integral of beta^2 sum <j_0(0) j_i(t)>, one batch of rings a row.
    """

    static: float
    correction: RunningIntegral

    @property
    def value(self) -> tuple[float, float]:
        """Conductivity and its standard error, from the integral to the longest lag."""
        return self.static - float(self.correction.mean[-1]), float(self.correction.std[-1])


# <sqrt(E_1 + E_2) J^2>/2 at full shares and T = 1: (E_1^2 + E_2^2 - E_1 E_2)/3 has the mean s^2/6 at a given sum s of
# law Gamma(2), and s^{5/2} the mean Gamma(9/2).
KINETIC_STATIC = float(gamma(4.5) / 12.0)


def kinetic_conductivity(section: Mapping[str, Any], seeds: SeedSequence) -> RingConductivity:
    """Of the jump process (52) with rate sqrt(E_1 + E_2), at T = 1; by scaling kappa(T) = kappa(1) sqrt(T)."""
    rate = RATES["sum_sqrt"]

    @njit(error_model="numpy")
    def current(left, right):
        return 0.5 * rate(left, right) * (left - right)

    def start(energies: NDArray, rng: Generator) -> Callable:
        rings = ExchangeJumps(energies, rate=rate, particles_per_cell=1.0, baths=None, speed=1.0, rng=rng)
        return lambda n, spacing: rings.run(np.full(n, spacing))

    return RingConductivity(KINETIC_STATIC, _correction(section, seeds, 1.0, current, start))


def ginzburg_landau_conductivity(
    dynamics: GinzburgLandau, section: Mapping[str, Any], seeds: SeedSequence
) -> RingConductivity:
    """Of the energy Ginzburg-Landau dynamics (43) at T = 1."""
    law, parameters = dynamics.law, dynamics.parameters

    @njit(error_model="numpy")
    def current(left, right):
        return law(left, right, INNER, parameters)[0]

    n_steps = section["steps_per_sample"]

    def start(energies: NDArray, rng: Generator) -> Callable:
        step = section["spacing"] / n_steps
        rings = PairDiffusion(energies, law=law, parameters=parameters, baths=None, time_step=step, rng=rng)
        return lambda n, spacing: rings.run(n, n_steps)

    shape = dynamics.heat_capacity()
    return RingConductivity(dynamics.static_conductivity(1.0), _correction(section, seeds, shape, current, start))


def _correction(
    section: Mapping[str, Any], seeds: SeedSequence, shape: float, current: Callable, start: Callable
) -> RunningIntegral:
    """Running integral of the correlation of the total current, from rings with energies of law Gamma(shape)."""
    n_cells, n_samples, n_lags = section["n_cells"], section["n_samples"], section["n_lags"]
    batches = []
    for child in seeds.spawn(_N_BATCHES):
        rng = Generator(SFC64(child))
        energies = rng.gamma(shape, 1.0, (section["n_replicas"], n_cells))
        totals = _total_currents(start(energies, rng)(n_samples, section["spacing"]), current)
        Guard(f"rings of energies at equilibrium, {section}", child).check_finite(currents=totals)
        batches.append(correlate_currents(totals, totals, n_cells, n_lags)[0])
    return RunningIntegral.of(np.array(batches), section["spacing"])


@njit
def _total_currents(snapshots, current):
    """Sum of the currents of all bonds of a ring, shape (n_samples, n_replicas)."""
    n_samples, n_replicas, n_cells = snapshots.shape
    totals = np.zeros((n_samples, n_replicas))
    for s in range(n_samples):
        for r in range(n_replicas):
            for k in range(n_cells):
                totals[s, r] += current(snapshots[s, r, k], snapshots[s, r, (k + 1) % n_cells])
    return totals
