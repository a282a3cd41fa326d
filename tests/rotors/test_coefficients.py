"""Transport coefficients: the published ones and the checks that all share."""

from dataclasses import replace

import numpy as np
import pytest

from thermochain.rotors.coefficients import published_coefficients

C = published_coefficients()


def test_published_coefficients_are_the_printed_formulas():
    T = np.array([0.3, 0.7, 1.5])
    np.testing.assert_allclose(C.onsager_pp(T), -5.0 * np.exp(-2.11 * T) + 0.95 / T**2, rtol=1e-14)
    np.testing.assert_allclose(C.onsager_ee(T), 0.20 + 0.20 / T + 0.176 / T**2, rtol=1e-14)
    np.testing.assert_allclose(C.momentum_diffusivity(T), C.onsager_pp(T) / T, rtol=1e-14)
    np.testing.assert_allclose(C.thermal_conductivity(T), C.onsager_ee(T) / T**2, rtol=1e-14)


def test_printed_errors_without_their_correlations_say_little_about_the_momentum_coefficient():
    assert 0.5 < C.onsager_pp_std(1.0) / C.onsager_pp(1.0) < 0.8


def test_slopes_agree_with_finite_differences():
    T, h = np.array([0.3, 0.8, 2.0]), 1e-5
    for value, slope in (
        (C.momentum_diffusivity, C.momentum_diffusivity_slope),
        (C.thermal_conductivity, C.thermal_conductivity_slope),
    ):
        np.testing.assert_allclose(slope(T), (value(T + h) - value(T - h)) / (2 * h), rtol=1e-6)


def test_extrapolation_is_flagged_and_refused_beyond_the_admissible_range():
    np.testing.assert_array_equal(C.is_extrapolated([0.2, 0.3, 1.0, 1.5, 20.0]), [True, False, False, False, True])
    with pytest.raises(ValueError, match=r"temperature=11 must lie in \[0.01, 10\].*'published'"):
        C.onsager_pp([1.0, 11.0])


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_impossible_temperatures_are_refused(bad):
    with pytest.raises(ValueError, match="temperature="):
        C.thermal_conductivity(bad)


def test_resampling_scatters_like_the_errors():
    rng = np.random.default_rng(0)
    drawn = [C.resample(rng) for _ in range(4000)]
    ee = np.array([c.onsager_ee(1.0) for c in drawn])
    assert np.mean(ee) == pytest.approx(float(C.onsager_ee(1.0)), abs=5 * np.std(ee) / np.sqrt(4000))
    assert np.std(ee) == pytest.approx(float(C.onsager_ee_std(1.0)), rel=0.06)
    last = np.array([c.pp.parameters[2] for c in drawn])
    assert np.std(last) == pytest.approx(0.06, rel=0.06)
    assert abs(np.corrcoef(last, ee)[0, 1]) < 0.07  # the two laws are drawn independently: 4 sigma


@pytest.mark.parametrize("bad", [{"measured_range": (1.5, 0.3)}, {"admissible_range": (0.0, 10.0)}])
def test_impossible_ranges_are_refused(bad):
    with pytest.raises(ValueError, match=f"{next(iter(bad))}=.* must be two temperatures"):
        replace(C, **bad)
