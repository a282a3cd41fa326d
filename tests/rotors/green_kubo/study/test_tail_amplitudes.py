"""The amplitude of the tail, fitted freely, is that of mode coupling where the rings have it."""

import numpy as np
import pytest

import thermochain as tc
from tests.rotors.test_potential import UNEVEN
from tests.rotors.validation.bias.study.test_tables import ring
from thermochain.rotors.green_kubo.study.onsager_table import onsager_frame
from thermochain.rotors.green_kubo.study.self_consistent import estimate_together
from thermochain.rotors.green_kubo.study.tail_amplitudes import TAIL_AMPLITUDES, tail_amplitude_frame

C = tc.published_coefficients()
TEMPERATURES = (0.5, 0.65, 0.8, 1.0, 1.25)


@pytest.fixture(scope="module")
def rings():
    return [ring(128, temperature, noise=1e-5) for temperature in TEMPERATURES]


def test_the_ratio_to_mode_coupling_is_one_where_the_tail_is_that_of_mode_coupling(rings):
    frame = tail_amplitude_frame(rings, onsager_frame(estimate_together(rings)))
    assert tuple(frame.columns) == tuple(TAIL_AMPLITUDES.columns)
    inner = frame[frame.temperature.between(0.6, 1.1)]
    # the slope of a law through five points is good to some per cent inside their range, and enters squared
    np.testing.assert_allclose(inner.ratio, 1.0, atol=0.1)
    assert np.all(inner.p_value > 0.001)


def test_without_a_law_or_with_an_uneven_potential_the_table_is_empty(rings):
    onsager = onsager_frame(estimate_together(rings))
    for frame in (tail_amplitude_frame(rings, onsager.head(2)), tail_amplitude_frame(rings, onsager, UNEVEN)):
        assert frame.empty
        assert tuple(frame.columns) == tuple(TAIL_AMPLITUDES.columns)
