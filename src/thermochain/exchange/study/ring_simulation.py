"""Simulations of equilibrium rings of energies at T = 1: correlations of their total currents."""

from collections.abc import Callable
from functools import singledispatch

import numpy as np
from numba import njit
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.core.compiled import bound
from thermochain.core.correlation import correlate_currents
from thermochain.exchange.disk_collisions import collision_current, collision_rate
from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.pair_diffusion import INNER, PairDiffusion
from thermochain.exchange.rates import RATES
from thermochain.exchange.ring_conductivity import total_currents
from thermochain.exchange.study.ring_run import DiskRingsRun, GinzburgLandauRun, KineticRingsRun
from thermochain.runs.guard import Guard


@singledispatch
def simulate(run: object) -> dict[str, NDArray]:
    """Correlations of the total current per cell in separate batches, `correlations` of shape (n_batches, n_lags)."""
    raise TypeError(f"run={run!r} is no run of rings; pass one of those in exchange.study.ring_run")


@simulate.register
def kinetic(run: KineticRingsRun) -> dict[str, NDArray]:
    """Correlations of the jump process (52) with rate sqrt(E_1 + E_2); by scaling kappa(T) = kappa(1) sqrt(T)."""
    rate = RATES["sum_sqrt"]

    @njit(error_model="numpy")
    def current(left, right):
        return 0.5 * rate(left, right) * (left - right)

    def snapshots(energies: NDArray, rng: Generator) -> NDArray:
        rings = Jumps(energies, rate=rate, particles_per_cell=1.0, baths=None, speed=1.0, rng=rng)
        return rings.run(np.full(run.n_samples, run.spacing))

    return _correlations(run, 1.0, current, snapshots)


@simulate.register
def disks(run: DiskRingsRun) -> dict[str, NDArray]:
    """Correlations of the jump process (52) with the kernel of colliding disks; kappa(T) = kappa(1) sqrt(T) again."""

    def snapshots(energies: NDArray, rng: Generator) -> NDArray:
        rings = Jumps(energies, rate=collision_rate, particles_per_cell=1.0, baths=None, speed=1.0, rng=rng, disks=True)
        return rings.run(np.full(run.n_samples, run.spacing))

    return _correlations(run, 1.0, collision_current, snapshots)


@simulate.register
def ginzburg_landau(run: GinzburgLandauRun) -> dict[str, NDArray]:
    """Correlations of the energy Ginzburg-Landau dynamics (43)."""
    dynamics = GinzburgLandau(run.mobility, 1.0, run.density_power)
    law, parameters = dynamics.law, dynamics.parameters

    @njit(error_model="numpy")
    def current(left, right):
        return law(left, right, INNER, parameters)[0]

    def snapshots(energies: NDArray, rng: Generator) -> NDArray:
        step = run.spacing / run.steps_per_sample
        rings = PairDiffusion(energies, law=law, parameters=parameters, baths=None, time_step=step, rng=rng)
        return rings.run(run.n_samples, run.steps_per_sample)

    return _correlations(run, dynamics.heat_capacity(), current, snapshots)


def _correlations(
    run: KineticRingsRun | GinzburgLandauRun,
    shape: float,
    current: Callable,
    snapshots: Callable[[NDArray, Generator], NDArray],
) -> dict[str, NDArray]:
    """Correlations from rings that start with independent energies of law Gamma(shape), their equilibrium."""
    batches = []
    for seeds in run.seed_sequence().spawn(run.N_BATCHES):
        rng = Generator(SFC64(seeds))
        energies = rng.gamma(shape, 1.0, (run.n_replicas, run.n_cells))
        totals = bound(total_currents, current)(snapshots(energies, rng))
        Guard(run.path, seeds).check_finite(currents=totals)
        batches.append(correlate_currents(totals, totals, run.n_cells, run.n_lags)[0])
    return {"correlations": np.array(batches)}
