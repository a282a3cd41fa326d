"""Simulations of rings of energies in time: mean energies of all cells, and the scatter of their wave."""

import logging
import math
from collections.abc import Callable
from functools import singledispatch

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.pair_diffusion import PairDiffusion
from thermochain.exchange.rates import RATES
from thermochain.exchange.ring_moments import wave_weights
from thermochain.exchange.study.heat_run import GinzburgLandauHeatRun, KineticHeatRun, start_profile
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


@singledispatch
def simulate(run: object) -> dict[str, NDArray]:
    """Mean `energies`, shape (n_batches, n_times, N), and `scatter` of the wave in one ring, (n_batches, n_times)."""
    raise TypeError(f"run={run!r} is no run of rings in time; pass one of those in exchange.study.heat_run")


@simulate.register
def kinetic(run: KineticHeatRun) -> dict[str, NDArray]:
    """Rings of the jump process (52), exact."""

    def evolve(energies: NDArray, spans: NDArray, rng: Generator) -> NDArray:
        rings = Jumps(energies, rate=RATES["sum_sqrt"], particles_per_cell=1.0, baths=None, speed=1.0, rng=rng)
        return rings.run(spans)

    return _batches(run, evolve)


@simulate.register
def ginzburg_landau(run: GinzburgLandauHeatRun) -> dict[str, NDArray]:
    """Rings of the energy Ginzburg-Landau dynamics (43)."""
    model = GinzburgLandau("geodesic")

    def evolve(energies: NDArray, spans: NDArray, rng: Generator) -> NDArray:
        rings = PairDiffusion(
            energies, law=model.law, parameters=model.parameters, baths=None, time_step=run.time_step, rng=rng
        )
        records = np.empty((spans.size, *energies.shape))
        for record, span in zip(records, spans, strict=True):
            n_steps = max(1, math.ceil(span / run.time_step - 1e-9))
            rings.time_step = span / n_steps
            record[:] = rings.run(1, n_steps)[0]
        return records

    return _batches(run, evolve)


def _batches(
    run: KineticHeatRun | GinzburgLandauHeatRun, evolve: Callable[[NDArray, NDArray, Generator], NDArray]
) -> dict[str, NDArray]:
    """Averages over the rings of every batch; at the start the energies are independent and exponential.

    Reports progress to the log.
    """
    progress = Progress(logger, run.N_BATCHES, "batches")
    n, means, scatters = run.n_cells, [], []
    spans = np.diff(np.array(run.TIMES) * n**2, prepend=0.0)
    for seeds in run.seed_sequence().spawn(run.N_BATCHES):
        rng = Generator(SFC64(seeds))
        start = start_profile(np.arange(n) / n) * rng.exponential(size=(run.n_replicas, n))
        energies = evolve(start, spans, rng)
        Guard(run.path, seeds).check_finite(energies=energies)
        means.append(energies.mean(axis=1))
        scatters.append((energies @ wave_weights(n)).std(axis=1, ddof=1))
        progress.advance(1)
    return {"energies": np.array(means), "scatter": np.array(scatters)}
