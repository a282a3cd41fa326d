"""Simulations of weakly coupled pairs of oscillators with velocity flips."""

import logging
from functools import singledispatch

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.exchange.averages import mean_and_variance
from thermochain.exchange.flipped_pairs import pair_energies
from thermochain.exchange.pinned_motion import pinned_energies
from thermochain.exchange.pinned_pair import PinnedPair
from thermochain.exchange.study.pair_run import PairsRun, PinnedPairsRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


@singledispatch
def simulate(run: object) -> dict[str, NDArray]:
    """Mean of E_1 - E_2 and variance of E_1 at TIMES, with standard errors, shape (n_times,).

    The names are `difference`, `difference_std`, `variance` and `variance_std`.
    """
    raise TypeError(f"run={run!r} is no run of pairs; pass one of those in exchange.study.pair_run")


@simulate.register
def harmonic(run: PairsRun) -> dict[str, NDArray]:
    """Harmonic pairs, which move exactly."""
    seeds = run.seed_sequence()
    start, times = (run.first_energy, run.second_energy), np.array(run.TIMES) / run.coupling**2
    energies = pair_energies(start, times, run.coupling, run.flip_rate, run.n_pairs, Generator(SFC64(seeds)))
    Guard(run.path, seeds).check_finite(energies=energies)
    return _averages(energies)


@simulate.register
def pinned(run: PinnedPairsRun) -> dict[str, NDArray]:
    """Anharmonic pairs.  Reports progress to the log."""
    start, times = (run.first_energy, run.second_energy), np.array(run.TIMES) / run.coupling**2
    pair, progress, batches = (
        PinnedPair(run.pinning, run.bond, run.flip_rate),
        Progress(logger, run.N_BATCHES, "batches"),
        [],
    )
    for seeds in run.seed_sequence().spawn(run.N_BATCHES):
        rng = Generator(SFC64(seeds))
        batches.append(pinned_energies(pair, start, times, run.coupling, run.n_replicas, run.time_step, rng))
        Guard(run.path, seeds, run.time_step).check_finite(energies=batches[-1])
        progress.advance(1)
    return _averages(np.concatenate(batches, axis=1))


def _averages(energies: NDArray) -> dict[str, NDArray]:
    differences = mean_and_variance(energies[:, :, :1] - energies[:, :, 1:])
    first = mean_and_variance(energies[:, :, :1])
    return {
        "difference": differences["mean"][:, 0],
        "difference_std": differences["mean_std"][:, 0],
        "variance": first["variance"][:, 0],
        "variance_std": first["variance_std"][:, 0],
    }
