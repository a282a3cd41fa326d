"""The page of physics by hand: NumPy and SciPy alone give the numbers of the package."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from thermochain.core.correlation import correlate_currents

PAGE = Path(__file__).parents[2] / "workflow/examples/by_hand.py"


@pytest.fixture(scope="module")
def page():
    """Names of the page after it has run."""
    return runpy.run_path(str(PAGE), run_name="__main__")


def test_the_coefficients_by_hand_are_those_of_the_package_within_the_stated_errors(page):
    value, std = page["by_hand"]
    expected, expected_std = page["package"]
    error = np.hypot(std, expected_std)
    assert np.all(error < 0.05 * expected)  # else an agreement would say little
    # two normal deviates: one of them leaves 3.5 by chance in one of a thousand choices of the seeds, which are fixed
    assert np.all(np.abs(value - expected) < 3.5 * error)
    # the negative control: (A.1) as printed, without the factor M
    assert np.all(np.abs(value / page["M"] - expected) > 20 * error)


def test_the_errors_by_hand_do_not_hide_a_difference_in_the_correlations(page):
    """The package's correlations of the very same records integrate to the same numbers, up to rounding."""
    records, n_lags, spacing = page["records"], page["N_LAGS"], page["STEP"] * page["STRIDE"]
    pp, ee, _ = correlate_currents(records[:, 0], records[:, 1], page["M"], n_lags)
    np.testing.assert_allclose(page["by_hand"][0], np.trapezoid([pp, ee], dx=spacing), rtol=1e-10)


def test_the_profile_by_hand_is_that_of_the_package(page):
    profile, state = page["profile"], page["state"]
    currents = [state.momentum_current, state.energy_current]
    momentum, temperature = profile.sol(state.x)
    # the relative tolerance of the residuals is 1e-8; that of the solution is larger by the condition of the problem
    np.testing.assert_allclose(profile.p, currents, rtol=1e-6)
    np.testing.assert_allclose(momentum, state.momentum, atol=1e-6)
    np.testing.assert_allclose(temperature, state.temperature, atol=1e-6)
    # the negative control: without the momenta of the baths the temperature has no maximum inside
    still = page["solve_profile"](**(page["BATHS"] | {"p_left": 0.0, "p_right": 0.0}))
    assert np.max(np.abs(still.sol(state.x)[1] - state.temperature)) > 0.1
