"""Equilibrium simulations of rings of any bond potential of period 2 pi, and their current correlations.

Bonds are drawn independently from their Gibbs state.  This is the state of a ring whose closing bond is twisted by a
random angle; on a long ring the twist has no effect.
"""

from pathlib import Path

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.core.arguments import check_step
from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.rotors.bond_potential.periodic_bond import bond_average, grid, largest_curvature, sample_bonds
from thermochain.rotors.bond_potential.study.potential import BondPotential, load_potential
from thermochain.rotors.bond_potential.study.potential_file import potential_name
from thermochain.rotors.bond_potential.study.run import N_BATCHES, BondPotentialRun
from thermochain.runs.guard import Guard
from thermochain.runs.storage import load_result

_CORRELATIONS = ("lag_times", "pp", "ee", "pe")


def simulate(run: BondPotentialRun, path: str) -> dict[str, NDArray]:
    """Arrays of the correlations in N_BATCHES batches, and the exact <V'^2> of one bond, `pull_exact`.

    Raises ValueError if the file at `path` is not the one that the run names.
    """
    if potential_name(Path(path)) != run.potential:
        raise ValueError(f"file={path!r} has changed since this job was planned for {run.potential}; run again")
    bond = load_potential(path)
    correlations = simulate_rings(run, bond)
    r = grid()
    square = bond_average(bond.force_values(r) ** 2, bond.potential(r), run.temperature)
    guard = Guard(run.path, run.seed_sequence(), run.time_step)
    allowed = largest_curvature(bond.potential) * run.time_step**2
    power = 0.5 * run.temperature * square * (1.0 - 2.0 / run.n_rotors)
    guard.check_law("<V'^2>", correlations.pp[:, 0], square, allowed)
    guard.check_law("<J^e J^e>/M", correlations.ee[:, 0], power, allowed)
    return {name: getattr(correlations, name) for name in _CORRELATIONS} | {"pull_exact": np.array(square)}


def simulate_rings(run: BondPotentialRun, bond: BondPotential) -> TimeCorrelations:
    """Correlations of the total currents of rings with the potential `bond`.

    Raises ValueError if the time step does not resolve the potential, FloatingPointError if the energy drifts.
    """
    check_step(run.time_step, largest_curvature(bond.potential))
    seeds = run.seed_sequence()
    rng = Generator(SFC64(seeds))
    n, shape = run.n_rotors, (run.n_rotors, run.n_replicas)
    momenta = np.sqrt(run.temperature) * rng.standard_normal(shape)
    chains = NoisyChains(
        sample_bonds(bond.potential, run.temperature, shape, rng),
        momenta - momenta.mean(axis=0),
        run.time_step,
        force=bond.force,
        geometry=ring,
        swaps=no_noise(n, n, True),
        rng=rng,
    )
    lowest = np.min(bond.potential(grid()))

    def excess(r: NDArray) -> NDArray:
        return bond.potential(r) - lowest

    guard, energy = Guard(run.path, seeds, run.time_step), chains.energies(excess)
    currents, _ = chains.run(run.n_steps, stride=run.stride, profile_stride=run.n_steps)
    guard.check_finite(currents=currents)
    guard.check_energy(energy, chains.energies(excess), largest_curvature(bond.potential))
    batches = [correlate_currents(p, e, n, run.n_lags) for p, e in np.array_split(currents, N_BATCHES, axis=2)]
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(run.temperature, n, run.spacing * np.arange(run.n_lags), pp, ee, pe)


def load_rings(path: str | Path) -> tuple[BondPotentialRun, TimeCorrelations, float]:
    """A stored run, its correlations, and the exact <V'^2>; CorruptResult, naming the file, if it is damaged."""
    run, arrays = load_result(path, BondPotentialRun)
    square = arrays.pop("pull_exact").item()
    return run, TimeCorrelations(run.temperature, run.n_rotors, **arrays), square
