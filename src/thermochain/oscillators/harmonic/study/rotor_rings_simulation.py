"""Simulations of rings of rotors with stretch flips that start in local equilibrium."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.engine.bond_forces.rotor import TURN, rotor
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.study.rotor_rings_run import RotorRingsRun
from thermochain.runs.guard import Guard

WAVES = ("p sin", "e", "e cos", "e cos 2")  # profile, and the wave of 2 pi x with which it is averaged


def wave_functions(x: NDArray) -> NDArray:
    """The functions of WAVES at x, scaled so that averages are amplitudes of waves, shape (4, x.size)."""
    angle = 2.0 * np.pi * x
    return np.stack([2.0 * np.sin(angle), np.ones_like(x), 2.0 * np.cos(angle), 2.0 * np.cos(2.0 * angle)])


def simulate(run: RotorRingsRun) -> dict[str, NDArray]:
    """Results of one run by name.

    mean, scatter
        Average over the rings, and standard deviation among them, of the averages of the empirical profiles (19) with
        the functions of WAVES, shapes (n_times, 4).

    Raises FloatingPointError if a number is not finite or the mean energy drifts.
    """
    rng = Generator(SFC64(run.seed_sequence()))
    n, shape = run.n, (run.n, run.n_replicas)
    x = np.arange(n) / n
    bond_temperature, temperature = run.initial_temperature(x - 0.5 / n), run.initial_temperature(x)
    rings = NoisyChains(
        rng.vonmises(0.0, 1.0 / np.broadcast_to(bond_temperature[:, None], shape)),
        run.initial_momentum(x)[:, None] + np.sqrt(temperature)[:, None] * rng.standard_normal(shape),
        run.time_step,
        force=rotor,
        unit=TURN,
        geometry=ring,
        swaps=stretch_flip(n, n, True),
        rate=run.rate,
        rng=rng,
    )
    guard, before = Guard(run.path, run.seed_sequence(), run.time_step), rings.energies(_potential).mean()
    found = [_averages(rings, x)]
    for _ in run.times[1:]:
        rings.run(run.interval_steps, stride=run.interval_steps, profile_stride=run.interval_steps)
        found.append(_averages(rings, x))
    guard.check_energy(before, rings.energies(_potential).mean())
    values = np.array(found)
    guard.check_finite(values=values)
    return {"mean": values.mean(axis=-1), "scatter": values.std(axis=-1, ddof=1)}


def _potential(bonds: NDArray) -> NDArray:
    return 1.0 - np.cos(bonds)


def _averages(rings: NoisyChains, x: NDArray) -> NDArray:
    """Averages of the profiles of each ring with the functions of WAVES, shape (4, n_replicas)."""
    bonds, momenta = rings.state()
    potential = _potential(bonds)
    energies = 0.5 * (momenta**2 + potential + np.roll(potential, -1, axis=0))  # half of either bond
    functions = wave_functions(x) / x.size
    return np.concatenate([functions[:1] @ momenta, functions[1:] @ energies])
