"""Networks with quartic springs: exact averages at eps = 0, laws, and order of the step."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.core.control_variates import controlled_mean
from thermochain.oscillators.networks.anharmonic_network import AnharmonicNetworks, harmonic_averages
from thermochain.oscillators.networks.weak_anharmonicity import first_order

NETWORK = tc.OscillatorNetwork(
    springs={(1, 2): 4.0, (2, 3): 2.0, (1, 3): 3.0},
    pinning={1: 1.0, 3: 0.5},
    friction={1: 1.0, 2: 0.5},
    temperature={1: 3.0, 2: 1.0},
)
EVEN = tc.OscillatorNetwork(
    springs=NETWORK.springs, pinning=NETWORK.pinning, friction=NETWORK.friction, temperature={1: 1.5, 2: 1.5}
)


def averages(network, epsilons, duration=200.0, time_step=0.1, n_replicas=512, seed=0):
    systems = AnharmonicNetworks(network, np.array(epsilons), n_replicas, time_step, np.random.default_rng(seed))
    systems.run(round(20 / time_step), 2)
    return systems.run(round(duration / time_step), 2)


@pytest.fixture(scope="module")
def driven():
    with np.errstate(under="ignore"):
        return averages(NETWORK, [0.0, 0.01, 0.02, 1.0])


def assert_mean(samples, expected, n_std=4.0):
    """4 standard errors happen by chance in 1 of 16,000 numbers."""
    samples = np.asarray(samples)
    std = samples.std(axis=-1) / np.sqrt(samples.shape[-1])
    assert np.all(np.abs(samples.mean(axis=-1) - expected) < n_std * std)


def test_harmonic_averages_of_the_steps_are_the_exact_ones(driven):
    fluxes, kinetic = harmonic_averages(NETWORK, 0.1)
    assert_mean(driven.fluxes[0], fluxes)
    assert_mean(driven.kinetic_temperatures[0], kinetic)


def test_the_simulation_can_tell_the_averages_of_the_steps_from_those_of_continuous_time(driven):
    """Negative control: at a step of 0.1 they differ by more than the noise."""
    exact = NETWORK.steady_state().kinetic_temperatures
    samples = driven.kinetic_temperatures[0]
    std = samples.std(axis=-1) / np.sqrt(samples.shape[-1])
    assert np.max(np.abs(samples.mean(axis=-1) - exact) / std) > 4.0


def test_averages_of_the_steps_approach_the_exact_ones_in_second_order():
    state = NETWORK.steady_state()
    exact = np.append([state.flux(*pair) for pair in NETWORK.springs], state.kinetic_temperatures)
    errors = [np.abs(np.concatenate(harmonic_averages(NETWORK, step)) - exact).max() for step in (0.1, 0.05, 0.025)]
    ratios = np.array(errors[:-1]) / errors[1:]
    np.testing.assert_allclose(ratios, 4.0, rtol=0.03)  # the next order adds a hundredth at 0.1


def test_pushes_vanish_on_average(driven):
    assert_mean(driven.pushes, 0.0)


def test_first_order_slopes_are_what_is_simulated():
    """Two strengths under one noise, extrapolated to take the second order out, in a chain with large fluxes."""
    chain = tc.OscillatorNetwork(
        springs={(1, 2): 1.0, (2, 3): 1.0, (3, 4): 1.0},
        friction=dict.fromkeys((1, 2, 3, 4), 1.0),
        temperature={1: 100.0, 2: 2.0, 3: 20.0, 4: 2.0},
    )
    epsilons = np.array([1e-4, 2e-4])
    fluxes = averages(chain, [0.0, *epsilons], time_step=0.05).fluxes
    changes = (fluxes[1:] - fluxes[0]) / epsilons[:, None, None]
    slope = first_order(chain)
    expected = np.array([slope.fluxes[i - 1, j - 1] for i, j in chain.springs])
    samples = 2.0 * changes[0] - changes[1]
    std = samples.std(axis=-1) / np.sqrt(samples.shape[-1])
    # third order: eps <x^2> is 0.01, its square a part in 10,000; the step: (0.05 * 2)^2/4 = 0.3 %
    assert np.all(np.abs(samples.mean(axis=-1) - expected) < 3 * std + 0.005 * expected)
    assert np.all(std < 0.05 * expected)  # the comparison is sharp


def test_one_strength_for_all_springs_is_the_same_one_for_each():
    one = averages(NETWORK, [0.0, 0.3], duration=4.0, n_replicas=16)
    each = averages(NETWORK, [[0.0] * 3, [0.3] * 3], duration=4.0, n_replicas=16)
    np.testing.assert_array_equal(one.fluxes, each.fluxes)


def test_single_quartic_springs_change_what_their_own_slopes_say(driven):
    """Slopes of 1/40 to 1/200 of an eps at which second order is small, and other for each spring."""
    epsilon = 0.01
    fluxes = averages(NETWORK, np.concatenate([np.zeros((1, 3)), epsilon * np.eye(3)])).fluxes
    for pair, some in zip(NETWORK.springs, fluxes[1:], strict=True):
        samples = (some - fluxes[0]) / epsilon
        std = samples.std(axis=-1) / np.sqrt(samples.shape[-1])
        slopes = {other: first_order(NETWORK, {other: 1.0}).fluxes for other in NETWORK.springs}
        expected = {other: np.array([s[i - 1, j - 1] for i, j in NETWORK.springs]) for other, s in slopes.items()}
        # second order: 3 eps <x^2>/k, a hundredth; the step: a hundredth
        deviations = {
            other: np.max(np.abs(samples.mean(axis=-1) - e) - 0.05 * np.abs(e).max() - 4.0 * std)
            for other, e in expected.items()
        }
        assert deviations[pair] < 0.0
        assert all(deviation > 0.0 for other, deviation in deviations.items() if other != pair)


def test_unequal_masses_are_refused():
    heavy = tc.OscillatorNetwork(springs={(1, 2): 1.0}, friction={1: 1.0}, temperature={1: 1.0}, masses={2: 2.0})
    with pytest.raises(ValueError, match=r"masses=\{2: 2.0\} must be 1 in a network with quartic springs"):
        AnharmonicNetworks(heavy, np.array([0.0]), 8, 0.1, np.random.default_rng(0))


def test_strong_quartic_springs_conserve_energy_between_springs(driven):
    """At the mass without a bath as much comes as goes, at every eps; what is left is d(energy)/dt and the step."""
    pairs = list(NETWORK.springs)
    into_3 = driven.fluxes[:, pairs.index((2, 3))] + driven.fluxes[:, pairs.index((1, 3))]
    assert_mean(into_3[-1], 0.0)


def test_equal_baths_carry_no_heat_at_any_anharmonicity():
    even = averages(EVEN, [0.0, 0.5, 5.0], duration=100.0, time_step=0.05)
    assert_mean(even.fluxes, 0.0)


def test_same_random_numbers_same_bits():
    one, other = (averages(NETWORK, [0.0, 0.1], duration=4.0, n_replicas=16, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.fluxes, other.fluxes)


def test_controls_sharpen_what_they_are_for(driven):
    fluxes, kinetic = harmonic_averages(NETWORK, 0.1)
    known = np.concatenate(
        [driven.fluxes[0] - fluxes[:, None], driven.kinetic_temperatures[0] - kinetic[:, None], *driven.pushes[[0, 2]]]
    )
    mean, std = controlled_mean(driven.fluxes[2], known)
    plain = driven.fluxes[2].std(axis=-1) / np.sqrt(512)
    assert np.all(std < 0.5 * plain)
    assert np.all(np.abs(mean - driven.fluxes[2].mean(axis=-1)) < 3 * plain)
