"""Chains of unequal masses: their motion, their energy, their baths, and what noise they can have."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import SFC64, Generator
from scipy.linalg import expm

from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.bond_geometry import bending_ring, line, ring
from thermochain.engine.masses import checked_masses
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.harmonic.bonds import bending, stretch
from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

GEOMETRIES = {line: (stretch, False), ring: (stretch, True), bending_ring: (bending, True)}
MASSES = np.random.default_rng(4).uniform(0.5, 4.0, 12)


def rng(seed=1):
    return Generator(SFC64(seed))


def start(n_bonds, n_masses, n_replicas=8):
    source = rng(2)
    return source.standard_normal((n_bonds, n_replicas)), source.standard_normal((n_masses, n_replicas))


@pytest.mark.parametrize("geometry", list(GEOMETRIES))
def test_the_motion_is_that_of_the_masses_to_second_order(geometry):
    operator, periodic = GEOMETRIES[geometry]
    D = operator(12, periodic).toarray()
    s, p = start(*D.shape)
    drift = np.block([[np.zeros((len(D), len(D))), D / MASSES], [-D.T, np.zeros((12, 12))]])
    exact = expm(2.0 * drift) @ np.concatenate([s, p])
    errors = []
    for n_steps in (40, 80):
        chains = NoisyChains(
            s,
            p,
            2.0 / n_steps,
            force=harmonic,
            geometry=geometry,
            swaps=no_noise(*D.shape, periodic),
            masses=MASSES,
            rng=rng(),
        )
        chains.run(n_steps, stride=1, profile_stride=1)
        errors.append(np.max(np.abs(np.concatenate(chains.state()) - exact)))
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2.0, abs=0.03)  # the next order is the fourth


@pytest.mark.parametrize("masses", [1.0, np.ones(9)])
def test_masses_of_one_change_no_bit(masses):
    states = []
    for named in ({}, {"masses": masses}):
        s, p = start(8, 9)
        chains = NoisyChains(
            s,
            p,
            0.1,
            force=harmonic,
            swaps=velocity_flip(8, 9, False),
            rate=1.0,
            temperatures=(1.0, 2.0),
            friction=(1.0, 0.7),
            pushes=(0.0, 0.5),
            rng=rng(),
            **named,
        )
        currents, moments = chains.run(50, stride=5, profile_stride=5)
        states.append(np.concatenate([*chains.state(), *moments, currents.reshape(-1, 8)]))
    np.testing.assert_array_equal(*states)


def test_flips_and_motion_keep_the_energy_of_unequal_masses_to_second_order():
    def change(step):
        s, p = start(11, 12)
        swaps = velocity_flip(11, 12, False)
        chains = NoisyChains(s, p, step, force=harmonic, swaps=swaps, rate=0.5, masses=MASSES, rng=rng())
        before = chains.energies(lambda x: 0.5 * x**2)
        chains.run(round(4.0 / step), stride=1, profile_stride=1)
        return np.max(np.abs(chains.energies(lambda x: 0.5 * x**2) / before - 1.0))

    assert change(0.02) < 2e-3
    assert change(0.02) > 5.0 * change(0.005)  # 16 times, but for flips at other moments of the motion


def test_equal_masses_are_unit_masses_at_other_times():
    """p -> p sqrt m at times t sqrt m and with rates over sqrt m: the same random numbers give the same bits of s."""
    bonds = []
    for m in (1.0, 4.0):  # powers of 2, so that no factor rounds
        s, p = start(8, 9)
        ends = {"temperatures": (1.0, 2.0), "friction": (1.0 / np.sqrt(m), 0.5 / np.sqrt(m)), "pushes": (0.0, 0.5)}
        chains = NoisyChains(
            s,
            np.sqrt(m) * p,
            0.125 * np.sqrt(m),
            force=harmonic,
            swaps=velocity_flip(8, 9, False),
            rate=1.0 / np.sqrt(m),
            masses=m,
            rng=rng(),
            **ends,
        )
        chains.run(64, stride=1, profile_stride=1)
        bonds.append(chains.state()[0])
    np.testing.assert_allclose(*bonds, rtol=1e-12)


@pytest.mark.parametrize("T_right", [0.0, 2.0])
@pytest.mark.parametrize("free", [False, True])  # whether the left end has no bath
def test_chains_of_unequal_masses_have_the_exact_moments(T_right, free):
    n, n_replicas, step = 11, 64, 0.05
    frictions = (0.0 if free else 1.0, 0.7)
    chain = open_harmonic_chain(
        n,
        noise=velocity_flip,
        rate=0.8,
        T_left=1.0,
        T_right=T_right,
        force_left=2.0,
        friction_left=frictions[0],
        friction_right=frictions[1],
        masses=MASSES,
    )
    exact = MomentEquations(chain).stationary()
    source = rng(7)
    root = np.linalg.cholesky(exact.covariance)
    state = exact.mean[:, None] + root @ source.standard_normal((chain.size, n_replicas))
    chains = NoisyChains(
        state[:n],
        state[n:],
        step,
        force=harmonic,
        swaps=chain.swaps,
        rate=chain.rate,
        temperatures=(1.0, T_right),
        friction=frictions,
        pushes=(2.0, 0.0),
        masses=MASSES,
        rng=source,
    )
    currents, moments = chains.run(80_000, stride=10, profile_stride=10)
    measured = np.concatenate([moments[0], moments[1] / MASSES[:, None], moments[2, :n], moments[3, :n]])
    second = exact.bond_variance + exact.bonds**2
    expected = np.concatenate([exact.momentum, exact.kinetic_temperature, exact.bonds, second])
    z = (measured.mean(axis=1) - expected) / (measured.std(axis=1, ddof=1) / np.sqrt(n_replicas))
    # 46 values, of which the largest of as many independent ones would exceed 3.5 once in 50 times
    assert np.max(np.abs(z)) < 3.5
    assert np.mean(z**2) < 2.5  # neighbours are correlated, so the mean scatters
    current = currents[1].mean(axis=0) / n
    error = current.std(ddof=1) / np.sqrt(n_replicas)
    assert abs(current.mean() - exact.energy_current) < 3.5 * error
    power = chains.power_of_ends(moments) * np.array([[1.0], [-1.0]])
    for end in power:
        assert abs(end.mean() - exact.energy_current) < 3.5 * end.std(ddof=1) / np.sqrt(n_replicas) + 2e-3  # step^2
    # negative control: neither masses in the reverse order nor equal ones have these moments
    for masses in (MASSES[::-1], MASSES.mean()):
        other = MomentEquations(replace(chain, masses=masses)).stationary()
        wrong = np.concatenate([other.kinetic_temperature, other.bond_variance + other.bonds**2])
        squares = np.concatenate([moments[1] / MASSES[:, None], moments[3, :n]])
        assert np.max(np.abs(squares.mean(axis=1) - wrong) / squares.std(axis=1, ddof=1)) * np.sqrt(n_replicas) > 5.0


def test_momenta_of_different_masses_are_not_exchanged():
    s, p = start(11, 12)
    arguments = {"force": harmonic, "swaps": velocity_exchange(11, 12, False), "rate": 1.0, "rng": rng()}
    with pytest.raises(ValueError, match=r"masses=.* must be equal where the noise exchanges momenta") as refused:
        NoisyChains(s, p, 0.1, masses=MASSES, **arguments)
    assert "\n" not in str(refused.value)
    chains = NoisyChains(s, p, 0.1, masses=3.0, **arguments)
    chains.run(50, stride=1, profile_stride=1)
    np.testing.assert_allclose(chains.state()[1].sum(axis=0), p.sum(axis=0), atol=1e-12)  # of a line with free ends


@pytest.mark.parametrize(
    "masses", [0.0, -1.0, np.nan, np.inf, 1e-13, "heavy", None, {1: 2.0}, [1.0, 2.0], [1.0, 2.0, 0.0], [[1.0] * 3], []]
)
def test_masses_that_are_none_are_refused_in_one_line(masses):
    with pytest.raises(ValueError, match=r"^masses") as refused:
        checked_masses(masses, 3)
    assert "\n" not in str(refused.value)
