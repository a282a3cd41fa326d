"""Theorem 2 in time: exact moments under an oscillating force, against the limit and the bounds of the proof."""

import numpy as np
import pytest
from scipy.integrate import simpson

from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.chain import open_harmonic_chain
from thermochain.oscillators.harmonic.flip_chain import periodic_flip_chain
from thermochain.oscillators.harmonic.forced_chain import ForcedChain
from thermochain.oscillators.harmonic.forced_laws import end_momenta, evolve_forced_limit, limit_work
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.study.forced_tables import TESTS, solve
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

FORCE = {"flip_rate": 1.0, "force": 2.0, "harmonics": {1: 0.7}, "frequency": 0.8, "T_left": 1.0}
SIZES = [12, 24, 48]
SECTION = {
    "flip_rate": 1.0,
    "chain": {"force": 2.0, "T_left": 1.0, "T_right": 2.0},
    "periodic_force": {"amplitude": 0.7, "frequency": 0.8},
    "forced": {"last_time": 0.1, "n_times": 31, "sizes": SIZES, "mean_sizes": [12, 24, 48, 96]},
}
WORK = flip_laws.thermal_work({1: 0.7}, frequency=0.8, flip_rate=1.0)
LAW = {"force": 2.0, "flip_rate": 1.0}


@pytest.fixture(scope="module")
def solved():
    return solve(SECTION)


@pytest.fixture(scope="module")
def forced(solved):
    return {
        (quantity, n): (rows["time"].to_numpy(), rows["value"].to_numpy(), rows["limit"].to_numpy())
        for (quantity, n), rows in solved["forced"].groupby(["quantity", "n"])
    }


def test_the_exact_means_are_those_of_the_integrated_moments():
    chain = ForcedChain(n=6, **FORCE | {"harmonics": {1: 0.7, 3: 0.3 - 0.4j}})
    times = 0.2 * (np.arange(9) / 8) ** 2
    states = chain.evolve(times)
    means = chain.means(times)
    np.testing.assert_allclose([s.mean for s in states], means.mean, atol=1e-7)  # that of the steps
    # negative control: the phase of a harmonic is felt
    other = ForcedChain(n=6, **FORCE | {"harmonics": {1: 0.7, 3: 0.3 + 0.4j}}).means(times)
    assert np.max(np.abs(other.mean - means.mean)) > 1e-2


def test_the_work_and_the_momenta_are_the_integrals_that_define_them():
    chain, n = ForcedChain(n=5, **FORCE | {"harmonics": {1: 0.7, 2: 0.3j}}), 5
    times = np.linspace(0.0, 0.2, 401)
    means = chain.means(times)
    force = np.array([chain.force_at(time * n**2)[-1] for time in times])
    power = {"mechanical_work": 2.0, "thermal_work": force - 2.0}
    for name, acting in power.items():
        # Simpson's rule with steps of 0.0125, at frequencies up to 2
        expected = n * simpson(acting * means.mean[:, -1], x=times)
        assert getattr(means, name)[-1] == pytest.approx(expected, rel=1e-6)
    momenta = n * simpson(means.mean[:, [n, -1]], x=times, axis=0)
    np.testing.assert_allclose(means.end_momenta[-1], momenta, rtol=1e-5)
    # the chain grows by what its ends move apart
    lengths = means.mean[-1, :n].sum()
    assert lengths == pytest.approx(n * (means.end_momenta[-1, 1] - means.end_momenta[-1, 0]), rel=1e-10)


def test_the_work_is_what_the_energy_gains_and_the_left_bath_takes():
    chain, n = ForcedChain(n=4, **FORCE), 4
    times = np.linspace(0.0, 0.5, 401)
    states, means = chain.evolve(times), chain.means(times)
    energy = np.array([0.5 * (np.trace(s.covariance) + s.mean @ s.mean) for s in states]) / n
    taken = n * np.array([s.temperature[0] + s.momentum[0] ** 2 - 1.0 for s in states])
    gained = energy[-1] - energy[0] + simpson(taken, x=times)
    work = means.mechanical_work[-1] + means.thermal_work[-1]
    assert work == pytest.approx(gained, rel=1e-6)  # that of the steps
    assert abs(means.mechanical_work[-1] / gained - 1) > 0.02  # negative control: one part alone is not enough


def test_late_powers_are_those_of_the_periodic_state():
    chain, n = ForcedChain(n=8, **FORCE), 8
    period = 2.0 * np.pi / 0.8 / n**2
    means = chain.means(period * np.array([0, 1, 400, 500]))
    state = periodic_flip_chain(n=8, **FORCE)
    for name in ("mechanical_work", "thermal_work"):
        power = np.diff(getattr(means, name))[-1] / (100 * period)
        assert power == pytest.approx(getattr(state, name), rel=1e-9)  # 400 periods are 49 relaxation times


def test_the_work_at_three_sizes_is_that_of_an_independent_calculation(forced):
    found = [forced["work", n][1][-1] for n in SIZES]
    np.testing.assert_allclose(found, [0.845, 0.977, 1.011], atol=5e-4)  # its printed digits
    assert forced["work", 48][2][-1] == pytest.approx(1.048, abs=1e-3)


def test_the_temperature_of_theorem_2_is_approached_as_the_inverse_size(forced):
    errors = np.array([forced["temperature", n][1][-1] for n in SIZES])
    np.testing.assert_allclose(errors[:-1] / errors[1:], 2.0, atol=0.05)  # corrections of order 1/N
    # an independent calculation has 0.339, 0.164, 0.075: its limit comes from a mesh of first order in the step, since
    # the force acts at once, and lacks 0.012 throughout
    np.testing.assert_allclose(errors - 0.012, [0.339, 0.164, 0.075], atol=1e-3)


def test_without_w_the_temperature_is_not_approached(solved):
    """Negative control: the limit equation with T'(1) = 0."""
    without = evolve_forced_limit(192, [0.0, 0.1], force=2.0, T_left=1.0, flip_rate=1.0, work=0.0).temperature[-1]
    profiles = solved["forced_profiles"]
    last = profiles[profiles["time"] == profiles["time"].max()]
    errors = [np.max(np.abs(last[last["n"] == n]["temperature"] - without[:: 192 // n])) for n in (24, 48)]
    assert errors[1] > errors[0] > 0.15


def test_a_bath_of_temperature_zero_is_another_end():
    """The T_+ = 0 of Theorem 2 means that there is no bath: one of temperature 0 cools the end to 0 in the limit."""
    ends = {"noise": velocity_flip, "rate": 1.0, "T_left": 1.0, "T_right": 0.0, "force_right": 2.0}
    cold, free = [], []
    for n in (24, 48):
        for found, friction in ((cold, 1.0), (free, 0.0)):
            state = MomentEquations(open_harmonic_chain(n, **ends, friction_right=friction)).stationary()
            found.append(state.temperature[-1])
    assert cold[0] / cold[1] == pytest.approx(2.0, abs=0.1)  # the contact, of order 1/n
    assert free[1] == pytest.approx(2.0**2 + 1.0, abs=0.2)


QUANTITIES = [
    "work",
    "mechanical work",
    "thermal work",
    "momentum 0",
    "momentum n",
    "squares of means",
    "energy",
    "covariances",
    "temperature",
    "stretch",
    *(f"{what}, {name}" for what in ("equipartition", "stretch", "energy") for name in TESTS),
]


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_statement_tends_to_its_limit_as_the_inverse_size(forced, quantity):
    """Errors fall, and N times them does not grow by more than the corrections of order 1/N."""
    errors = np.array([abs(forced[quantity, n][1][-1] - forced[quantity, n][2][-1]) for n in SIZES])
    scaled = errors * SIZES
    assert np.all(np.diff(errors) < 0)
    assert scaled[-1] < 1.15 * scaled[:-1].max()


def test_equipartition_needs_the_variances_about_the_mean():
    """Negative control: with <r^2> and <p^2> the integral tends to that of r^2, and not to 0."""
    times = 0.1 * (np.arange(31) / 30) ** 2
    found = []
    for n in (12, 24):
        states = ForcedChain(n=n, **FORCE).evolve(times)
        gap = [np.sum(s.bond_variance + s.bonds**2) - np.sum(s.temperature + s.momentum**2) for s in states]
        found.append(np.trapezoid(gap, times) / n)
    assert found[1] > found[0]
    assert found[1] > 0.02  # of 0.04 in the limit


@pytest.mark.parametrize("end", ["momentum 0", "momentum n"])
def test_the_ends_move_at_most_as_the_inverse_size(end):
    """|int_0^t <p> ds| <= C (t + 1)/N, with the C of the limit, F/(2 gamma) and a third of it for the start."""
    times = 2.0 * (np.arange(81) / 80) ** 2
    column = ["momentum 0", "momentum n"].index(end)
    bound = 2.0 / 2.0 * (1.0 + 1.0 / 3.0)
    for n in (8, 16, 32, 64):
        moved = np.abs(ForcedChain(n=n, **FORCE).means(times).end_momenta[:, column])
        assert np.max(moved / (times + 1.0)) < bound


def test_means_and_energy_keep_below_one_bound_at_all_sizes(forced):
    for n in (12, 24, 48):
        times, squares, _ = forced["squares of means", n]
        assert np.max(squares) < 2.0**2 / 3.0  # that of the stationary profile r = F x
        _, energy, limit = forced["energy", n]
        # the limit of 1/N sum E grows by all of the work; masses are one more than springs
        assert np.max(energy / (times + 1.0)) < np.max(limit / (times + 1.0)) + 0.5 / n


def test_covariances_keep_below_the_bound_at_all_sizes(forced):
    """C_N(t) <= c C_N(0) + C t log^2 N; with c = 1 no C does at early times, as the end heats at once."""
    ratios = []
    for n in (12, 24, 48):
        times, squares, _ = forced["covariances", n]
        assert np.max(squares / (squares[0] + times * np.log(n) ** 2)) < 3.0
        ratios.append(np.max((squares[1:] - squares[0]) / (times[1:] * np.log(n) ** 2)))
    assert ratios[0] < ratios[1] < ratios[2]


def test_the_integrals_of_the_slopes_are_those_of_the_limit_equation():
    times = np.array([0.0, 0.015, 0.05, 0.3, 1.0])
    fine = np.linspace(0.0, 1.0, 4001) ** 2
    limit = evolve_forced_limit(200, fine, force=2.0, T_left=1.0, flip_rate=0.7, work=0.2)
    dx = limit.x[1]
    slopes = np.column_stack([limit.stretch[:, 1], 2.0 - limit.stretch[:, -2]]) / (1.4 * dx)
    slopes[0] = 0.0, 2.0 / (1.4 * dx)
    for time, found in zip(times, end_momenta(times, force=2.0, flip_rate=0.7), strict=True):
        upto = fine <= time + 1e-12
        # half of the last cell is pulled before the first step
        expected = np.trapezoid(slopes[upto], fine[upto], axis=0) + np.array([0.0, 2.0 * 0.5 * dx * (time > 0)])
        np.testing.assert_allclose(found, expected, atol=4e-3)
    across = end_momenta([0.01399999, 0.01400001], force=2.0, flip_rate=0.7)
    np.testing.assert_allclose(across[0], across[1], atol=1e-5)  # the two forms of the law meet at D t = 0.01


def test_the_limit_is_of_second_order_although_the_force_acts_at_once():
    ends = [
        evolve_forced_limit(n, [0.0, 0.1], force=2.0, T_left=1.0, flip_rate=1.0, work=WORK).temperature[-1, -1]
        for n in (24, 48, 96)
    ]
    assert (ends[1] - ends[0]) / (ends[2] - ends[1]) == pytest.approx(4.0, abs=0.2)
    # negative control: without the heat of the half cell it is of the first
    first = []
    for n in (24, 48, 96):
        x = np.linspace(0.0, 1.0, n + 1)
        solved = flip_laws.evolve_flip_limit(x, 2.0 * (x == 1.0), np.ones(n + 1), [0.0, 0.1], flip_rate=1.0, work=WORK)
        first.append(solved[1][-1, -1])
    assert (first[1] - first[0]) / (first[2] - first[1]) == pytest.approx(2.0, abs=0.2)


def test_the_energy_of_the_limit_grows_by_the_work_less_the_heat_of_the_left_end():
    times = 0.05 * np.array([0.0, 0.5, 1.0])  # before the heat has come to the left end
    limit = evolve_forced_limit(192, times, force=2.0, T_left=1.0, flip_rate=1.0, work=WORK)
    mechanical, thermal = limit_work(times, **LAW, work=WORK)
    gained = np.trapezoid(limit.energy, limit.x, axis=1) - 1.0
    np.testing.assert_allclose(gained, mechanical + thermal, atol=1e-3)  # second order in the mesh


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"n": 0}, "n=0"),
        ({"flip_rate": -1.0}, "flip_rate=-1"),
        ({"force": np.nan}, "force"),
        ({"T_left": -1.0}, "T_left=-1"),
        ({"frequency": 0.0}, "frequency=0"),
        ({"frequency": np.inf}, "frequency=inf"),
        ({"harmonics": {0: 1.0}}, "harmonics"),
        ({"harmonics": {1.5: 1.0}}, "harmonic"),
        ({"harmonics": {1: np.nan}}, r"harmonics\[1\]=nan"),
    ],
)
def test_bad_parameters_are_named(bad, message):
    with pytest.raises(ValueError, match=message):
        ForcedChain(**{"n": 4, **FORCE} | bad)


@pytest.mark.parametrize("times", [[0.0], [0.1, 0.2], [0.0, 0.2, 0.1], [0.0, 0.1, 0.15], [0.0, np.nan]])
def test_times_that_are_no_grid_are_named(times):
    with pytest.raises(ValueError, match="times="):
        ForcedChain(n=4, **FORCE).means(times)
