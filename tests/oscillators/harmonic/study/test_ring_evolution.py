"""Rings that start in local equilibrium approach (16), (22) and (27) in time, with errors that fall as 1/n."""

import numpy as np
import pytest

from thermochain.oscillators.harmonic.study.ring_evolution import CASES, ring_frames

RINGS = {"mean_wave": 1.0, "temperature": 1.0, "temperature_wave": 0.5, "last_time": 0.04, "n_times": 5}


@pytest.fixture(scope="module", params=[0.5, 1.0])
def frames(request):
    return ring_frames({"flip_rate": request.param, "rings": RINGS | {"sizes": [12, 24, 48]}})


def largest(errors, equation, column):
    """Largest error over the times, by size."""
    return errors[errors.equation == equation].groupby("n")[column].max().to_numpy()


@pytest.mark.parametrize("equation", list(CASES))
def test_the_error_of_the_temperature_falls_as_one_over_the_size(frames, equation):
    """Halving at least from 24 to 48 but for 1/n^2 terms, some 15 % at 24."""
    errors = largest(frames[1], equation, "temperature_error")
    assert np.all(errors[:-1] / errors[1:] > 1.6)
    assert errors[-1] < 0.06  # of waves of 0.5


@pytest.mark.parametrize("equation", list(CASES))
def test_the_error_of_the_conserved_means_falls_as_one_over_the_square_of_the_size(frames, equation):
    errors = largest(frames[1], equation, "mean_error")
    np.testing.assert_allclose(errors[:-1] / errors[1:], 4.0, rtol=0.2)  # terms of 1/n^4


def test_with_the_printed_coefficient_of_27_the_error_does_not_fall(frames):
    errors = largest(frames[1], 27, "printed_error")
    assert np.all(np.diff(errors) > 0.0)
    assert errors[-1] > 2 * largest(frames[1], 27, "temperature_error")[-1]


def test_without_the_heat_of_the_means_no_equation_holds(frames):
    """The mean temperature of the longest ring rises by the energy that the means have lost, which is not small."""
    profiles = frames[0]
    for equation in CASES:
        rows = profiles[(profiles.equation == equation) & (profiles.n == 48) & (profiles.quantity == "temperature")]
        by_time = rows.groupby("time")["value"].mean().to_numpy()
        assert by_time[-1] - by_time[0] > 0.1


@pytest.mark.parametrize("equation", list(CASES))
def test_the_wave_of_one_ring_scatters_less_the_longer_it_is(frames, equation):
    """Convergence in probability, as for (19) and (21): by Chebyshev the amplitude is within 1/sqrt(n) of its mean."""
    scatter = largest(frames[1], equation, "scatter")
    np.testing.assert_allclose(scatter[:-1] / scatter[1:], np.sqrt(2.0), rtol=0.05)


def test_at_the_start_rings_and_limits_are_the_same(frames):
    start = frames[1][frames[1].time == 0.0]
    assert start[["mean_error", "temperature_error", "printed_error"]].to_numpy().max() < 1e-12
