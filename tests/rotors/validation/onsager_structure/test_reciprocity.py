"""Reciprocity (IOS 2.22) with <J^p(0) J^e(s)> and <J^e(0) J^p(s)> separate, for even and uneven bond potentials.

j^e is that of (2.4), -p_i V'(r_{i+1}), without the average over both bonds of a rotor.  Rings are integrated in plain
NumPy, with independent bonds of the Gibbs state: the closing bond is then twisted, which no bond notices.
"""

from dataclasses import dataclass

import numpy as np
import pytest

from thermochain.rotors.potential import Potential

N_ROTORS, N_REPLICAS, N_BATCHES = 16, 4096, 64
TEMPERATURE, TIME_STEP, STRIDE, N_LAGS = 0.7, 0.05, 4, 25
SPACING = TIME_STEP * STRIDE  # of the lags, which end at 4.8
TURN = 0.6  # mean momentum of turning rings


EVEN = Potential("even", 2 * np.pi, (1, -1), (0, 0))
# V = 1 - cos r + (1 - cos(2 r + 1))/2, whose bonds have no symmetry under r -> -r
UNEVEN = Potential("uneven", 2 * np.pi, (1.5, -1, -0.5 * np.cos(1)), (0, 0, 0.5 * np.sin(1)))


@dataclass(frozen=True, eq=False)
class Currents:
    """Total currents of rings, shape (n_samples, n_replicas): J^p, J^e of (2.4), and J^e with the other bonds."""

    momentum: np.ndarray
    energy: np.ndarray
    mirrored: np.ndarray


def run(potential, mean_momentum, seed):
    rng = np.random.default_rng(seed)
    bonds = potential.sample_bonds(TEMPERATURE, (N_ROTORS, N_REPLICAS), rng)
    p = np.sqrt(TEMPERATURE) * rng.standard_normal(bonds.shape)
    p += mean_momentum - p.mean(axis=0)
    pull, samples = potential.force(bonds), []
    for step in range(2 * N_LAGS * STRIDE):
        right = np.roll(pull, -1, axis=0)
        if step % STRIDE == 0:
            samples.append((-pull.sum(0), -(p * right).sum(0), -(p * pull).sum(0)))
        p = p + 0.5 * TIME_STEP * (right - pull)
        bonds = bonds + TIME_STEP * (p - np.roll(p, 1, axis=0))
        pull = potential.force(bonds)
        p = p + 0.5 * TIME_STEP * (np.roll(pull, -1, axis=0) - pull)
    return Currents(*np.moveaxis(samples, 1, 0))


def correlation(first, second):
    """<A(0) B(s)>/M at all lags in each batch of replicas, shape (n_batches, n_lags)."""
    n = len(first)
    means = [(first[: n - lag] * second[lag:]).mean(axis=0) for lag in range(N_LAGS)]
    return np.reshape(means, (N_LAGS, N_BATCHES, -1)).mean(axis=2).T / N_ROTORS


def integral(correlations):
    """Its integral over all lags by the trapezoidal rule, in each batch."""
    return SPACING * (correlations.sum(axis=1) - 0.5 * (correlations[:, 0] + correlations[:, -1]))


def z(values):
    """Mean over standard error of a quantity that is known in each batch, elementwise."""
    return values.mean(axis=0) / (values.std(axis=0, ddof=1) / np.sqrt(N_BATCHES))


@pytest.fixture(scope="module")
def turning():
    return run(EVEN, TURN, 1)


@pytest.fixture(scope="module")
def uneven_at_rest():
    return run(UNEVEN, 0.0, 2)


@pytest.fixture(scope="module")
def uneven_turning():
    return run(UNEVEN, TURN, 5)


@pytest.mark.parametrize("rings", ["turning", "uneven_turning"])
def test_both_orders_of_turning_rings_have_the_integral_pbar_kpp(rings, request):
    currents = request.getfixturevalue(rings)
    energy = 0.5 * (currents.energy + currents.mirrored)  # the difference is a time derivative, without effect on K
    pp, pe, ep = (
        integral(correlation(*pair))
        for pair in (
            (currents.momentum, currents.momentum),
            (currents.momentum, energy),
            (energy, currents.momentum),
        )
    )
    for cross in (pe, ep):
        assert abs(z(cross - TURN * pp)) < 4
        assert abs(z(cross + TURN * pp)) > 8  # control: the other sign, which the minus in (2.19) and (2.21) suggests
    assert abs(z(pe - ep)) < 4


def test_at_rest_time_reversal_makes_both_orders_opposite_and_not_equal(uneven_at_rest):
    """J^e is odd under time reversal and J^p even; the argument for (2.22) holds only as both integrals vanish."""
    pe = correlation(uneven_at_rest.momentum, uneven_at_rest.energy)
    ep = correlation(uneven_at_rest.energy, uneven_at_rest.momentum)
    assert np.all(np.abs(z(pe + ep)) < 4.5)  # 25 lags
    assert np.max(np.abs(z(pe[:, 1:] - ep[:, 1:]))) > 12  # control: they are there, and are not equal


def test_at_rest_both_orders_vanish_by_reflection_for_uneven_potentials_too(uneven_at_rest):
    """r_i -> r_{1-i}, p_i -> -p_{-i} keeps every V and J^p and turns J^e, up to the bond that a rotor is given.

    With the mean over both bonds nothing is left at any lag, so K^pe = K^ep = 0 needs no even potential.
    """
    energy = 0.5 * (uneven_at_rest.energy + uneven_at_rest.mirrored)
    for pair in ((uneven_at_rest.momentum, energy), (energy, uneven_at_rest.momentum)):
        assert np.all(np.abs(z(correlation(*pair))) < 4.5)
    one_bond = correlation(uneven_at_rest.momentum, uneven_at_rest.energy)
    assert np.max(np.abs(z(one_bond))) > 8  # control: with one bond there is something to cancel


def test_an_even_potential_leaves_no_correlation_at_any_lag_with_one_bond_either():
    at_rest = run(EVEN, 0.0, 4)
    assert np.all(np.abs(z(correlation(at_rest.momentum, at_rest.energy))) < 4.5)
