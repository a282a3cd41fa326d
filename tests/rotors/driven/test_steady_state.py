"""Averages of a steady state, their errors, and the tests on the currents, on chains whose averages are known."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from tests.rotors.driven.synthetic_chain import chain, gibbs_chain, noisy_chain
from thermochain.core.jackknife import unbiased_jackknife
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors import rotor
from thermochain.rotors.driven.chain_moments import SERIES, join_replicas
from thermochain.rotors.driven.steady_state import estimate_steady_state
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate_moments
from thermochain.rotors.driven.uniformity import uniformity_p_value, vanishing_p_value

SITES = 17
X = np.linspace(-1, 1, SITES)
MOMENTUM, TEMPERATURE = 1.5 * (1 + X), 0.6 - 0.1 * X - 0.2 * X**2
PARAMETERS = {"T_left": 0.5, "T_right": 0.3, "torque_left": 0.2, "torque_right": 3.0, "friction": 2.0}


@pytest.fixture(scope="module")
def states():
    """200 steady states of one product of Gibbs states."""
    rng = np.random.default_rng(1)
    return [estimate_steady_state(gibbs_chain(MOMENTUM, TEMPERATURE, rng=rng, **PARAMETERS)) for _ in range(200)]


def energies():
    bond_temperature = 0.5 * (TEMPERATURE[1:] + TEMPERATURE[:-1])
    expected = 0.5 * (TEMPERATURE + MOMENTUM**2)
    expected[1:] += 1 - rotor.mean_cosine(bond_temperature)
    return expected


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("momentum", MOMENTUM),
        ("temperature", TEMPERATURE),
        ("energy", energies()),
        ("bond_momentum_current", 0.0),
        ("bond_energy_current", 0.0),
        ("bath_momentum_current", (0.2 - 2 * MOMENTUM[0], 2 * MOMENTUM[-1] - 3.0)),
        (
            "bath_energy_current",
            (
                0.2 * MOMENTUM[0] + 2 * (0.5 - TEMPERATURE[0] - MOMENTUM[0] ** 2),
                -3.0 * MOMENTUM[-1] - 2 * (0.3 - TEMPERATURE[-1] - MOMENTUM[-1] ** 2),
            ),
        ),
        ("momentum_current", 0.0),
        ("energy_current", 0.0),
        ("entropy_production", 0.0),
    ],
)
def test_intervals_cover_the_truth(states, name, truth):
    values, stds = (np.array([getattr(state, name + end) for state in states]) for end in ("", "_std"))
    covered = np.abs(values - truth) < states[0].student_factor() * stds
    # 200 sets scatter by 1.5 % at one site; halved errors would cover 70 %
    assert 0.90 < covered.mean() < 0.99
    assert np.all(covered.mean(axis=0) > 0.88)
    # means have no bias: within 4 standard errors of the mean over the sets, at each of up to 17 sites
    assert np.all(np.abs(values.mean(axis=0) - truth) < 4 * values.std(axis=0, ddof=1) / np.sqrt(200))


def test_variances_without_correction_are_too_small(states):
    rng = np.random.default_rng(2)
    few = [gibbs_chain(MOMENTUM, TEMPERATURE, rng=rng, n_replicas=8).moments[0] for _ in range(200)]
    plain, corrected = [], []
    for moments in few:  # one segment of 8 samples, 8 replicas: 1/64 is lost
        p, p2 = moments[0].mean(axis=1), moments[1].mean(axis=1)
        plain.append(p2 - p**2)
        corrected.append(unbiased_jackknife(moments[:2].transpose(2, 0, 1), lambda mean: mean[1] - mean[0] ** 2)[0])
    loss = [1 - np.mean(np.mean(kind, axis=0) / TEMPERATURE) for kind in (plain, corrected)]
    # 200 x 64 x 17 samples know the variance to 0.3 %
    assert loss[0] == pytest.approx(1 / 64, abs=0.012)
    assert abs(loss[1]) < 0.01
    assert loss[0] - loss[1] == pytest.approx(1 / 64, rel=0.1)


def test_currents_of_equal_and_unequal_bonds_are_told_apart():
    rng = np.random.default_rng(3)
    honest = [uniformity_p_value(rng.standard_normal((24, 64))) for _ in range(1000)]
    # p-values are uniform: Kolmogorov-Smirnov at 0.1 %
    assert stats.kstest(honest, "uniform").pvalue > 1e-3
    slope = 0.8 * np.linspace(-1, 1, 64)
    violated = [uniformity_p_value(rng.standard_normal((24, 64)) + slope) for _ in range(100)]
    assert np.mean(np.array(violated) < 0.01) > 0.9


def test_the_uniformity_test_knows_the_correlation_of_bonds():
    """A current common to all bonds of a replica, far larger than the differences between bonds, is no violation."""
    rng = np.random.default_rng(4)
    common = 100 * rng.standard_normal((500, 24, 1))
    walks = np.cumsum(rng.standard_normal((500, 24, 64)), axis=2)
    p_values = [uniformity_p_value(one) for one in common + walks]
    assert stats.kstest(p_values, "uniform").pvalue > 1e-3
    assert uniformity_p_value(common[0] + walks[0] + 20 * np.linspace(-1, 1, 64)) < 1e-3


def test_components_of_different_size_are_tested_together():
    rng = np.random.default_rng(5)
    samples = rng.standard_normal((400, 20, 3)) * [1e-6, 1.0, 1e6]
    assert stats.kstest([vanishing_p_value(one) for one in samples], "uniform").pvalue > 1e-3
    with pytest.raises(ValueError, match="n_samples=3 must be > n_components=3"):
        vanishing_p_value(samples[0, :3])


def test_steady_states_pass_their_own_tests(states):
    for k in range(2):
        assert stats.kstest([state.uniformity[k] for state in states], "uniform").pvalue > 1e-3
    assert np.mean([state.transient.settled for state in states]) > 0.96
    ratios = np.array([[mean.error_ratio for mean in state.series] for state in states])
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.03)


def driven(seed, left_shift=0.0):
    """A chain that carries j^p = -0.02 and j^e = -0.03, in balance with baths of unit friction."""
    p, T = np.linspace(0.02, 0.98, SITES), np.full(SITES, 0.4)
    ends = {"torque_left": 0.0, "torque_right": 1.0, "T_left": 0.37 + 0.02**2 + left_shift}
    ends["T_right"] = 0.4 + p[-1] ** 2 - p[-1] + 0.03
    bonds = np.r_[0.0, np.ones(SITES - 1)]
    truth = {"p": p, "p2": T + p**2, "sin": 0.02 * bonds, "p_sin": 0.03 * bonds, "cos": 0.7 * bonds}
    return noisy_chain(truth, (-0.02, -0.03), 1e-3, rng=np.random.default_rng(seed), **ends)


def test_baths_balance_the_chain_and_a_wrong_bath_is_noticed():
    balance = np.array([estimate_steady_state(driven(seed)).balance for seed in range(200)])
    for k in range(2):
        assert stats.kstest(balance[:, k], "uniform").pvalue > 1e-3
    wrong = estimate_steady_state(driven(0, left_shift=5e-3))
    assert wrong.balance[1] < 1e-3 < wrong.balance[0]


def test_currents_and_entropy_production_follow_the_paper():
    state = estimate_steady_state(driven(1))
    assert state.momentum_current == pytest.approx(-0.02, abs=4 * state.momentum_current_std)
    assert state.energy_current == pytest.approx(-0.03, abs=4 * state.energy_current_std)
    beta_left, beta_right = 1 / 0.3704, 1 / (0.43 + 0.98**2 - 0.98)
    expected = (beta_right - beta_left) * -0.03 - beta_right * 1.0 * -0.02
    assert state.entropy_production == pytest.approx(expected, abs=4 * state.entropy_production_std)
    assert state.entropy_production_std < 0.01 * expected
    np.testing.assert_array_equal(state.positions, X)


def test_blocks_are_joined_as_replicas_and_strangers_refused():
    blocks = [driven(seed) for seed in (1, 2, 3)]
    joined = join_replicas(blocks)
    assert joined.n_replicas == 48
    np.testing.assert_array_equal(joined.average("p2")[:, 16:32], blocks[1].average("p2"))
    np.testing.assert_array_equal(joined.record("energy")[:, 32:], blocks[2].record("energy"))
    assert estimate_steady_state(joined).degrees_of_freedom == 47
    with pytest.raises(ValueError, match=r"T_left=0\.5 of a block must equal 0\.37"):
        join_replicas([blocks[0], replace(blocks[1], T_left=0.5)])
    with pytest.raises(ValueError, match="n_segments=4 of a block"):
        join_replicas([blocks[0], replace(blocks[1], moments=blocks[1].moments[:4])])
    with pytest.raises(ValueError, match="blocks is empty"):
        join_replicas([])


def test_containers_of_the_wrong_shape_are_refused():
    series, moments = np.zeros((len(SERIES), 64, 8)), np.zeros((8, len(MOMENTS), 5, 8))
    assert chain(series, moments).duration == 64.0
    with pytest.raises(ValueError, match="series has shape"):
        chain(series[1:], moments)
    with pytest.raises(ValueError, match="moments has shape"):
        chain(series, moments[:, 1:])
    with pytest.raises(ValueError, match="moments has shape"):
        chain(series[:, :, 1:], moments)
    with pytest.raises(ValueError, match="n_records=63 must be a multiple of n_segments=8"):
        chain(series[:, 1:], moments)


def test_too_few_replicas_are_refused():
    lonely = driven(1)
    lonely = replace(lonely, series=lonely.series[:, :, :7], moments=lonely.moments[..., :7])
    with pytest.raises(ValueError, match="n_replicas=7 must be >= 8"):
        estimate_steady_state(lonely)


@pytest.mark.parametrize("temperature", [0.3, 1.0])
def test_intervals_of_the_temperature_hold_for_short_simulations_of_short_chains(temperature):
    """Nine rotors in equilibrium, t = 512, eight replicas: intervals symmetric in T cover 0.927 at T = 1.

    The sites are correlated, so 600 sets of eight replicas have a standard error of 0.005 at most.
    """
    n_sets, n = 600, 8
    run = DrivenRun(
        n_rotors=9,
        T_left=temperature,
        T_right=temperature,
        torque_left=0,
        torque_right=0,
        friction=1,
        time_step=0.1,
        duration=512,
        n_replicas=n_sets * n,
        seed=3,
    )
    chain = simulate_moments(run)
    covered = []
    for k in range(0, run.n_replicas, n):
        part = replace(chain, series=chain.series[..., k : k + n], moments=chain.moments[..., k : k + n])
        low, high = estimate_steady_state(part).temperature_interval()
        covered.append((low < temperature) & (temperature < high))
    assert 0.93 < np.mean(covered) < 0.97


def test_a_temperature_without_a_sure_digit_has_no_upper_limit(states):
    vague = replace(states[0], temperature_std=states[0].temperature)
    low, high = vague.temperature_interval()
    assert np.all(low > 0)
    assert np.all(np.isinf(high))
