"""Simulation of weakly coupled pairs of oscillators with velocity flips."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.exchange.averages import mean_and_variance
from thermochain.exchange.flipped_pairs import pair_energies
from thermochain.exchange.study.pair_run import PairsRun
from thermochain.runs.guard import Guard


def simulate(run: PairsRun) -> dict[str, NDArray]:
    """Mean of E_1 - E_2 and variance of E_1 at TIMES, with standard errors, shape (n_times,).

    The names are `difference`, `difference_std`, `variance` and `variance_std`.
    """
    seeds = run.seed_sequence()
    start, times = (run.first_energy, run.second_energy), np.array(run.TIMES) / run.coupling**2
    energies = pair_energies(start, times, run.coupling, run.flip_rate, run.n_pairs, Generator(SFC64(seeds)))
    Guard(run.path, seeds).check_finite(energies=energies)
    differences = mean_and_variance(energies[:, :, :1] - energies[:, :, 1:])
    first = mean_and_variance(energies[:, :, :1])
    return {
        "difference": differences["mean"][:, 0],
        "difference_std": differences["mean_std"][:, 0],
        "variance": first["variance"][:, 0],
        "variance_std": first["variance_std"][:, 0],
    }
