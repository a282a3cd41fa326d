"""From mechanics to energies: sigma^2 and alpha of anharmonic oscillators, and pairs that tend to their limit (42)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.exchange.flipped_chain import mobility
from thermochain.exchange.pinned_motion import pinned_energies
from thermochain.exchange.pinned_pair import POTENTIALS, PinnedPair
from thermochain.exchange.study import pair_run

energies = st.floats(0.01, 8.0)


@settings(max_examples=15, deadline=None)
@given(energies, energies, st.floats(0.05, 5.0))
def test_harmonic_pairs_have_the_mobility_of_their_linear_system(first, second, rate):
    pair = PinnedPair("harmonic", flip_rate=rate)
    assert pair.mobility(first, second) == pytest.approx(first * second * mobility(rate), rel=1e-9)
    assert pair.drift(first, second) == pytest.approx((first - second) * mobility(rate), rel=1e-6, abs=1e-8)
    assert pair.period(first) == pytest.approx(2 * np.pi, rel=1e-12)


@settings(max_examples=12, deadline=None)
@given(energies, energies, st.sampled_from(list(POTENTIALS)), st.sampled_from(list(POTENTIALS)))
def test_mobility_is_positive_and_symmetric_and_the_drift_antisymmetric(first, second, pinning, bond):
    """Forces on both are opposite, though the current is written with the momentum of the first alone."""
    pair = PinnedPair(pinning, bond)
    assert pair.mobility(first, second) > 0
    assert pair.mobility(first, second) == pytest.approx(pair.mobility(second, first), rel=1e-6)
    assert pair.drift(first, second) == pytest.approx(-pair.drift(second, first), rel=1e-4, abs=1e-7)


def test_runs_know_the_names_of_the_potentials():
    assert tuple(POTENTIALS) == pair_run.POTENTIALS


@pytest.mark.parametrize("pinning", POTENTIALS)
def test_the_period_is_the_slope_of_the_action(pinning):
    """Z(E) = dA/dE with the area A of phase space below E, by quadrature without any orbit."""
    pair, h = PinnedPair(pinning), 1e-3

    def area(energy):
        q = np.linspace(-3, 3, 400_001)
        return 2 * np.sum(np.sqrt(2 * np.maximum(energy - POTENTIALS[pinning].energy(q), 0))) * (q[1] - q[0])

    assert pair.period(1.3) == pytest.approx((area(1.3 + h) - area(1.3 - h)) / (2 * h), rel=1e-4)


def test_sigma_2_is_the_integral_of_the_simulated_current_correlation():
    """(44) by its definition: lone oscillators, Verlet steps and flips, half the growth of the squared transfer."""
    pair, rng, n, h, steps = PinnedPair("quartic", "quartic"), np.random.default_rng(2), 10_000, 0.02, 800
    q, p = np.empty((2, n)), np.empty((2, n))
    for i, energy in enumerate((1.5, 0.5)):
        orbit, angles = pair.orbit(energy), rng.integers(64, size=n)
        q[i], p[i] = orbit.q[angles], orbit.p[angles]
    moved, squares = np.zeros(n), []
    for _ in range(steps):
        p -= 0.5 * h * (q + q**3)
        q += h * p
        p -= 0.5 * h * (q + q**3)
        p *= np.where(rng.random((2, n)) < -0.5 * np.expm1(-2 * h), -1, 1)
        stretch = q[1] - q[0]
        moved += h * p[0] * (stretch + stretch**3)
        squares.append(np.mean(moved**2))
    slope = (squares[-1] - squares[steps // 2]) / (h * (steps - 1 - steps // 2))
    # 10,000 squares of a sum whose growth is half of it: 3 %
    assert 0.5 * slope == pytest.approx(pair.mobility(1.5, 0.5), rel=0.1)
    assert pair.mobility(1.5, 0.5) > 4 * mobility(1.0) * 0.75  # far from that of harmonic oscillators


def test_pairs_tend_to_the_limit_with_their_sigma_2_and_alpha_and_not_to_that_of_harmonic_ones():
    pair, start, time, n = PinnedPair("quartic", "quartic"), (1.5, 0.5), 0.25, 3000
    mean, variance = (found[0] for found in pair.limit_moments(start, np.array([time])))
    distances = []
    for delta in (0.2, 0.05):
        rng = np.random.default_rng(4)
        found = pinned_energies(pair, start, np.array([time / delta**2]), delta, n, 0.05, rng)[0]
        distances.append(found[:, 0].mean() - mean)
        error = found[:, 0].std() / np.sqrt(n)
        np.testing.assert_allclose(found.sum(axis=1).mean(), 2.0, atol=8 * delta)  # what the bond holds
    assert abs(distances[1]) < 0.4 * abs(distances[0]) + 2 * error
    assert abs(distances[1]) < 0.06  # 0.033 = 0.65 delta, and errors of 0.01
    assert found[:, 0].var() == pytest.approx(variance, rel=0.12)
    assert 1 + 0.5 * np.exp(-2 * mobility(1.0) * time) - mean > 0.15


def test_the_limit_of_harmonic_pairs_has_their_closed_moments_and_ends_in_the_uniform_law():
    times = np.array([0.5, 2.0, 100.0])
    mean, variance = PinnedPair("harmonic").limit_moments((1.5, 0.5), times)
    np.testing.assert_allclose(mean, 1 + 0.5 * np.exp(-0.5 * times), rtol=1e-8)
    assert variance[-1] == pytest.approx(4.0 / 12.0, rel=1e-4)


def test_a_pinning_that_stiffens_leaves_no_lower_bound_of_G():
    stiff, bounded = PinnedPair("quartic"), PinnedPair("log_cosh")
    ratios = [stiff.mobility(energy, energy) / energy**2 for energy in (1.0, 10.0, 100.0, 1000.0)]
    slopes = np.diff(np.log10(ratios))
    assert np.all(np.diff(slopes) < 0)
    assert slopes[-1] == pytest.approx(-0.5, abs=0.05)  # sigma^2 grows as <p^2><q^2> = E^{3/2}
    kept = [bounded.mobility(energy, energy) / energy**2 for energy in (0.01, 1.0, 10.0, 30.0)]
    assert min(kept) > 0.12


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: PinnedPair("cubic"), "pinning='cubic' must be one of"),
        (lambda: PinnedPair("quartic", "cubic"), "bond='cubic' must be one of"),
        (lambda: PinnedPair("quartic", flip_rate=0.0), "flip_rate=0.0"),
        (lambda: PinnedPair("quartic").mobility(0.0, 1.0), "energy=0.0"),
        (lambda: PinnedPair("log_cosh").mobility(1e3, 1.0), "energy along the orbit"),
    ],
)
def test_what_cannot_be_computed_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
