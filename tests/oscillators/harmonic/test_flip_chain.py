"""Harmonic chains with velocity flips: exact moments against the limit equations; then the arguments."""

import numpy as np
import pytest

from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments, periodic_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

ENDS = {"force": 2.0, "T_left": 1.0, "T_right": 2.0}
HARMONICS = {1: 0.7, 2: 0.3 - 0.2j}


def orders(sizes, errors):
    return np.log(np.divide(errors[:-1], errors[1:])) / np.log(np.divide(sizes[1:], sizes[:-1]))


@pytest.mark.parametrize(("n", "expected"), [(10, -35 / 33), (20, -265 / 231)])
def test_the_current_of_short_chains_is_rational(n, expected):
    # fractions found from an independent dense linear solve
    assert n * flip_chain_moments(n=n, flip_rate=1.0, **ENDS).energy_current == pytest.approx(expected, rel=1e-12)


def test_without_driving_the_moments_are_those_of_gibbs():
    state = flip_chain_moments(n=12, flip_rate=0.7, force=0.4, T_left=1.3, T_right=1.3)
    # a constant force with friction at both ends still does work, so first without it
    rest = flip_chain_moments(n=12, flip_rate=0.7, force=0.0, T_left=1.3, T_right=1.3)
    np.testing.assert_allclose(rest.covariance, 1.3 * np.eye(25), atol=1e-12)
    assert np.max(np.abs(state.covariance - 1.3 * np.eye(25))) > 1e-3


@pytest.mark.parametrize("flip_rate", [0.2, 1.0, 5.0])
def test_the_energy_current_is_the_same_through_every_bond_and_bath(flip_rate):
    state = flip_chain_moments(n=24, flip_rate=flip_rate, **ENDS)
    currents = np.concatenate([state.bond_energy_current, state.bath_energy_current])
    np.testing.assert_allclose(currents, state.energy_current, atol=1e-12)  # rounding of the elimination


def test_profiles_and_current_approach_37_and_38_as_the_inverse_size():
    sizes, profile, current = [16, 32, 64], [], []
    for n in sizes:
        state = flip_chain_moments(n=n, flip_rate=1.0, **ENDS)
        x = np.arange(n + 1) / n
        profile.append(np.max(np.abs(state.temperature - flip_laws.stationary_temperature(x, **ENDS))))
        current.append(abs(n * state.energy_current - flip_laws.stationary_energy_current(flip_rate=1.0, **ENDS)))
    # contact layers hold the order of the profile down; it rises, and is 0.96 from N = 128 to 256
    assert np.all(orders(sizes, profile) > 0.6)
    assert np.all(np.diff(orders(sizes, profile)) > 0)
    np.testing.assert_allclose(orders(sizes, current)[-1], 1.0, atol=0.06)  # next order 1/N
    # negative control: the printed (38) is not the limit
    assert abs(-1.25 - flip_laws.printed_energy_current(flip_rate=1.0, **ENDS)) == pytest.approx(1.0)


@pytest.mark.parametrize(("T_right", "inside"), [(4.5, True), (5.5, False)])
def test_the_maximum_lies_inside_exactly_below_the_heating_condition(T_right, inside):
    """The parabola (37) has its maximum inside if |T_right - T_left| < F^2, here 4."""
    ends = {"force": 2.0, "T_left": 1.0, "T_right": T_right}
    state = flip_chain_moments(n=64, flip_rate=1.0, **ends)
    hottest = int(np.argmax(state.temperature))
    assert (0 < hottest < 64) is inside
    if inside:  # an error of one site in the flat top of a parabola, plus that of the size
        assert hottest / 64 == pytest.approx(0.5 + (T_right - 1.0) / (2.0 * 2.0**2), abs=0.05)


def test_energy_flows_uphill_under_a_strong_force():
    state = flip_chain_moments(n=32, flip_rate=1.0, force=2.0, T_left=2.0, T_right=1.0)
    rest = flip_chain_moments(n=32, flip_rate=1.0, force=0.0, T_left=2.0, T_right=1.0)
    assert state.energy_current < 0 < rest.energy_current


def test_the_evolution_approaches_22_as_the_inverse_size():
    errors = []
    for n in (16, 32):
        chain = open_harmonic_chain(n, noise=velocity_flip, rate=1.0, T_left=1.0, T_right=2.0, force_right=1.0)
        site = np.arange(n + 1) / n
        mean = np.concatenate([np.sin(0.5 * np.pi * site[1:]), np.zeros(n + 1)])
        start = np.diag(np.concatenate([1.0 + site[1:], 1.0 + site]))
        state = MomentEquations(chain).evolve(mean, start, [0.0, 0.1 * n * n])[-1]
        x = np.linspace(0.0, 1.0, 2 * n + 1)
        stretch, temperature = flip_laws.evolve_flip_limit(
            x, np.sin(0.5 * np.pi * x), 1.0 + x, [0.0, 0.1], flip_rate=1.0
        )
        errors.append(
            [
                np.max(np.abs(state.bonds - stretch[-1][1::2])),
                np.max(np.abs(state.temperature - temperature[-1][::2])),
            ]
        )
    ratio = np.divide(errors[0], errors[1])
    np.testing.assert_allclose(ratio, 2.0, atol=0.4)  # first order in 1/N, with corrections of 1/N at N = 16


def test_stretch_and_momentum_share_their_fluctuations_and_covariances_stay_bounded():
    """Simon's last section: the integrated difference vanishes, C_N(t) <= C_N(0) + C t log^2 N."""
    gaps, growth = [], []
    for n in (8, 16, 32):
        chain = open_harmonic_chain(n, noise=velocity_flip, rate=1.0, T_left=1.0, T_right=2.0, force_right=2.0)
        times = np.linspace(0.0, 0.1, 11)
        states = MomentEquations(chain).evolve(np.zeros(chain.size), np.eye(chain.size), times * n * n)
        differences = [state.bond_variance.mean() - state.temperature.mean() for state in states]
        gaps.append(abs(np.trapezoid(differences, times)))
        squares = [np.sum(state.covariance**2) / n for state in states]
        growth.append((squares[-1] - squares[0]) / (0.1 * np.log(n) ** 2))
    np.testing.assert_allclose(orders([8, 16, 32], gaps), 1.0, atol=0.2)  # first order, the next one at N = 8
    assert growth[0] > growth[1] > growth[2] > 0


def test_the_oscillating_force_heats_by_the_closed_form_to_rounding():
    work = flip_laws.thermal_work(HARMONICS, frequency=0.8, flip_rate=1.0)
    state = periodic_flip_chain(n=32, flip_rate=1.0, force=2.0, harmonics=HARMONICS, frequency=0.8, T_left=1.0)
    # the far end is felt through |lam|^2N only
    assert state.thermal_work == pytest.approx(work, rel=1e-12)
    # negative control: another friction has another W
    assert abs(flip_laws.thermal_work(HARMONICS, frequency=0.8, flip_rate=1.1) / work - 1) > 1e-2


def test_all_work_leaves_through_the_left_bath():
    state = periodic_flip_chain(n=24, flip_rate=1.0, force=2.0, harmonics=HARMONICS, frequency=0.8, T_left=1.0)
    taken = -24 * state.moments.bath_energy_current[0]
    assert taken == pytest.approx(state.mechanical_work + state.thermal_work, rel=1e-11)


def test_the_driven_end_has_the_temperature_of_theorem_2():
    work = flip_laws.thermal_work(HARMONICS, frequency=0.8, flip_rate=1.0)
    limit = flip_laws.forced_temperature(1.0, force=2.0, T_left=1.0, flip_rate=1.0, work=work)
    assert limit == pytest.approx(4.0 + 4.0 * work + 1.0)
    errors = []
    for n in (24, 48):
        state = periodic_flip_chain(n=n, flip_rate=1.0, force=2.0, harmonics=HARMONICS, frequency=0.8, T_left=1.0)
        errors.append(state.moments.temperature[-1] - limit)
    assert errors[0] / errors[1] == pytest.approx(2.0, abs=0.1)  # first order in 1/N


def test_the_limit_equations_settle_in_their_stationary_states():
    x = np.linspace(0.0, 1.0, 101)
    _, bath = flip_laws.evolve_flip_limit(x, 2.0 * x, 1.0 + x, [0.0, 20.0], flip_rate=1.0)
    np.testing.assert_allclose(bath[-1], flip_laws.stationary_temperature(x, **ENDS), atol=1e-6)
    _, forced = flip_laws.evolve_flip_limit(x, 2.0 * x, 1.0 + x, [0.0, 40.0], flip_rate=1.0, work=0.3)
    expected = flip_laws.forced_temperature(x, force=2.0, T_left=1.0, flip_rate=1.0, work=0.3)
    np.testing.assert_allclose(forced[-1], expected, atol=1e-6)  # the mesh is exact for parabolas


@pytest.mark.parametrize("bad", [{"n": 0}, {"flip_rate": 0.0}, {"T_left": -1.0}, {"force": np.inf}])
def test_bad_arguments_are_named(bad):
    arguments = {"n": 4, "flip_rate": 1.0, **ENDS} | bad
    with pytest.raises(ValueError, match=next(iter(bad))):
        flip_chain_moments(**arguments)


def test_a_force_needs_positive_harmonics():
    with pytest.raises(ValueError, match="harmonics"):
        periodic_flip_chain(n=4, flip_rate=1.0, force=0.0, harmonics={0: 1.0}, frequency=1.0, T_left=1.0)
