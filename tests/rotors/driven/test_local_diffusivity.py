"""Transport coefficients from local gradients, on chains that obey known laws."""

import numpy as np
import pytest

from tests.rotors.driven.synthetic_chain import NO_TRANSIENT, noisy_chain
from thermochain.rotors.driven.local_diffusivity import measure_local_coefficients

SITES = 257
CURRENT_P, CURRENT_E = -0.01, -0.004


def momentum_diffusivity(T):
    return 0.4 * T**-2


def thermal_conductivity(T):
    return 0.6 * T**-2


def profiles():
    """<p_i> and T_i of a chain that carries the currents, by small steps from the left end (0, 0.5) on."""
    p, T, per_site = 0.0, 0.5, 200
    kept = []
    for step in range((SITES - 1) * per_site + 1):
        if step % per_site == 0:
            kept.append((p, T))
        heat = CURRENT_E - p * CURRENT_P
        p, T = p - CURRENT_P / momentum_diffusivity(T) / per_site, T - heat / thermal_conductivity(T) / per_site
    return np.array(kept).T


P, TEMPERATURE = profiles()
X_MAXIMUM = np.linspace(-1, 1, SITES)[np.argmax(TEMPERATURE)]


def measured(seed, noise, n_windows=8):
    truth = {"p": P, "p2": TEMPERATURE + P**2}
    data = noisy_chain(truth, (CURRENT_P, CURRENT_E), noise, rng=np.random.default_rng(seed))
    return measure_local_coefficients(data, NO_TRANSIENT, n_windows)


def test_the_profiles_scan_temperatures_and_have_a_maximum():
    assert TEMPERATURE[0] == 0.5
    assert TEMPERATURE.max() > max(TEMPERATURE[[0, -1]]) + 0.05
    assert np.all(TEMPERATURE > 0.25)


def test_exact_profiles_give_the_laws_at_the_temperature_of_each_window():
    result = measured(0, 1e-8)
    T = result.temperature
    # windows of 25 sites: curvature of the profiles within a window enters at second order
    np.testing.assert_allclose(result.momentum_diffusivity, momentum_diffusivity(T), rtol=2e-3)
    steep = np.abs(result.positions - X_MAXIMUM) > 0.3
    np.testing.assert_allclose(result.thermal_conductivity[steep], thermal_conductivity(T[steep]), rtol=1e-2)


def test_smaller_windows_are_closer_to_the_law():
    def worst(n_windows):
        result = measured(0, 1e-8, n_windows)
        return np.abs(result.momentum_diffusivity / momentum_diffusivity(result.temperature) - 1).max()

    assert worst(16) < 0.4 * worst(8)  # second order: a quarter


def test_errors_cover_the_laws():
    results = [measured(seed, 0.02) for seed in range(300)]
    exact = measured(0, 1e-8)  # with the windows' own curvature
    for name in ("temperature", "momentum_diffusivity", "thermal_conductivity"):
        values, stds = (np.array([getattr(r, name + end) for r in results]) for end in ("", "_std"))
        always = np.all(np.isfinite(values), axis=0)  # dropping windows now and then selects large slopes
        assert np.count_nonzero(always) >= 4
        covered = np.abs(values - getattr(exact, name))[:, always] < 2.13 * stds[:, always]
        # Student's 2.13 for 16 replicas; 300 sets scatter by 1.3 % in one window, and four times that is allowed
        assert np.all(np.abs(covered.mean(axis=0) - 0.95) < 0.05)
        assert np.all(stds[:, always] < 0.2 * np.abs(values[:, always]))


def test_no_conductivity_is_read_off_a_flat_temperature():
    """At the maximum the heat current and the slope vanish together: 0/0 is left out, its neighbours are not."""
    noisy, exact = measured(1, 0.02), measured(1, 1e-8)
    assert np.all(np.isfinite(noisy.momentum_diffusivity))
    missing = np.isnan(noisy.thermal_conductivity)
    assert 0 < np.count_nonzero(missing) <= 4
    flattest = np.argmin(np.abs(exact.positions - X_MAXIMUM))
    assert missing[flattest]


def test_windows_lie_in_the_bulk():
    result = measured(2, 0.02, n_windows=5)
    assert np.all(np.abs(result.positions) < 0.8)
    np.testing.assert_allclose(np.diff(result.positions), 0.32, atol=0.01)


def test_windows_of_too_few_sites_are_refused():
    with pytest.raises(ValueError, match=r"n_windows=60 must lie in \[1, 51\]"):
        measured(0, 0.02, n_windows=60)
