"""Temperatures estimated together: each tail from the slope that the others give."""

import numpy as np
import pytest

import thermochain as tc
from tests.rotors.validation.bias.study.test_tables import ring
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.self_consistent import estimate_together

C = tc.published_coefficients()
TEMPERATURES = (0.4, 0.5, 0.65, 0.8, 1.0, 1.25, 1.5)


@pytest.fixture(scope="module")
def rings():
    """Integrals that end in the tails of the published coefficients, with noise that leaves the amplitude open."""
    return [ring(64, temperature, noise=1e-3) for temperature in TEMPERATURES]


def test_tails_are_found_together_and_removed(rings):
    truth = C.onsager_pp(np.array(TEMPERATURES))
    estimates = estimate_together(rings)
    cut = np.array([np.trapezoid(r.pp.mean(axis=0), r.lag_times) for r in rings])
    assert np.all(cut / truth > 1.02)
    for estimate, exact, biased in zip(estimates, truth, cut, strict=True):
        # the slope of a law through seven points is good to some per cent, to a tenth at the ends
        assert abs(estimate.pp - exact) < 0.4 * (biased - exact) + 4 * estimate.pp_std
        assert estimate.pp_systematic > 0  # the doubt about the amplitude


def test_few_or_noisy_temperatures_are_estimated_without_a_law():
    pair = [ring(64, T) for T in (0.5, 1.0)]
    assert [e.pp for e in estimate_together(pair)] == [estimate_onsager(r).pp for r in pair]
    noisy = [ring(64, T, noise=5.0) for T in (0.5, 0.8, 1.0)]  # errors above half the values: lower bounds all
    assert len(estimate_together(noisy)) == 3
