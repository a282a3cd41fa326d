"""Laws of the chain with velocity flips that hold at every size, for random parameters."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments, periodic_flip_chain

NUMBERS = st.floats(0.1, 5.0)


@settings(max_examples=30, deadline=None)
@given(
    n=st.integers(1, 20),
    flip_rate=NUMBERS,
    force=st.floats(-3.0, 3.0, allow_subnormal=False),
    T_left=NUMBERS,
    T_right=NUMBERS,
)
def test_the_current_has_its_finite_law(n, flip_rate, force, T_left, T_right):
    ends = {"n": n, "flip_rate": flip_rate, "force": force, "T_left": T_left, "T_right": T_right}
    # rounding of temperatures up to ten
    assert flip_chain_moments(**ends).energy_current == pytest.approx(
        flip_laws.finite_energy_current(**ends), abs=1e-12
    )


@settings(max_examples=15, deadline=None)
@given(n=st.integers(1, 16), flip_rate=NUMBERS, frequency=NUMBERS)
def test_the_mean_force_does_the_same_work_at_every_frequency(n, flip_rate, frequency):
    state = periodic_flip_chain(
        n=n, flip_rate=flip_rate, force=2.0, harmonics={1: 0.7}, frequency=frequency, T_left=1.0
    )
    law = flip_laws.finite_mechanical_work(n=n, flip_rate=flip_rate, force=2.0)
    assert state.mechanical_work == pytest.approx(law, rel=1e-10)


def test_finite_laws_tend_to_the_limits_and_differ_from_them():
    ends = {"flip_rate": 0.7, "force": 2.0, "T_left": 1.0, "T_right": 2.5}
    gaps = [
        n * flip_laws.finite_energy_current(n=n, **ends) - flip_laws.stationary_energy_current(**ends)
        for n in (100, 200)
    ]
    assert gaps[0] / gaps[1] == pytest.approx(2.0, abs=0.05)  # first order in 1/n
    assert abs(gaps[0]) > 1e-3
    assert flip_laws.finite_mechanical_work(n=10**9, flip_rate=0.7, force=2.0) == pytest.approx(4.0 / 1.4, rel=1e-8)


def test_without_force_the_temperature_is_straight_but_for_its_ends():
    """Steps of |J| at the baths and of 4 gamma |J| between masses; the first and the last of these are |J| larger."""
    state = flip_chain_moments(n=9, flip_rate=0.6, force=0.0, T_left=2.0, T_right=1.0)
    steps = -np.diff(state.temperature) / state.energy_current
    np.testing.assert_allclose(steps, [1.0 + 2.4, *[2.4] * 7, 1.0 + 2.4], atol=1e-11)
    np.testing.assert_allclose(2.0 - state.temperature[0], state.energy_current, atol=1e-12)
