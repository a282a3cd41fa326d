"""The search for strange networks: it meets its bounds and beats the networks of the paper."""

import numpy as np
import pytest

from thermochain.oscillators.networks.search import circulation_aims, maximise, widest_circulation
from thermochain.oscillators.networks.study.examples import EXAMPLES
from thermochain.oscillators.networks.study.search_simulation import pump_aim


def test_the_search_finds_more_circulation_than_the_paper_within_the_same_bounds():
    rng = np.random.default_rng(0)
    springs, baths = (((1, 2), (1, 3), (2, 3)), (1, 2))
    found = [maximise(aim, largest=20.0, n_starts=2, rng=rng) for aim in circulation_aims(springs, baths)]
    best = max(found, key=lambda one: one.flux)
    state = best.network.steady_state()
    assert state.circulation.strength == pytest.approx(best.flux, abs=1e-7)  # the constraint's tolerance
    assert best.flux > EXAMPLES["2"].network.steady_state().circulation.strength
    assert all(1.0 <= k <= 20.0 + 1e-6 for k in best.network.springs.values())


def test_the_search_finds_a_pump_that_lifts_as_asked_and_takes_nothing_from_the_other_chain():
    # five starts find the same optimum, 0.07758, from each of four seeds; two miss it from one of them
    best = maximise(pump_aim(0.1), largest=100.0, n_starts=5, rng=np.random.default_rng(1))
    state, temperature = best.network.steady_state(), best.network.temperature
    assert temperature[3] - temperature[4] >= 0.1 - 1e-6
    assert state.flux(5, 6) < 1e-6
    assert min(state.bath_flux(4), -state.bath_flux(3)) == pytest.approx(best.flux, abs=1e-6)
    assert best.flux > 0.02


def test_all_cycles_of_a_graph_are_searched_in_both_senses():
    """The complete graph of four masses has four triangles and three squares."""
    springs = [(i, j) for i in range(1, 5) for j in range(i + 1, 5)]
    aims = circulation_aims(springs, (1, 2))
    assert len({frozenset(aim.positive) for aim in aims}) == len(aims) == 14


def test_a_wider_bound_is_never_worse():
    found = widest_circulation(((1, 2), (1, 3), (2, 3)), (1, 2), (5.0, 20.0), n_starts=1, rng=np.random.default_rng(2))
    narrow, wide = found
    assert wide.flux >= narrow.flux - 1e-7
    assert max(narrow.network.springs.values()) <= 5.0 + 1e-6
