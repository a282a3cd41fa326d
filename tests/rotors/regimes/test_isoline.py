"""The isoline J^e = 0 and its approximation by the midpoint rule (IOS 3.1)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain as tc
from tests.rotors.laws import power_laws
from thermochain.rotors.regimes.isoline import exact_square, midpoint_square

C = tc.published_coefficients()
TEMPERATURES = st.floats(0.3, 1.0)


@settings(deadline=None)  # the machine may be shared
@given(T_left=TEMPERATURES, T_right=TEMPERATURES, p_left=st.floats(-1.0, 1.0))
def test_the_exact_isoline_stops_the_current(T_left, T_right, p_left):
    square = float(exact_square(C, T_left, T_right, p_left))
    if square >= 0.0:
        current = tc.energy_current(C, T_left, T_right, p_left, np.sqrt(square))
        # p_right as a square root loses digits of a square near 0: p dp is kept to rounding
        assert float(current) == pytest.approx(0.0, abs=1e-10)


@settings(deadline=None)  # the machine may be shared
@given(T_left=TEMPERATURES, T_right=TEMPERATURES, p_left=st.floats(-1.0, 1.0))
def test_the_midpoint_rule_is_exact_where_kappa_over_d_is_linear_in_the_temperature(T_left, T_right, p_left):
    linear = power_laws(0.7, -2.0, 1.3, -1.0)  # kappa/D = 1.9 T
    exact, midpoint = (square(linear, T_left, T_right, p_left) for square in (exact_square, midpoint_square))
    np.testing.assert_allclose(midpoint, exact, atol=1e-11)


def test_the_midpoint_rule_is_wrong_in_third_order_of_the_temperature_difference():
    """Control of the test above: (A.2) is no such law, and halving the difference divides the error by 8."""
    errors = [
        float(midpoint_square(C, 0.5 + h, 0.5 - h, 0.0) - exact_square(C, 0.5 + h, 0.5 - h, 0.0)) for h in (0.02, 0.01)
    ]
    assert abs(errors[0]) > 1e-7
    assert errors[0] / errors[1] == pytest.approx(8.0, rel=0.02)
