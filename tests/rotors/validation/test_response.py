"""The limit of the driven current: exact on its own form, covering on noise, honest where the form does not hold."""

import numpy as np
import pytest

from thermochain.rotors.validation.response import canonical_mean, extrapolate_response

SIZES, DRIVES = (a.ravel() for a in np.meshgrid([64.0, 128.0, 256.0], [1.5, 3.0]))


def form(value=2.0, size_slope=8.0, drive_slope=-1.0):
    return value + (size_slope + drive_slope * DRIVES**2) / SIZES


def test_what_is_quadratic_in_the_energy_is_no_scatter_and_no_bias():
    """Energies of one draw have neither the mean nor the variance of their law; the mean over the law is known."""
    rng = np.random.default_rng(1)
    energies = 50.0 + 3.0 * rng.standard_normal(40)
    z = (energies - 50.0) / 3.0
    mean, std = canonical_mean(2.0 - 0.7 * z + 0.2 * z**2, energies, 50.0, 9.0)
    assert mean == pytest.approx(2.2, abs=1e-12)  # <z^2> = 1
    assert std < 1e-12


def test_the_error_of_the_mean_covers():
    rng = np.random.default_rng(2)
    scores = []
    for _ in range(400):
        z = rng.standard_normal(64)
        mean, std = canonical_mean(1.0 + 0.5 * z + 0.1 * rng.standard_normal(64), 7.0 + 2.0 * z, 7.0, 4.0)
        scores.append((mean - 1.0) / std)
    assert np.std(scores) == pytest.approx(1.0, abs=0.12)  # 400 draws: 3.5 %; Student's t of 61 degrees adds 2 %
    assert abs(np.mean(scores)) < 0.2  # four standard errors


def test_too_few_rings_are_refused():
    with pytest.raises(ValueError, match="n_rings=4 must be >= 8"):
        canonical_mean(np.ones(4), np.arange(4.0), 1.5, 1.0)


def test_the_stated_form_is_removed_exactly():
    limit = extrapolate_response(SIZES, DRIVES, form(), np.full(6, 1e-9))
    assert limit.value == pytest.approx(2.0, abs=1e-8)
    assert limit.size_slope == pytest.approx(8.0, abs=1e-5)
    assert limit.drive_slope == pytest.approx(-1.0, abs=1e-6)
    assert limit.degrees == 3


def test_the_error_of_the_limit_covers():
    rng = np.random.default_rng(3)
    stds = 0.01 * np.array([1.0, 2.0, 3.0, 0.5, 1.0, 1.5])
    limits = [extrapolate_response(SIZES, DRIVES, form() + stds * rng.standard_normal(6), stds) for _ in range(400)]
    scores = [(limit.value - 2.0) / limit.std for limit in limits]
    assert np.std(scores) == pytest.approx(1.0, abs=0.14)  # 400 draws: 3.5 % each
    assert np.mean([limit.chi_square for limit in limits]) == pytest.approx(3.0, abs=0.5)  # sqrt(6/400) = 0.12


def test_a_next_order_is_in_the_systematic_error():
    """600/M^2, 15 % on the smallest rings: the limit is off by more than the statistical error, and says so."""
    limit = extrapolate_response(SIZES, DRIVES, form() + 600.0 / SIZES**2, np.full(6, 1e-4))
    assert abs(limit.value - 2.0) > 10 * limit.std
    assert abs(limit.value - 2.0) < 2 * limit.systematic
    assert limit.chi_square > 100


def test_the_systematic_error_is_never_below_what_the_data_can_tell():
    exact = extrapolate_response(SIZES, DRIVES, form(), np.full(6, 0.01))
    assert exact.systematic > 0.5 * exact.std


@pytest.mark.parametrize(
    ("keep", "message"),
    [(SIZES < 200, r"2 ring size\(s\), at least 3"), ((SIZES < 100) | (DRIVES < 2), "one drive, 2 are needed")],
)
def test_what_leaves_a_slope_unknown_is_refused(keep, message):
    with pytest.raises(ValueError, match=message):
        extrapolate_response(SIZES[keep], DRIVES[keep], form()[keep], np.ones(np.count_nonzero(keep)))


def test_one_drive_needs_no_second_slope():
    """b X^2 is then a part of a, and all sizes are fitted by two numbers."""
    some = DRIVES > 2
    limit = extrapolate_response(SIZES[some], DRIVES[some], form()[some], np.full(3, 1e-9))
    assert limit.value == pytest.approx(2.0, abs=1e-8)
    assert limit.size_slope == pytest.approx(8.0 - 9.0, abs=1e-5)
    assert limit.drive_slope == 0.0
    assert limit.degrees == 1
    assert limit.error == pytest.approx(np.hypot(limit.std, limit.systematic))
