"""Phase slips: the equilibrium flux over the barrier and the momentum coefficient that it makes."""

import numpy as np
import pytest
from scipy.integrate import quad

from thermochain.rotors.green_kubo.phase_slip import phase_slip_coefficient, phase_slip_rate


@pytest.mark.parametrize("T", [0.15, 0.5, 2.0])
def test_the_rate_is_the_gibbs_flux_through_the_top(T):
    weight = quad(lambda r: np.exp(np.cos(r) / T), -np.pi, np.pi)[0]
    relative = quad(lambda v: v * np.exp(-(v**2) / (4 * T)), 0, np.inf)[0] / np.sqrt(4 * np.pi * T)
    assert phase_slip_rate(T) == pytest.approx(relative * np.exp(-1 / T) / weight, rel=1e-9)


def test_a_cold_chain_has_an_activated_coefficient():
    T = np.array([0.02, 0.01])
    limit = T**2 * np.exp(2 / T) / (2 * np.sqrt(2) * np.pi)
    # I_0(1/T) has the correction 1 + T/8
    np.testing.assert_allclose(phase_slip_coefficient(T) / limit, 1 + T / 8, atol=2e-4)


def test_the_rate_counts_passages_of_free_flights_in_a_flat_chain():
    # far above the barrier a bond turns freely with its relative velocity, of variance 2T: <|v|>/(4 pi) turns each way
    T = 1e4
    rng = np.random.default_rng(0)
    v = np.sqrt(2 * T) * rng.standard_normal(200_000)
    assert phase_slip_rate(T) == pytest.approx(np.mean(np.abs(v)) / (4 * np.pi), rel=0.01)  # sampling error 0.2 %
