"""Chains of unequal masses, with baths at T = 0 and free ends: laws, and networks, whose solver is another one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain as tc
from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.bonds import bending, stretch
from thermochain.oscillators.harmonic.chain import harmonic_ring, open_harmonic_chain
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments, periodic_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations, NotStable
from thermochain.oscillators.harmonic.pinned_chain import pinned_chain, self_consistent
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.oscillators.harmonic.wave_moments import energy_diffusivity

FLIPS = [velocity_flip, stretch_flip]
PROVED = 1e-7  # to which the solvers prove their answers
EXAMPLES = settings(max_examples=40, deadline=None, derandomize=True, database=None)


def some_masses(n, seed, ratio=10.0):
    """Random masses about 1 up to `ratio` times as large as each other, shape (n,)."""
    return ratio ** np.random.default_rng(seed).uniform(-0.5, 0.5, n)


def network_of(chain, n_held=(), pinning=0.0):
    """The network with the masses, baths and unit springs of a chain without noise; walls are strengths of pinning."""
    n = chain.n_masses
    ends = {i + 1: float(f) for i, f in enumerate(chain.friction) if f > 0.0}
    return tc.OscillatorNetwork(
        springs={(i, i + 1): 1.0 for i in range(1, n)},
        pinning={i: pinning + (i in n_held) for i in range(1, n + 1)} if pinning or n_held else 0.0,
        friction=ends,
        temperature={i: float(chain.temperature[i - 1]) for i in ends},
        masses={i + 1: float(m) for i, m in enumerate(chain.masses)},
    )


def stationary(chain):
    return MomentEquations(chain).stationary()


@pytest.mark.parametrize("masses", [1.0, 1, np.ones(9), [1.0] * 9])
def test_masses_of_one_change_no_bit(masses):
    ends = {"n": 8, "flip_rate": 0.7, "force": 2.0, "T_left": 1.0, "T_right": 2.0}
    plain, other = flip_chain_moments(**ends), flip_chain_moments(**ends, masses=masses)
    assert other.covariance.tolist() == plain.covariance.tolist()
    assert other.mean.tolist() == plain.mean.tolist()
    assert other.energy_current == plain.energy_current


@pytest.mark.parametrize("T_right", [0.0, 1.5])
@pytest.mark.parametrize("seed", range(3))
def test_without_noise_a_chain_with_free_ends_is_the_network_of_its_masses(seed, T_right):
    chain = open_harmonic_chain(7, T_left=2.0, T_right=T_right, friction_right=0.4, masses=some_masses(8, seed))
    found, expected = stationary(chain), network_of(chain).steady_state()
    np.testing.assert_allclose(found.temperature, expected.kinetic_temperatures, atol=PROVED)
    fluxes = [expected.flux(i, i + 1) for i in range(1, 8)]
    np.testing.assert_allclose(found.bond_energy_current, fluxes, atol=PROVED)


@pytest.mark.parametrize(("pinning", "walls"), [(0.6, 0.0), (0.0, 1.0), (0.3, 1.0)])
def test_without_noise_a_held_chain_is_the_network_of_its_masses(pinning, walls):
    chain = pinned_chain(6, pinning=pinning, walls=walls, T_left=2.0, T_right=0.0, masses=some_masses(6, 5))
    expected = network_of(chain, (1, 6) if walls else (), pinning).steady_state()
    np.testing.assert_allclose(stationary(chain).temperature, expected.kinetic_temperatures, atol=PROVED)
    covariance = stationary(chain).covariance[6:, 6:]
    np.testing.assert_allclose(covariance, expected.covariance[:6, :6], atol=PROVED)


@pytest.mark.parametrize("pinning", [0.0, 0.8])
def test_flips_of_unequal_masses_act_as_baths_that_give_no_energy(pinning):
    """An independent proof: the network with a bath of friction 2 gamma and of its own temperature at each mass."""
    masses, ends = some_masses(6, 2), {"T_left": 2.0, "T_right": 0.0}
    if pinning:
        chain = pinned_chain(6, pinning=pinning, flip_rate=0.4, masses=masses, **ends)
    else:
        chain = open_harmonic_chain(5, noise=velocity_flip, rate=0.4, masses=masses, **ends)
    state = stationary(chain)
    baths = self_consistent(chain, masses * state.kinetic_temperature)
    expected = network_of(baths, pinning=pinning).steady_state()
    np.testing.assert_allclose(state.temperature, expected.kinetic_temperatures, atol=PROVED)
    np.testing.assert_allclose(np.array(expected.bath_fluxes)[1:-1], 0.0, atol=PROVED)
    # negative control: baths of the temperatures of equal masses give energy
    equal = stationary(replace(chain, masses=1.0)).kinetic_temperature
    wrong = network_of(self_consistent(chain, masses * equal), pinning=pinning).steady_state()
    assert np.max(np.abs(np.array(wrong.bath_fluxes)[1:-1])) > 1e-3


@EXAMPLES
@given(
    seed=st.integers(0, 10_000),
    ratio=st.floats(1.0, 1e4),
    rate=st.floats(0.01, 10.0),
    temperature=st.floats(0.01, 100.0),
    noise=st.sampled_from(FLIPS),
)
def test_masses_of_any_ratio_share_one_temperature_in_equilibrium(seed, ratio, rate, temperature, noise):
    masses = some_masses(6, seed, ratio)
    chain = open_harmonic_chain(5, noise=noise, rate=rate, T_left=temperature, T_right=temperature, masses=masses)
    state = stationary(chain)
    np.testing.assert_allclose(state.temperature, temperature, rtol=PROVED)
    expected = temperature * np.concatenate([np.ones(5), masses])
    correlation = state.covariance / np.sqrt(np.outer(expected, expected))
    np.testing.assert_allclose(correlation, np.eye(11), atol=PROVED)


@EXAMPLES
@given(
    seed=st.integers(0, 10_000),
    ratio=st.floats(1.0, 1e3),
    rate=st.floats(0.05, 5.0),
    T_right=st.sampled_from([0.0, 0.3, 2.0]),
    force=st.floats(-3.0, 3.0, allow_subnormal=False),
    free=st.booleans(),
    noise=st.sampled_from(FLIPS),
)
def test_energy_is_conserved_at_every_bond_and_bath(seed, ratio, rate, T_right, force, free, noise):
    ends = {"T_left": 1.0, "T_right": T_right, "force_right": force, "friction_left": 1.0}
    masses = some_masses(6, seed, ratio)
    chain = open_harmonic_chain(5, noise=noise, rate=rate, friction_right=0.0 if free else 0.7, masses=masses, **ends)
    state = stationary(chain)
    currents = np.concatenate([state.bond_energy_current, state.bath_energy_current])
    np.testing.assert_allclose(currents, state.energy_current, atol=1e-6 * max(1.0, np.max(state.temperature)))


@EXAMPLES
@given(factor=st.floats(1e-4, 1e4), seed=st.integers(0, 10_000), noise=st.sampled_from(FLIPS))
def test_heavier_masses_do_the_same_more_slowly(factor, seed, noise):
    """m -> a m with all rates over sqrt a: s stays, p -> sqrt(a) p, and currents are divided by sqrt a."""
    root, masses = np.sqrt(factor), some_masses(6, seed)

    def chain(a, masses):
        rates = {"rate": 0.6 / a, "friction_left": 1.0 / a, "friction_right": 0.5 / a}
        ends = {"T_left": 2.0, "T_right": 0.5, "force_right": 0.7}
        return open_harmonic_chain(5, noise=noise, masses=masses, **rates, **ends)

    one, other = stationary(chain(1.0, masses)), stationary(chain(root, factor * masses))
    units = np.concatenate([np.ones(5), np.full(6, root)])
    np.testing.assert_allclose(other.covariance / np.outer(units, units), one.covariance, atol=1e-6)
    np.testing.assert_allclose(other.mean / units, one.mean, atol=1e-6)
    np.testing.assert_allclose(root * other.bond_energy_current, one.bond_energy_current, atol=1e-6)


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_the_unit_of_energy_is_free(factor):
    ends = {"n": 5, "flip_rate": 0.6, "masses": some_masses(6, 1)}
    one = flip_chain_moments(force=0.7, T_left=0.0, T_right=0.5, **ends)
    other = flip_chain_moments(force=0.7 * np.sqrt(factor), T_left=0.0, T_right=0.5 * factor, **ends)
    np.testing.assert_allclose(other.covariance / factor, one.covariance, atol=PROVED)


def test_flips_give_every_mass_one_mean_velocity():
    """Flips and baths take all of the force: F = v (2 gamma sum m + m_0 + m_n), with which equal masses have l."""
    masses, ends = some_masses(12, 3), {"n": 11, "flip_rate": 0.4, "force": 2.0, "T_left": 1.0, "T_right": 0.0}
    expected = 2.0 / (0.8 * masses.sum() + masses[0] + masses[-1])
    np.testing.assert_allclose(flip_chain_moments(masses=masses, **ends).velocity, expected, rtol=1e-10)
    length = flip_laws.effective_length(11, 0.4)
    np.testing.assert_allclose(flip_chain_moments(masses=1.0, **ends).velocity, 2.0 / (0.8 * length), rtol=1e-10)


def test_a_periodic_force_is_dissipated_by_the_bath_for_any_masses():
    arguments = {"n": 20, "flip_rate": 1.0, "force": 2.0, "harmonics": {1: 0.7, 2: 0.3 - 0.2j}, "frequency": 0.8}
    state = periodic_flip_chain(T_left=0.0, masses=some_masses(21, 6), **arguments)
    taken = -20 * state.moments.bath_energy_current[0]
    assert taken == pytest.approx(state.mechanical_work + state.thermal_work, rel=1e-9)
    plain = periodic_flip_chain(T_left=0.0, **arguments)
    assert abs(plain.thermal_work / state.thermal_work - 1.0) > 1e-2  # negative control


@pytest.mark.parametrize("noise", FLIPS)
@pytest.mark.parametrize("bond", [stretch, bending])
def test_rings_of_unequal_masses_keep_energy_and_what_the_noise_conserves(noise, bond):
    chain = harmonic_ring(6, noise=noise, rate=0.5, bond=bond, masses=some_masses(6, 4))
    root = np.random.default_rng(1).standard_normal((12, 12))
    mean, covariance = root[0], root @ root.T
    late = MomentEquations(chain).evolve(mean, covariance, [0.0, 20.0])[-1]
    inverse = np.concatenate([np.ones(6), 1.0 / chain.masses])
    energy = inverse @ (np.diag(covariance) + mean**2)
    assert inverse @ (np.diag(late.covariance) + late.mean**2) == pytest.approx(energy, rel=1e-6)  # that of the steps
    kept = late.bonds.sum() - mean[:6].sum() if noise is velocity_flip else late.momentum.sum() - mean[6:].sum()
    assert abs(kept) < 1e-7


@pytest.mark.parametrize("noise", FLIPS)
def test_the_evolution_of_unequal_masses_ends_in_their_stationary_state(noise):
    ends = {"T_left": 1.0, "T_right": 0.0, "force_right": 0.5}
    chain = open_harmonic_chain(3, noise=noise, rate=1.0, masses=[0.5, 2.0, 1.0, 3.0], **ends)
    equations = MomentEquations(chain)
    late = equations.evolve(np.ones(7), np.eye(7), [0.0, 300.0], lambda time: chain.force)[-1]
    np.testing.assert_allclose(late.covariance, equations.stationary().covariance, atol=1e-7)
    np.testing.assert_allclose(late.mean, equations.stationary().mean, atol=1e-7)


def test_the_rate_of_a_push_is_that_of_the_momenta_themselves():
    """For (s, p) as they are: d<y>/dt = drift <y> + push, and its response to a push e^{iwt}."""
    chain = open_harmonic_chain(
        4, noise=velocity_flip, rate=0.3, T_left=1.0, T_right=2.0, force_right=1.0, masses=some_masses(5, 8)
    )
    equations = MomentEquations(chain)
    drift = chain.mean_drift.toarray()
    np.testing.assert_allclose(drift @ equations.stationary().mean, -chain.push, atol=1e-12)
    expected = np.linalg.solve(0.7j * np.eye(9) - drift, chain.push)
    np.testing.assert_allclose(equations.response(0.7, chain.push), expected, atol=1e-12)


def test_equal_masses_spread_energy_with_the_diffusivity_of_unit_masses_at_other_times():
    plain = energy_diffusivity(harmonic_ring(24, noise=velocity_exchange, rate=1.0))
    heavy = energy_diffusivity(harmonic_ring(24, noise=velocity_exchange, rate=0.5, masses=4.0))
    assert 2.0 * heavy == pytest.approx(plain, rel=1e-9)
    with pytest.raises(ValueError, match="masses must be equal"):
        energy_diffusivity(harmonic_ring(24, noise=velocity_flip, rate=1.0, masses=some_masses(24, 1)))


def test_momenta_of_different_masses_are_not_exchanged():
    ends = {"noise": velocity_exchange, "rate": 1.0, "T_left": 1.0, "T_right": 2.0}
    with pytest.raises(ValueError, match=r"masses=2 and 1 must be equal where the noise exchanges momenta") as refused:
        open_harmonic_chain(2, masses=[2.0, 1.0, 1.0], **ends)
    assert "\n" not in str(refused.value)
    state = stationary(open_harmonic_chain(5, masses=3.0, **ends))
    np.testing.assert_allclose(state.bond_energy_current, state.energy_current, atol=1e-10)


def test_free_ends_without_any_bath_have_no_stationary_state_for_any_masses():
    chain = open_harmonic_chain(
        3,
        noise=velocity_flip,
        rate=1.0,
        T_left=1.0,
        T_right=1.0,
        friction_left=0.0,
        friction_right=0.0,
        masses=some_masses(4, 1),
    )
    with pytest.raises((NotStable, ValueError), match="stationary state"):
        stationary(chain)


@pytest.mark.parametrize("ratio", [1e6, 1e12, 1e20])
def test_masses_of_extreme_ratios_are_proved_or_refused(ratio):
    """At equal temperatures, where the state is known."""
    masses = np.where(np.arange(6) % 2, ratio**0.5, ratio**-0.5)
    try:
        state = flip_chain_moments(n=5, flip_rate=1.0, force=0.0, T_left=1.0, T_right=1.0, masses=masses)
    except ValueError as refused:
        assert "\n" not in str(refused)  # noqa: PT017  # either outcome is right
    else:
        np.testing.assert_allclose(state.temperature, 1.0, atol=PROVED)


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ({"masses": 0.0}, "masses"),
        ({"masses": [1.0, 2.0]}, "masses"),
        ({"masses": {1: 2.0}}, "masses"),
        ({"masses": np.nan}, "masses"),
        ({"T_left": -1.0}, "temperature"),
        ({"friction_left": -1.0}, "friction"),
        ({"T_right": np.inf}, "temperature"),
        ({"noise": velocity_flip, "rate": -1.0}, "rate"),
    ],
)
def test_what_is_no_chain_is_refused_in_one_line(bad, named):
    with pytest.raises(ValueError, match=named) as refused:
        open_harmonic_chain(3, **{"T_left": 1.0, "T_right": 1.0} | bad)
    assert "\n" not in str(refused.value)
