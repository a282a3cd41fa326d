"""Diffusivities from the decay of modes whose rates are known."""

import numpy as np
import pytest

from thermochain.core.jackknife import jackknife
from thermochain.rotors.validation.structure_factors.mode_correlation import ModeCorrelations, correlate_modes
from thermochain.rotors.validation.structure_factors.structure_factor import estimate_diffusivity

D, M, SPACING = 0.8, 64, 2.0
WAVENUMBERS = 2 * np.pi * np.arange(1, 5) / M


def ornstein_uhlenbeck(rates, n_samples, n_replicas, rng):
    """Stationary complex Gaussian modes with <a(t) a(0)*> = M exp(-rate t), shape (n_samples, n_modes, n_replicas)."""

    def noise():
        return np.sqrt(0.5 * M) * (rng.standard_normal(shape) + 1j * rng.standard_normal(shape))

    shape = (rates.size, n_replicas)
    decay = np.exp(-rates * SPACING)[:, None]
    modes = np.empty((n_samples, *shape), dtype=complex)
    modes[0] = noise()
    for s in range(1, n_samples):
        modes[s] = decay * modes[s - 1] + np.sqrt(1 - decay**2) * noise()
    return modes


def sample(rates, seed, n_batches=16, n_samples=500, n_replicas=4, n_times=151):
    modes = ornstein_uhlenbeck(rates, n_samples, n_batches * n_replicas, np.random.default_rng(seed))
    batches = np.split(modes, n_batches, axis=2)
    values = np.array([correlate_modes(batch, M, n_times) for batch in batches])
    return ModeCorrelations(WAVENUMBERS, SPACING * np.arange(n_times), values)


def exact(function, n_batches=8, n_times=3000, spacing=0.1):
    """Batches that all equal F(k, t) = function(k, t), but for noise of 1e-7 that gives them weights."""
    times = spacing * np.arange(n_times)
    factor = function(WAVENUMBERS[:, None], times)
    noise = 1e-7 * np.random.default_rng(0).standard_normal((n_batches, *factor.shape))
    return ModeCorrelations(WAVENUMBERS, times, factor + noise)


def test_correlations_are_the_direct_sums():
    modes = ornstein_uhlenbeck(D * WAVENUMBERS**2, 20, 3, np.random.default_rng(1))
    found = correlate_modes(modes, M, 12)
    for lag in (0, 1, 11):
        products = modes[lag:] * modes[: 20 - lag].conj()
        np.testing.assert_allclose(found[:, lag], products.real.mean(axis=(0, 2)) / M, rtol=1e-12)


def test_structure_factors_start_at_one_and_susceptibilities_are_those_of_the_field():
    correlations = sample(D * WAVENUMBERS**2, seed=2)
    factor, std = correlations.structure_factor()
    np.testing.assert_array_equal(factor[:, 0], 1.0)
    np.testing.assert_allclose(std[:, 0], 0.0, atol=1e-15)
    static, static_std = correlations.susceptibility()
    assert np.all(np.abs(static - 1.0) < 4 * static_std)
    assert np.all(static_std < 0.15)


def test_the_discrete_heat_equation_gives_its_diffusivity():
    """Rates 2 D (1 - cos k) = D k^2 (1 - k^2/12): the correction is within reach of the extrapolation."""
    estimate = estimate_diffusivity(sample(2 * D * (1 - np.cos(WAVENUMBERS)), seed=3, n_batches=32), relaxation=1.0)
    assert estimate.error < 0.15 * D
    assert abs(estimate.value - D) < 3 * estimate.error


def test_errors_cover_the_truth_and_errors_from_copied_batches_do_not():
    rates = D * WAVENUMBERS**2
    honest, copied = [], []
    for seed in range(50):
        data = sample(rates, seed=100 + seed, n_samples=300)
        honest.append(estimate_diffusivity(data, 1.0))
        copies = ModeCorrelations(data.wavenumbers, data.times, np.repeat(data.values, 4, axis=0))
        copied.append(estimate_diffusivity(copies, 1.0))

    def coverage(results):
        """Share of statistical errors that cover the truth; here there is no correction to extrapolate."""
        return np.mean([abs(e.value - D) < 2 * e.std for e in results])

    # 94 % are expected with 16 batches, and 68 % of half the error; 50 trials scatter by 3 and 7 %
    assert coverage(honest) > 0.85
    assert coverage(copied) < 0.82
    assert np.mean([abs(e.value - D) < 2 * e.error for e in honest]) >= coverage(honest)


@pytest.mark.parametrize(("linear", "quadratic"), [(-0.2, 0.0), (0.0, 0.2), (-0.2, 0.2), (0.0, 0.0)])
def test_both_corrections_are_extrapolated_away(linear, quadratic):
    def factor(k, t):
        u = k / WAVENUMBERS.max()
        return np.exp(-D * (1 + linear * u + quadratic * u**2) * k**2 * t)

    estimate = estimate_diffusivity(exact(factor), 1.0)
    assert estimate.value == pytest.approx(D, rel=2e-3)  # four modes fix three unknowns; levels are interpolated
    assert abs(estimate.at_wavenumber[0] / D - 1) < 0.07


def test_with_two_modes_the_prior_decides_and_the_error_says_so():
    def factor(k, t):
        return np.exp(-D * (1 - 0.2 * k / WAVENUMBERS[1]) * k**2 * t)

    few, many = exact(factor), exact(factor)
    few = ModeCorrelations(few.wavenumbers[:2], few.times, few.values[:, :2])
    two, four = (estimate_diffusivity(c, 1.0) for c in (few, many))
    assert two.systematic > 5 * four.systematic
    assert abs(two.value - D) < 2 * two.error


def test_a_window_after_the_relaxation_forgets_the_transient_and_an_early_one_does_not():
    tau = 4.0

    def factor(k, t):
        return 0.9 * np.exp(-D * k**2 * t) + 0.1 * np.exp(-t / tau)

    late = estimate_diffusivity(exact(factor), relaxation=4.5)
    assert late.used.tolist() == [True, True, False, False]
    # where the slowest mode's window opens, at 19, the fast part is a thousandth of the slow one
    assert late.at_wavenumber[0] == pytest.approx(D, rel=5e-3)
    assert abs(late.at_wavenumber[1] / D - 1) > 5 * abs(late.at_wavenumber[0] / D - 1)
    assert abs(late.at_wavenumber[3] / D - 1) > 0.05  # its window opens within the transient


def test_modes_that_do_not_decay_within_the_lags_are_left_out():
    data = exact(lambda k, t: np.exp(-D * k**2 * t), n_times=1200)
    estimate = estimate_diffusivity(data, 1.0)
    assert np.isnan(estimate.at_wavenumber[0])
    assert estimate.used.tolist() == [False, True, True, True]
    assert estimate.value == pytest.approx(D, rel=1e-3)


def test_too_little_data_is_refused():
    data = exact(lambda k, t: np.exp(-D * k**2 * t))
    with pytest.raises(ValueError, match="1 of 4 modes have a window between relaxation=25"):
        estimate_diffusivity(data, relaxation=25.0)
    with pytest.raises(ValueError, match="n_batches=7 must be >= 8"):
        ModeCorrelations(data.wavenumbers, data.times, data.values[:7])
    with pytest.raises(ValueError, match="must be"):
        ModeCorrelations(data.wavenumbers, data.times[1:], data.values)


def test_jackknife_is_the_standard_error_of_a_mean_and_of_a_smooth_function():
    batches = np.random.default_rng(4).normal(2.0, 0.1, size=(40, 3))
    value, std = jackknife(batches, lambda mean: mean)
    np.testing.assert_allclose(value, batches.mean(axis=0))
    np.testing.assert_allclose(std, batches.std(axis=0, ddof=1) / np.sqrt(40), rtol=1e-12)
    square, square_std = jackknife(batches, np.square)
    np.testing.assert_allclose(square_std, 2 * value * std, rtol=0.01)  # curvature: std/value
    np.testing.assert_allclose(square, value**2)
