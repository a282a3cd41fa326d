"""Simulation of pairs on a surface of negative curvature."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.core.series.integral import estimate_integral
from thermochain.exchange.geodesic_pair import geodesic_currents
from thermochain.exchange.study.geodesic_run import GeodesicPairsRun
from thermochain.runs.guard import Guard


def simulate(run: GeodesicPairsRun) -> dict[str, NDArray]:
    """sigma^2 of (44) at the energies 1 and `energy_ratio`: its `value`, `std` and `systematic` error, scalars."""
    seeds = run.seed_sequence()
    time = run.time_step / np.sqrt(2.0)  # in which the faster particle covers the length `time_step`
    currents = geodesic_currents(
        1.0,
        run.energy_ratio,
        n_pairs=run.n_pairs,
        n_steps=run.n_steps,
        time_step=time,
        rng=Generator(SFC64(seeds)),
    )
    Guard(run.path, seeds, time).check_finite(currents=currents)
    found = estimate_integral(currents, interval=time, n_batches=run.N_BATCHES)
    return {name: np.array(getattr(found, name)) for name in ("value", "std", "systematic")}
