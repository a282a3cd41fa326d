"""The thermal potential against direct quadrature."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from tests.rotors.laws import kinked, power_laws
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.thermal_potential import ThermalPotential, thermal_potential

COEFFICIENTS = {"published": published_coefficients(), "kinked": kinked(), "power": power_laws(0.7, -3.0, 0.5, -2.0)}


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_potential_inverse_and_diffusivity_are_exact_to_rounding(name):
    c = COEFFICIENTS[name]
    G = thermal_potential(c)
    T = np.array([0.15, 0.3, 0.36, 0.8, 0.95, 2.0, 5.0])
    np.testing.assert_allclose(G.temperature(G(T)), T, rtol=1e-13)
    np.testing.assert_allclose(G.diffusivity(G(T)), c.momentum_diffusivity(T), rtol=1e-12)
    np.testing.assert_allclose(G.diffusivity_slope(G(T)), c.momentum_diffusivity_slope(T) / G.slope(T), rtol=1e-9)
    for a, b in pairwise(T):
        kinks = [k for k in c.measured_range if a < k < b]
        ends = [a, *kinks, b]
        exact = sum(
            quad(lambda t: c.thermal_conductivity(t) / c.momentum_diffusivity(t), x, y, epsrel=1e-12)[0]
            for x, y in pairwise(ends)
        )
        assert float(G(b) - G(a)) == pytest.approx(exact, rel=1e-11)


def test_it_is_tabulated_once():
    c = published_coefficients()
    assert thermal_potential(c) is thermal_potential(c)


def test_coefficients_that_change_sign_are_refused():
    c = published_coefficients()
    negative = type(c)("negative", c.pp.with_parameters([-9.0, 2.11, 0.95]), c.ee, (0.3, 1.5), (0.1, 3.0))
    with pytest.raises(ValueError, match="'negative' coefficients are not positive"):
        ThermalPotential(negative)
