"""The low temperature limit (IOS 2.4.2): bounded peaks, spikes, steepening, and Remark 2.2."""

import numpy as np
import pytest

from tests.rotors.laws import power_laws
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import highest_temperature
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.regimes.low_temperature import continue_state

C = published_coefficients()
T_BAR, P_BAR = 0.5, 0.7
ENDS = np.array([0.5, 0.3, 0.1, 0.03, 0.01])


def test_the_continued_state_is_the_original_on_its_part_of_the_chain():
    scale, p = continue_state(C, T_BAR, P_BAR, ENDS)
    y = np.linspace(-1, 1, 41)
    original = stationary_profiles(C, T_BAR, T_BAR, -P_BAR, P_BAR, y)
    for lam, end, p_end in zip(scale, ENDS, p, strict=True):
        inner = stationary_profiles(C, end, end, -p_end, p_end, y / lam)
        # positions are exact to 1e-12 of the long chain, steepness grows with lambda
        np.testing.assert_allclose(inner.temperature, original.temperature, atol=1e-12 * lam)
        np.testing.assert_allclose(inner.momentum, original.momentum, atol=1e-12 * lam)
        assert inner.momentum_current == pytest.approx(lam * original.momentum_current, rel=1e-11)  # (2.40)


def test_the_momentum_steepens_like_lambda_and_the_temperature_spikes_like_its_square():
    scale, p = continue_state(C, T_BAR, P_BAR, ENDS)
    h = 1e-4 / scale
    steepness, curvature = [], []
    for end, p_end, step in zip(ENDS, p, h, strict=True):
        state = stationary_profiles(C, end, end, -p_end, p_end, np.array([-step, 0.0, step]))
        steepness.append((state.momentum[2] - state.momentum[0]) / (2 * step))
        curvature.append(-2.0 * (state.temperature[1] - state.temperature[2]) / step**2)
    assert scale[-1] > 1e4
    peak = float(highest_temperature(C, T_BAR, T_BAR, -P_BAR, P_BAR))
    state = stationary_profiles(C, T_BAR, T_BAR, -P_BAR, P_BAR, np.array([0.0]))
    slope = -float(state.momentum_current) / float(C.momentum_diffusivity(peak))
    np.testing.assert_allclose(steepness, scale * slope, rtol=1e-6)
    exact = float(state.momentum_current) * slope / float(C.thermal_conductivity(peak))
    # second differences of T over 1e-4/lambda: rounding 1e-12/1e-8
    np.testing.assert_allclose(curvature, scale**2 * exact, rtol=3e-3)


def test_the_peak_stays_put_and_stays_bounded_at_fixed_momenta():
    _, p = continue_state(C, T_BAR, P_BAR, ENDS)
    peak = highest_temperature(C, ENDS, ENDS, -p, p)
    np.testing.assert_allclose(peak, peak[0], rtol=1e-12)
    held = highest_temperature(C, ENDS, ENDS, -P_BAR, P_BAR)
    assert np.all(np.diff(held) < 0)
    assert held[0] == pytest.approx(peak[0], rel=1e-14)


def test_peaks_are_the_highest_temperatures_of_profiles():
    rng = np.random.default_rng(0)
    boundary = *rng.uniform(0.3, 1.0, (2, 50)), *rng.uniform(-1.5, 1.5, (2, 50))
    state = stationary_profiles(C, *boundary, np.linspace(-1, 1, 4001))
    peak = highest_temperature(C, *boundary)
    inside = peak > np.maximum(boundary[0], boundary[1])
    assert 5 < inside.sum() < 45
    # the mesh misses the maximum by less than curvature/2 (2.5e-4)^2
    np.testing.assert_allclose(state.temperature.max(axis=1), peak, atol=2e-6)


@pytest.mark.parametrize("alpha", [0.5, 0.75, 1.0, 1.5])
def test_the_counterexample_of_remark_2_2_ends_at_a_finite_lambda_below_one_and_only_there(alpha):
    """D^p = 1: p = pbar x, and the integral of kappa between T(lambda) and T(1) is pbar^2 (lambda^2 - 1)/2."""
    kappa, pbar = 0.6, 0.8
    c = power_laws(1.0, 0.0, kappa, -alpha)
    T = np.geomspace(0.5, 0.01, 12)
    scale, p = continue_state(c, 0.5, pbar, T)
    integral = np.log(0.5 / T) if alpha == 1 else (0.5 ** (1 - alpha) - T ** (1 - alpha)) / (1 - alpha)
    np.testing.assert_allclose(scale, np.sqrt(1 + 2 * kappa * integral / pbar**2), rtol=1e-9)
    np.testing.assert_allclose(p, pbar * scale, rtol=1e-9)
    last = np.sqrt(1 + 2 * kappa * 0.5 ** (1 - alpha) / ((1 - alpha) * pbar**2)) if alpha < 1 else np.inf
    assert scale[-1] < last
    if alpha < 1:  # what is left to go vanishes with T^(1 - alpha)
        gap = last**2 - scale**2
        np.testing.assert_allclose(gap / gap[0], (T / T[0]) ** (1 - alpha), rtol=1e-6)


@pytest.mark.parametrize(
    ("end", "momentum", "message"), [(0.6, 0.7, "end_temperature=0.6"), (0.3, 0.0, "momentum=0"), (0.3, -1.0, "=-1")]
)
def test_states_are_continued_towards_the_cold_only(end, momentum, message):
    with pytest.raises(ValueError, match=message):
        continue_state(C, T_BAR, momentum, end)
