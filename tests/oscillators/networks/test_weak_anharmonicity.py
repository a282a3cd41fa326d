"""First order in the quartic springs."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.oscillators.networks.weak_anharmonicity import first_order

NETWORK = tc.OscillatorNetwork(
    springs={(1, 2): 4.0, (2, 3): 2.0, (1, 3): 3.0, (3, 4): 1.0},
    friction={1: 1.0, 2: 0.5, 4: 2.0},
    temperature={1: 3.0, 2: 1.0, 4: 2.0},
)


def test_slopes_conserve_energy_at_every_mass():
    slope = first_order(NETWORK)
    into = -NETWORK.frictions * slope.kinetic_temperatures
    np.testing.assert_allclose(slope.fluxes.sum(axis=1), into, atol=1e-12)  # rounding
    assert np.abs(into).max() > 1e-3


def test_slopes_are_those_of_the_springs_that_gaussian_moments_stiffen():
    """The same by numerical differentiation: springs k + 3 eps <x^2>, with <x^2> of the harmonic state."""
    n, step = NETWORK.n_masses, 1e-4
    positions = NETWORK.steady_state().covariance[n:, n:]

    def stiffened(eps):
        spread = {
            (i, j): positions[i - 1, i - 1] + positions[j - 1, j - 1] - 2 * positions[i - 1, j - 1]
            for i, j in NETWORK.springs
        }
        return tc.OscillatorNetwork(
            springs={pair: k + 3 * eps * spread[pair] for pair, k in NETWORK.springs.items()},
            friction=NETWORK.friction,
            temperature=NETWORK.temperature,
        ).steady_state()

    slope = first_order(NETWORK)
    numerical = (stiffened(step).fluxes - stiffened(-step).fluxes) / (2 * step)
    # third derivatives of order 10 times the square of the step
    np.testing.assert_allclose(slope.fluxes, numerical, atol=1e-6)


def test_equal_baths_stay_without_flux():
    even = tc.OscillatorNetwork(
        springs=NETWORK.springs, friction=NETWORK.friction, temperature=dict.fromkeys(NETWORK.friction, 2.0)
    )
    slope = first_order(even)
    np.testing.assert_allclose(slope.fluxes, 0.0, atol=1e-12)
    np.testing.assert_allclose(slope.kinetic_temperatures, 0.0, atol=1e-12)  # equipartition holds at every eps


def test_a_network_without_a_unique_state_has_no_slope():
    lonely = tc.OscillatorNetwork(springs={(1, 2): 1.0, (1, 3): 1.0}, friction={1: 1.0}, temperature={1: 1.0})
    with pytest.raises(ValueError, match="no bath reaches"):
        first_order(lonely)
