"""The current through one barrier obeys the fluctuation relation where baths are cells, and Li's do for M = 1 only."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.exchange.barrier import Barrier


def moments(barrier, step=1e-3):
    """Mean and variance from the derivatives of mu at 0."""
    slopes = step * np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    mu = barrier.generating(slopes)
    first = (8 * (mu[3] - mu[1]) - (mu[4] - mu[0])) / (12 * step)
    second = (16 * (mu[3] + mu[1]) - (mu[4] + mu[0]) - 30 * mu[2]) / (12 * step**2)
    return first, barrier.particles * second


@given(st.floats(1, 40), st.floats(0.2, 5), st.floats(0.2, 5), st.floats(-0.2, 1.2))
@settings(max_examples=100, deadline=None)
def test_the_generating_function_is_symmetric_where_baths_are_cells(particles, T_left, T_right, part):
    barrier = Barrier(particles, T_left, T_right, of_cells=True)
    slopes = -barrier.affinity * np.array([part, 1 - part])
    inside = (slopes > -0.95 * particles / T_right) & (slopes < 0.95 * particles / T_left)
    if inside.all():
        mu = barrier.generating(slopes)
        assert mu[0] == pytest.approx(mu[1], rel=1e-7, abs=1e-10 * particles)


def test_the_baths_of_li_obey_the_relation_for_one_particle_exactly():
    cell, bath = (Barrier(1, 1.0, 2.0, of_cells=kind) for kind in (True, False))
    slopes = np.linspace(-0.45, 0.9, 7)
    np.testing.assert_allclose(bath.generating(slopes), cell.generating(slopes), rtol=1e-12)
    assert bath.generating(np.array([-bath.affinity]))[0] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("M", [2, 5, 30])
def test_the_baths_of_li_break_the_relation_for_more_particles(M):
    """Negative control: near equilibrium the noise is too large for any affinity, and mu(-A) is not 0."""
    li, cells = Barrier(M, 1.0, 1.02), Barrier(M, 1.0, 1.02, of_cells=True)
    assert cells.variance == pytest.approx(2 * cells.mean * M / cells.affinity, rel=1e-3)  # fluctuation-dissipation
    assert li.variance / cells.variance == pytest.approx((8 * M / (M + 1) - 1) / 3, rel=1e-3)
    assert li.variance > 1.4 * cells.variance
    far = Barrier(M, 1.0, 2.0)
    only = 1 / far.T_left - 1 / far.T_right  # beyond 1/T_L and -1/T_R mu is infinite, so no other -A can be symmetric
    assert far.generating(np.array([only]))[0] < 0.2 * far.mean * only


@pytest.mark.parametrize("of_cells", [True, False])
@pytest.mark.parametrize("M", [1, 3, 20])
def test_mean_and_variance_are_the_derivatives_of_the_generating_function(M, of_cells):
    barrier = Barrier(M, 1.0, 3.0, of_cells)
    assert moments(barrier) == pytest.approx((barrier.mean, barrier.variance), rel=1e-6)


@pytest.mark.parametrize(("M", "of_cells"), [(1, False), (1, True), (6, True), (6, False)])
def test_simulated_energies_have_the_exact_generating_function(M, of_cells):
    barrier, time = Barrier(M, 1.0, 1.5, of_cells), 2.0
    passed = barrier.passed(time, 150_000, np.random.default_rng(4))
    for slope in (-0.3, 0.2):
        weights = np.exp(slope * passed)
        error = weights.std() / np.sqrt(passed.size)
        assert abs(weights.mean() - np.exp(time * barrier.generating(np.array([slope]))[0])) < 4 * error


@pytest.mark.parametrize("time", [0.5, 2.0])
@pytest.mark.parametrize(("M", "of_cells", "obeyed"), [(1, False, True), (4, True, True), (4, False, False)])
def test_probabilities_of_opposite_currents_have_the_exponential_ratio(M, of_cells, obeyed, time):
    barrier = Barrier(M, 2.0, 1.5, of_cells)
    passed = barrier.passed(time, 200_000, np.random.default_rng(9))
    edges = np.linspace(0.2, 1.4, 7)
    forward, backward = (np.histogram(sign * passed, edges)[0] for sign in (1, -1))
    # within a bin the ratio is the mean of exp(-A q) over the forward ones
    inside = np.digitize(passed, edges) - 1
    wanted = np.array([np.exp(-barrier.affinity * passed[inside == k]).sum() for k in range(6)])
    squares = np.array([np.exp(-2 * barrier.affinity * passed[inside == k]).sum() for k in range(6)])
    z = (backward - wanted) / np.sqrt(backward + squares)
    assert (np.max(np.abs(z)) < 4) == obeyed
    assert np.all(forward > 1000)
