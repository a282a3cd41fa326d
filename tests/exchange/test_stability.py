"""Lemma 5.7 of Li: E* is stable where gamma decreases, and the window in which it does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from thermochain.exchange.chain import Chain
from thermochain.exchange.limit import find_equilibrium
from thermochain.exchange.rates import RATES, compiled_rate
from thermochain.exchange.stability import gamma_slopes, stability

WINDOW = 1 + 2**0.5


def chain_of(name, n_cells, T_left, T_right):
    return Chain(RATES[name], n_cells, T_left, T_right)


@given(st.floats(-3, 3), st.floats(-2.5, 2.5))
@settings(max_examples=100, deadline=None)
def test_gamma_2_decreases_in_both_energies_exactly_within_the_window(log_energy, log_ratio):
    ratio, energy = np.exp(log_ratio), np.exp(log_energy)
    if abs(abs(log_ratio) - np.log(WINDOW)) < 1e-6:
        return
    slopes = gamma_slopes(chain_of("harmonic_mean_sqrt", 1, 1.0, 1.0), np.array([energy, energy * ratio]))
    assert bool(np.all(slopes < 0)) == (1 / WINDOW < ratio < WINDOW)


def test_gamma_1_decreases_everywhere():
    energies = np.geomspace(1e-3, 1e3, 13)
    assert np.all(gamma_slopes(chain_of("sum_sqrt", 1, 1.0, 1.0), energies) < 0)


@pytest.mark.parametrize("name", ["sum_sqrt", "harmonic_mean_sqrt"])
@given(st.integers(1, 12), st.floats(0.0, 5.0))
@settings(max_examples=40, deadline=None)
def test_where_the_assumption_holds_the_row_sums_are_negative_and_the_equilibrium_stable(name, n_cells, log_ratio):
    found = stability(chain_of(name, n_cells, 1.0, 1.01 * np.exp(log_ratio)))
    if found.assumed:
        assert np.all(found.row_sums < 0)
        assert found.growth < 0
    if found.dominant:
        assert found.growth < 0


def test_row_sums_are_the_differences_of_gamma_times_the_current():
    chain = chain_of("sum_sqrt", 3, 1.0, 4.0)
    state = find_equilibrium(chain)
    energies = chain.with_baths(state.energies)
    gamma = 1 / (energies[:-1] + energies[1:])  # of sqrt(E_1 + E_2)
    np.testing.assert_allclose(stability(chain).row_sums, -state.current * np.diff(gamma), rtol=1e-9)


def test_a_steep_short_chain_leaves_the_window_and_is_stable_without_the_lemma():
    """Between baths at 1 and 30 the first cell stands outside of the window of gamma_2 up to 63 cells."""
    for n_cells, assumed, dominant in ((16, False, False), (40, False, True), (64, True, True)):
        found = stability(chain_of("harmonic_mean_sqrt", n_cells, 1.0, 30.0))
        assert (found.assumed, found.dominant) == (assumed, dominant)
        assert found.growth < 0


@pytest.mark.parametrize("name", ["constant", "min_sqrt"])
def test_the_lemma_is_silent_on_rates_whose_gamma_does_not_decrease_in_both(name):
    """Gamma of the constant rate is 0, that of sqrt(min) depends on the smaller energy alone; both are stable."""
    found = stability(chain_of(name, 5, 1.0, 2.0))
    assert not found.assumed
    assert found.growth < 0


def test_a_rate_that_falls_with_energy_has_an_unstable_equilibrium():
    """Negative control: without assumption (b) (5.1) has three equilibria, and the middle one is unstable."""
    chain = Chain(compiled_rate(lambda a, b: 0.05 + 0.95 / (1.0 + (max(a, b) / 0.6) ** 12)), 1, 0.1, 3.0)

    def drift(energy):
        return chain.drift(np.array([energy]))[0]

    roots = [brentq(drift, *ends) for ends in ((0.11, 0.35), (0.35, 1.0), (1.0, 2.9))]
    assert [bool(chain.jacobian(np.array([root]))[0, 0] < 0) for root in roots] == [True, False, True]
