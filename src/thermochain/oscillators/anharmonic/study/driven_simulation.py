"""Simulations of anharmonic chains with velocity flips between two baths, pulled by a constant force."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.conductivity import conductivity_bound
from thermochain.oscillators.anharmonic.medium import Medium, solve_stationary
from thermochain.oscillators.anharmonic.study.chains import advance, averages, even, open_chains
from thermochain.oscillators.anharmonic.study.run import EQUILIBRATION, DrivenChainRun
from thermochain.runs.guard import Guard


def simulate(run: DrivenChainRun) -> dict[str, NDArray]:
    """Time averages `moments` of `bond_moments.SQUARES`, shape (n_moments, n + 1, n_replicas).

    The chains start from the macroscopic solution in which the conductivity is replaced by its bound.  Raises
    FloatingPointError if a moment is not finite, or if the energy that enters at the ends is not stored.
    """
    seeds, n = run.seed_sequence(), run.n
    guess = Medium(QUARTIC, run.flip_rate, lambda state: conductivity_bound(state, run.flip_rate))
    ends = {"force": run.force, "T_left": run.T_left, "T_right": run.T_right}
    start = solve_stationary(guess, np.arange(n + 1) / n, **ends).state
    unit = n**2 / run.time_step  # steps in a unit of the macroscopic time
    before, measured = even(EQUILIBRATION * unit), even(run.times * unit)
    chains = open_chains(
        run,
        0.5 * (start.tension[1:] + start.tension[:-1]),
        start.temperature,
        forces=(0.0, run.force),
        baths=(run.T_left, run.T_right),
        n_steps=before + measured,
        rng=Generator(SFC64(seeds)),
    )
    advance(chains, before)
    return {"moments": averages(chains, measured, Guard(run.path, seeds, run.time_step))}
