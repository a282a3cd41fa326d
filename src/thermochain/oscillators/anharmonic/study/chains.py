"""Anharmonic chains with velocity flips between two baths, started in local equilibrium."""

import logging

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_geometry import line
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.anharmonic.bond_gibbs import bond_quantiles
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.study.run import DrivenChainRun, ReleasedRun
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def open_chains(
    run: DrivenChainRun | ReleasedRun,
    tension: NDArray,
    temperature: NDArray,
    *,
    forces: tuple[float, float],
    baths: tuple[float, float],
    n_steps: int,
    rng: Generator,
) -> NoisyChains:
    """New chains in local equilibrium, as `NoisyChains`, which report the progress of their motion to the log.

    Parameters
    ----------
    run
        Number of replicas, flip rate and step.
    tension, temperature
        Of each bond, shape (n,), and of each mass, shape (n + 1,).
    forces, baths
        Forces on the first and the last mass, and temperatures of their baths.
    n_steps
        Steps that will be made.
    rng
        Source of the start and of the noise.
    """
    n = tension.size
    of_bonds = 0.5 * (temperature[1:] + temperature[:-1])
    drift = np.diff(tension).mean() / (2.0 * run.flip_rate)  # mean momentum
    return NoisyChains(
        bond_quantiles(QUARTIC, tension, of_bonds, rng.random((n, run.n_replicas))),
        drift + np.sqrt(temperature)[:, None] * rng.standard_normal((n + 1, run.n_replicas)),
        run.time_step,
        force=quartic,
        geometry=line,
        swaps=velocity_flip(n, n + 1, False),
        rate=run.flip_rate,
        temperatures=baths,
        friction=(1.0, 1.0),
        pushes=forces,
        rng=rng,
        watch=Progress(logger, n_steps, "steps").advance,
    )


def even(steps: float) -> int:
    """The even number of steps nearest to `steps`, at least 2."""
    return max(2, 2 * round(steps / 2.0))


def advance(chains: NoisyChains, n_steps: int) -> None:
    """Advance an even number of steps without measuring."""
    chains.run(n_steps, stride=2, profile_stride=n_steps, averaged=n_steps // 2)


def averages(chains: NoisyChains, n_steps: int, guard: Guard) -> NDArray:
    """Moments of `bond_moments.SQUARES` averaged over an even number of steps, shape (n_moments, n + 1, n_replicas).

    The guard raises FloatingPointError if one is not finite, or if the energy that enters at the ends is not stored.
    """
    before = chains.energies(QUARTIC.value)
    moments = chains.run(n_steps, stride=2, profile_stride=2, averaged=n_steps // 2)[1]
    guard.check_finite(moments=moments)
    stored = (chains.energies(QUARTIC.value) - before) / (n_steps * chains.time_step)
    stiffness = 1.0 + 3.0 * float(moments[3].mean(axis=1).max())  # <V''> of the bond where it is largest
    guard.check_balance(chains.power_of_ends(moments), stored, stiffness)
    return moments


def heat_and_stretch(moments: NDArray) -> tuple[NDArray, NDArray]:
    """Variance of p, shape (n + 1, n_replicas), and mean of the two bonds of inner masses, (n - 1, n_replicas)."""
    p, p2, s = moments[:3]  # s is that of the bond after each mass, and 0 after the last mass
    return p2 - p.mean(axis=-1, keepdims=True) ** 2, 0.5 * (s[1:-1] + s[:-2])
