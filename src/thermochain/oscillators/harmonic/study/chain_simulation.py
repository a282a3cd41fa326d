"""Simulations of driven harmonic chains with conservative noise, started from a Gaussian with the exact moments."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.flip_chain import periodic_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.study.pulled_chains import pulled_chains
from thermochain.oscillators.harmonic.study.run import STRIDE, ConstantForceRun, PeriodicForceRun
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.runs.guard import Guard

_NOISES = {"velocity_flip": velocity_flip, "stretch_flip": stretch_flip, "velocity_exchange": velocity_exchange}
_EQUILIBRATION = 10  # measured time over the discarded time before it


def simulate(run: ConstantForceRun | PeriodicForceRun) -> dict[str, NDArray]:
    """Results of one run by name.

    squares
        Average of p_i^2 over the time, shape (n + 1, n_replicas).
    exact_temperature, exact_square
        Variance of p_i and square of <p_i> by the moment equations, averaged over the time, shapes (n + 1,).

    Raises FloatingPointError if the mean of <p_i^2> over the chain is not the exact one.
    """
    exact, amplitude = _constant(run) if isinstance(run, ConstantForceRun) else _periodic(run)
    seeds = run.seed_sequence()
    squares = _squares(exact, run, Generator(SFC64(seeds)))
    mean_square = exact.momentum**2 + 2.0 * np.abs(amplitude[exact.chain.n_bonds :]) ** 2
    guard = Guard(run.path, seeds, run.time_step)
    guard.check_law("<p^2>", squares.mean(axis=0), float(np.mean(exact.temperature + mean_square)), run.time_step**2)
    return {"squares": squares, "exact_temperature": exact.temperature, "exact_square": mean_square}


def _constant(run: ConstantForceRun) -> tuple[ChainMoments, NDArray]:
    """Exact moments under a constant force, and no oscillation of the mean state."""
    chain = open_harmonic_chain(
        run.n,
        noise=_NOISES[run.noise],
        rate=run.flip_rate,
        T_left=run.T_left,
        T_right=run.T_right,
        force_right=run.force,
    )
    return MomentEquations(chain).stationary(), np.zeros(chain.size)


def _periodic(run: PeriodicForceRun) -> tuple[ChainMoments, NDArray]:
    """Exact moments averaged over a period, and the amplitude a of the oscillation 2 Re(a e^{i w t}) of the mean."""
    exact = periodic_flip_chain(
        n=run.n,
        flip_rate=run.flip_rate,
        force=run.force,
        harmonics={1: run.amplitude},
        frequency=run.frequency,
        T_left=run.T_left,
    ).moments
    push = np.zeros(exact.chain.size)
    push[-1] = run.amplitude / np.sqrt(run.n)
    return exact, MomentEquations(exact.chain).response(run.frequency, push)


def _squares(exact: ChainMoments, run: ConstantForceRun | PeriodicForceRun, rng: Generator) -> NDArray:
    """<p_i^2> of each replica, shape (n + 1, n_replicas)."""
    chain = exact.chain
    # the start has the exact second moments, but not the fourth moments that the noise produces
    root = np.linalg.cholesky(exact.covariance)
    state = exact.mean[:, None] + root @ rng.standard_normal((chain.size, run.n_replicas))
    chains = pulled_chains(chain, run, state, rng)
    n_rows = run.n_steps // STRIDE
    chains.run(run.n_steps // _EQUILIBRATION, stride=STRIDE, profile_stride=STRIDE, averaged=n_rows // _EQUILIBRATION)
    _, moments = chains.run(run.n_steps, stride=STRIDE, profile_stride=STRIDE, averaged=n_rows)
    return moments[1]
