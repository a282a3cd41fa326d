"""Simulations of networks with weak quartic springs, all anharmonicities of an example under the same noise."""

import logging

from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.oscillators.networks.anharmonic_network import AnharmonicNetworks, NetworkAverages
from thermochain.oscillators.networks.study.examples import EXAMPLES, STRANGE
from thermochain.oscillators.networks.study.run import STRIDE, AnharmonicRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)

_SETTLED = 20  # the first of so many equal parts of the trajectory is discarded as transient


def simulate(run: AnharmonicRun) -> dict[str, NDArray]:
    """Averages of `simulate_run` as arrays, by the names of the attributes of `NetworkAverages`."""
    return dict(vars(simulate_run(run)))


def simulate_run(run: AnharmonicRun) -> NetworkAverages:
    """Averages of all replicas at all eps; reports progress to the log.

    Raises FloatingPointError, naming run and seeds, if a number is no longer finite.
    """
    network = EXAMPLES[STRANGE[run.example][0]].network
    rng = Generator(SFC64(run.seed_sequence()))
    systems = AnharmonicNetworks(network, run.epsilons, run.n_replicas, run.time_step, rng)
    part = run.n_steps // _SETTLED
    systems.run(part, STRIDE)
    progress = Progress(logger, run.n_steps, "steps")
    parts = []
    for _ in range(_SETTLED):
        parts.append(systems.run(part, STRIDE))
        progress.advance(part)
    averages = NetworkAverages(*(sum(getattr(p, name) for p in parts) / _SETTLED for name in vars(parts[0])))
    Guard(run.path, run.seed_sequence(), run.time_step).check_finite(**vars(averages))
    return averages
