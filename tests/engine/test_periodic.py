"""Compiled periodic functions have the values of the functions that they are made for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.engine.bond_values import bond_values
from thermochain.engine.periodic import periodic_function

TURNS = np.random.default_rng(0).uniform(-3.0, 3.0, 2048)


def series(sines, cosines=()):
    """The function sum_k s_k sin(2 pi k x) + c_k cos(2 pi k x), k from 1 on."""

    def function(x):
        x = np.asarray(x, dtype=float)
        waves = [s * np.sin(2.0 * np.pi * k * x) for k, s in enumerate(sines, 1)]
        return sum(waves + [c * np.cos(2.0 * np.pi * k * x) for k, c in enumerate(cosines, 1)], np.zeros_like(x))

    return function


@pytest.mark.parametrize(
    ("sines", "cosines"),
    [
        ((1.0,), ()),
        ((1.0, 4.0), ()),
        ((0.0,) * 15 + (1.0,), ()),
        ((), (1.0, 0.5)),
        ((1.0, 0.3), (0.2, 0.7)),
    ],
)
def test_a_compiled_function_has_the_values_of_its_function(sines, cosines):
    function = series(sines, cosines)
    values, largest = function(TURNS), sum(map(abs, sines)) + sum(map(abs, cosines))
    # the interpolation leaves 4e-13 of the largest value; 16 harmonics lose three more digits to cancellation
    np.testing.assert_allclose(bond_values(periodic_function(function), TURNS), values, rtol=0, atol=3e-10 * largest)


@settings(max_examples=5, deadline=None)  # each is compiled
@given(amplitudes=st.lists(st.floats(-1.0, 1.0), min_size=2, max_size=4))
def test_an_odd_function_of_a_few_harmonics_is_as_precise_as_the_sine_of_rotors(amplitudes):
    function = series((1.0, *amplitudes))
    largest = np.max(np.abs(function(TURNS)))
    compiled = bond_values(periodic_function(function), TURNS)
    np.testing.assert_allclose(compiled, function(TURNS), rtol=0, atol=3e-12 * largest)


def test_a_function_with_a_kink_is_refused():
    with pytest.raises(ValueError, match="must be smooth"):
        periodic_function(lambda x: np.abs(np.sin(np.pi * x)) ** 1.5 - 0.5)
