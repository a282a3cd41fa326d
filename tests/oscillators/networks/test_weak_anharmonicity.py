"""First order in the quartic springs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain as tc
from thermochain.oscillators.networks.weak_anharmonicity import first_order

NETWORK = tc.OscillatorNetwork(
    springs={(1, 2): 4.0, (2, 3): 2.0, (1, 3): 3.0, (3, 4): 1.0},
    friction={1: 1.0, 2: 0.5, 4: 2.0},
    temperature={1: 3.0, 2: 1.0, 4: 2.0},
)


@pytest.mark.parametrize("masses", [1.0, {2: 3.0, 4: 0.5}])
@pytest.mark.parametrize("anharmonicity", [1.0, {(1, 3): 2.0}])
def test_slopes_conserve_energy_at_every_mass(masses, anharmonicity):
    slope = first_order(replace(NETWORK, masses=masses), anharmonicity)
    into = -NETWORK.frictions * slope.kinetic_temperatures
    np.testing.assert_allclose(slope.fluxes.sum(axis=1), into, atol=1e-12)  # rounding
    assert np.abs(into).max() > 1e-3


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(weights=st.lists(st.just(0.0) | st.floats(0.001, 10.0), min_size=4, max_size=4))
def test_slopes_are_linear_in_the_strengths_of_single_springs(weights):
    together = first_order(NETWORK, dict(zip(NETWORK.springs, weights, strict=True)))
    alone = [first_order(NETWORK, {pair: 1.0}) for pair in NETWORK.springs]
    for name, value in vars(together).items():
        added = sum(weight * getattr(one, name) for weight, one in zip(weights, alone, strict=True))
        np.testing.assert_allclose(value, added, atol=1e-10)


def test_springs_differ_in_what_they_do():
    """Negative control: linearity would hold if the strengths were ignored."""
    slopes = [first_order(NETWORK, {pair: 1.0}).fluxes for pair in NETWORK.springs]
    assert min(np.abs(one - other).max() for one in slopes for other in slopes if one is not other) > 1e-2


@pytest.mark.parametrize(
    ("anharmonicity", "message"),
    [
        ({(1, 4): 1.0}, r"anharmonicity has the key \(1, 4\), which must name a spring .* take one of \(1, 2\)"),
        ({(1, 2): 1.0, (2, 1): 1.0}, r"the key \(2, 1\), which must name a spring of the network, once"),
        ({1: 1.0}, "anharmonicity has the key 1"),
        ({(1, 2): -1.0}, r"anharmonicity\[1, 2\]=-1.0 must be a finite number >= 0"),
        (np.nan, "anharmonicity=nan must be a finite number >= 0"),
        ("weak", "anharmonicity='weak' must be a finite number >= 0"),
    ],
)
def test_strengths_that_cannot_be_used_are_named(anharmonicity, message):
    with pytest.raises(ValueError, match=message):
        first_order(NETWORK, anharmonicity)


@pytest.mark.parametrize("weights", [(1.0, 1.0, 1.0, 1.0), (0.0, 2.0, 0.3, 1.0)])
def test_slopes_are_those_of_the_springs_that_gaussian_moments_stiffen(weights):
    """The same by numerical differentiation: springs k + 3 eps c <x^2>, with <x^2> of the harmonic state."""
    c = dict(zip(NETWORK.springs, weights, strict=True))
    n, step = NETWORK.n_masses, 1e-4
    positions = NETWORK.steady_state().covariance[n:, n:]

    def stiffened(eps):
        spread = {
            (i, j): positions[i - 1, i - 1] + positions[j - 1, j - 1] - 2 * positions[i - 1, j - 1]
            for i, j in NETWORK.springs
        }
        return tc.OscillatorNetwork(
            springs={pair: k + 3 * eps * c[pair] * spread[pair] for pair, k in NETWORK.springs.items()},
            friction=NETWORK.friction,
            temperature=NETWORK.temperature,
        ).steady_state()

    slope = first_order(NETWORK, c)
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
