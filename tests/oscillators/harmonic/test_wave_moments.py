"""Diffusivities of rings: closed forms for flips and for bending with exchange."""

import numpy as np
import pytest

from tests.oscillators.harmonic.mean_rates import mean_rates
from thermochain.oscillators.harmonic.bonds import bending
from thermochain.oscillators.harmonic.chain import harmonic_ring
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.oscillators.harmonic.wave_moments import energy_diffusivity


def limit(sizes, values):
    """Intercept of a parabola in 1/n."""
    return np.polynomial.polynomial.polyfit(1 / np.array(sizes), values, 2)[0]


@pytest.mark.parametrize("noise", [velocity_flip, stretch_flip])
def test_flips_of_either_kind_make_energy_diffuse_with_one_quarter_of_the_inverse_rate(noise):
    sizes = [16, 24, 32]
    values = [energy_diffusivity(harmonic_ring(n, noise=noise, rate=1.0)) for n in sizes]
    assert limit(sizes, values) == pytest.approx(0.25, rel=0.01)  # the next orders of 1/n


@pytest.mark.parametrize("rate", [0.7, 1.0])
def test_bending_with_exchange_has_two_over_the_rate_plus_half_of_it(rate):
    sizes = [16, 24, 32]
    values = [energy_diffusivity(harmonic_ring(n, noise=velocity_exchange, rate=rate, bond=bending)) for n in sizes]
    assert limit(sizes, values) == pytest.approx(2 / rate + rate / 2, rel=0.01)
    assert abs(limit(sizes, values) * rate - 1) > 0.5  # negative control: the printed 1/rate


def test_bending_and_momentum_obey_the_beam_with_friction():
    q = 2 * np.pi / 256
    rates = mean_rates(harmonic_ring(256, noise=velocity_exchange, rate=0.5, bond=bending), 1) / q**2
    expected = np.roots([1.0, 0.5, 1.0])  # lambda^2 + gamma lambda + 1 = 0, from dk/dt = p'', dp/dt = -k'' + gamma p''
    order = np.argsort(rates.imag), np.argsort(expected.imag)
    np.testing.assert_allclose(rates[order[0]], expected[order[1]], atol=1e-3)  # q^2/12


def test_stretch_flips_make_momentum_diffuse_with_half_of_the_inverse_rate():
    q = 2 * np.pi / 256
    slow = mean_rates(harmonic_ring(256, noise=stretch_flip, rate=2.0), 1)[0]
    assert -slow.real / q**2 == pytest.approx(0.25, rel=1e-3)
