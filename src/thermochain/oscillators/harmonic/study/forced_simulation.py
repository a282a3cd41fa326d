"""Simulations of harmonic chains with velocity flips on which a periodic force acts from time 0."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.oscillators.harmonic.forced_chain import ForcedChain
from thermochain.oscillators.harmonic.study.pulled_chains import pull, pulled_chains
from thermochain.oscillators.harmonic.study.run import ForcedEvolutionRun
from thermochain.runs.guard import Guard

_STRIDE = 2  # steps between the powers of the force


def simulate(run: ForcedEvolutionRun) -> dict[str, NDArray]:
    """Results of one run by name.

    squares
        p_i^2 at the end, shape (n + 1, n_replicas).
    energy, work
        Energy over n at the end, and W_n, of each replica, shapes (n_replicas,).
    exact_temperature, exact_square, exact_energy, exact_work
        Variance of p_i, square of <p_i>, and the means of the other two by the moment equations.

    Raises FloatingPointError if the mean energy is not the exact one.
    """
    model = ForcedChain(
        n=run.n,
        flip_rate=run.flip_rate,
        force=run.force,
        harmonics={1: run.amplitude},
        frequency=run.frequency,
        T_left=run.T_left,
    )
    state = model.evolve([0.0, run.time])[-1]
    means = model.means([0.0, run.time])
    exact_energy = 0.5 * (np.trace(state.covariance) + np.sum(state.mean**2)) / run.n
    seeds = run.seed_sequence()
    bonds, momenta, work = _evolved(model, run, Generator(SFC64(seeds)))
    energy = 0.5 * (np.sum(bonds**2, axis=0) + np.sum(momenta**2, axis=0)) / run.n
    guard = Guard(run.path, seeds, run.time_step)
    guard.check_finite(work=work)
    guard.check_law("energy", energy, float(exact_energy), run.time_step**2)
    return {
        "squares": momenta**2,
        "energy": energy,
        "work": work,
        "exact_temperature": state.temperature,
        "exact_square": state.momentum**2,
        "exact_energy": np.array(exact_energy),
        "exact_work": np.array(means.mechanical_work[-1] + means.thermal_work[-1]),
    }


def _evolved(model: ForcedChain, run: ForcedEvolutionRun, rng: Generator) -> tuple[NDArray, NDArray, NDArray]:
    """Bonds and momenta at the end, and the work W_n of each replica by the trapezoidal rule."""
    chain = model.chain
    start = np.sqrt(run.T_left) * rng.standard_normal((chain.size, run.n_replicas))
    chains = pulled_chains(chain, run, start, rng)
    span = _STRIDE * run.time_step
    at = pull(run, span * np.arange(run.n_steps // _STRIDE + 1))
    work = 0.5 * at[0] * start[-1]
    for force in at[1:]:
        chains.run(_STRIDE, stride=_STRIDE, profile_stride=_STRIDE)
        bonds, momenta = chains.state()
        work += force * momenta[-1]
    return bonds, momenta, span * (work - 0.5 * at[-1] * momenta[-1]) / run.n
