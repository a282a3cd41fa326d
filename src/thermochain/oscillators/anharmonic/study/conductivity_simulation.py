"""Simulations of anharmonic rings with velocity flips at equilibrium: running Green-Kubo integrals of the heat."""

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_forces.tilted import tilted
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.anharmonic.bond_gibbs import bond_quantiles, bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.running_conductivity import running_conductivity
from thermochain.oscillators.anharmonic.study.run import ConductivityRun
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.runs.guard import Guard


def simulate(run: ConductivityRun) -> dict[str, NDArray]:
    """Upper limits `times`, integrals `conductivity` and standard errors `std` of one run, shapes (n_lags,).

    The energy and the length that each ring keeps are the control variates of the errors.  Raises FloatingPointError
    if an integral is not finite or the mean energy drifts.
    """
    seeds = run.seed_sequence()
    rng = Generator(SFC64(seeds))
    n, tau, T = run.n_masses, run.tension, run.temperature
    bonds = bond_quantiles(QUARTIC, np.full(n, tau), np.full(n, T), rng.random((n, run.n_replicas)))
    momenta = np.sqrt(T) * rng.standard_normal((n, run.n_replicas))
    state = bond_state(QUARTIC, tau, T)
    energies = QUARTIC.value(bonds) + 0.5 * momenta**2
    controls = np.stack([bonds.mean(axis=0) - state.stretch, energies.mean(axis=0) - state.energy])
    rings = NoisyChains(
        bonds,
        momenta,
        run.time_step,
        force=tilted(quartic, tau),
        geometry=ring,
        swaps=velocity_flip(n, n, True),
        rate=run.flip_rate,
        rng=rng,
    )
    # the length of a ring is constant, so the tension adds nothing to a difference of energies
    guard, energy = Guard(run.path, seeds, run.time_step), rings.energies(QUARTIC.value).mean()
    (_, heat_current), _ = rings.run(run.n_steps, stride=1, profile_stride=run.n_steps)
    times, kappa, std = running_conductivity(
        heat_current, controls, n_masses=n, temperature=T, spacing=run.time_step, n_lags=run.n_lags
    )
    guard.check_finite(conductivity=kappa)
    guard.check_energy(energy, rings.energies(QUARTIC.value).mean(), float(state.stiffness))
    return {"times": times, "conductivity": kappa, "std": std}
