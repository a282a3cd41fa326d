"""The barrier at low temperature, recovered with its errors."""

import numpy as np
import pytest

from thermochain.rotors.green_kubo.activation import fit_activation
from thermochain.rotors.green_kubo.phase_slip import phase_slip_coefficient

T = np.array([0.2, 0.25, 0.3, 0.35])


def test_the_line_is_exact_without_errors():
    value = 0.2 * T**2 * np.exp(2.1 / T)
    fit = fit_activation(T, value, 0.01 * value, 0 * T)
    assert (fit.barrier, np.exp(fit.log_prefactor)) == pytest.approx((2.1, 0.2), rel=1e-10)
    np.testing.assert_allclose(fit(T), value, rtol=1e-10)
    free = fit_activation(T, value, 0.01 * value, 0 * T, power=None)
    assert (free.barrier, free.power) == pytest.approx((2.1, 2.0), rel=1e-8)
    assert free.barrier_std > 5 * fit.barrier_std  # why the power is held


@pytest.mark.parametrize("power", [2.0, None])
def test_errors_cover_the_barrier(power):
    exact = 0.2 * T**2 * np.exp(2.0 / T)
    std = np.array([0.08, 0.05, 0.02, 0.02]) * exact
    rng = np.random.default_rng(0)
    fits = [fit_activation(T, exact + std * rng.standard_normal(4), std, 0 * T, power=power) for _ in range(400)]
    pulls = [(fit.barrier - 2.0) / fit.barrier_std for fit in fits]
    assert np.std(pulls) == pytest.approx(1.0, abs=0.14)  # 4 sigma of a spread from 400
    assert abs(np.mean(pulls)) < 0.3  # the logarithm biases by half the squared error


@pytest.mark.parametrize("relative", [[0.05, 0.04, 0.003, 0.001], [0.05, 0.05, 0.05, 0.05]])
@pytest.mark.parametrize("signs", [[1, 1, 1, 1], [1, 1, -1, -1]])
def test_systematic_errors_cover_biases_that_are_shared_or_not(signs, relative):
    exact = 0.2 * T**2 * np.exp(2.0 / T)
    systematic = np.array(relative) * exact
    fit = fit_activation(T, exact + np.array(signs) * systematic, 0.03 * exact, systematic)
    # to first order a shared bias moves B by no more than the error; independent ones by twice it at worst here
    assert abs(fit.barrier - 2.0) < (1.1 if len(set(signs)) == 1 else 2.0) * fit.barrier_systematic
    assert fit.barrier_error > fit.barrier_systematic > 0.01


def test_the_flux_over_the_top_is_nearly_arrhenius_with_the_barrier_of_the_potential():
    value = phase_slip_coefficient(T)
    # the well is softer than its parabola by the factor 1 + T/8: a slope of -T^2/8 = -0.01 in 1/T
    assert fit_activation(T, value, 0.01 * value, 0 * T).barrier == pytest.approx(2.0 - 0.01, abs=0.005)


def test_a_power_law_is_told_from_an_activated_one():
    value = T**-4.0
    fit = fit_activation(T, value, 0.02 * value, 0 * T)
    assert fit.chi_square / fit.degrees_of_freedom > 3


def test_too_few_temperatures_are_refused():
    with pytest.raises(ValueError, match="add low temperatures"):
        fit_activation(T[:2], np.ones(2), np.ones(2), np.zeros(2))
