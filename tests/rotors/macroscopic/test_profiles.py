"""Profiles of many states at once."""

import numpy as np
import pytest
from scipy.integrate import quad

from tests.rotors.laws import kinked
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential

C = published_coefficients()
X = np.linspace(-1, 1, 21)


@pytest.mark.parametrize("c", [C, kinked()], ids=["published", "kinked"])
def test_states_do_not_depend_on_their_company(c):
    rng = np.random.default_rng(1)
    T, p = rng.uniform(0.3, 1.2, (2, 150)), rng.uniform(-2.0, 2.0, (2, 150))
    p[:, 0] = 0.4  # no forcing among forced ones
    many = stationary_profiles(c, *T, *p, X)
    for k in (0, 3, 149):
        one = solve_stationary(c, T_left=T[0, k], T_right=T[1, k], p_left=p[0, k], p_right=p[1, k], n_cells=X.size - 1)
        np.testing.assert_allclose(many.temperature[k], one.temperature, rtol=1e-13)
        np.testing.assert_allclose(many.momentum[k], one.momentum, atol=1e-13)
        assert many.energy_current[k] == pytest.approx(one.energy_current, rel=1e-13)


def test_positions_are_those_where_the_integral_of_the_diffusivity_says():
    G = thermal_potential(C)
    state = stationary_profiles(C, 0.3, 0.9, -0.5, 1.5, X)
    g = [float(G(T)) for T in (0.3, 0.9)]

    def diffusivity(u):
        return float(G.diffusivity(g[0] * (1 - u) + g[1] * u + 2.0 * u * (1 - u)))

    total = quad(diffusivity, 0, 1, epsabs=0, epsrel=1e-12)[0]
    for k in (1, 7, 15):
        u = (state.momentum[k] + 0.5) / 2.0
        assert -1 + 2 * quad(diffusivity, 0, u, epsabs=0, epsrel=1e-12)[0] / total == pytest.approx(X[k], abs=1e-11)


def test_boundary_values_broadcast_and_positions_come_last():
    state = stationary_profiles(C, np.array([0.3, 0.5])[:, None], 0.7, 0.0, np.array([0.0, 1.0, 2.0]), X)
    assert state.temperature.shape == state.momentum.shape == (2, 3, X.size)
    assert state.energy_current.shape == state.momentum_current.shape == (2, 3)
    np.testing.assert_allclose(state.temperature[..., 0], [[0.3] * 3, [0.5] * 3], rtol=1e-13)
    assert stationary_profiles(C, 0.3, 0.7, 0.0, 1.0, X).temperature.shape == X.shape


@pytest.mark.parametrize("x", [0.0, [[0.0, 1.0]], [0.0, 1.1], [np.nan]])
def test_positions_outside_the_chain_are_refused(x):
    with pytest.raises(ValueError, match=r"x=.* must be positions in \[-1, 1\]"):
        stationary_profiles(C, 0.3, 0.7, 0.0, 1.0, x)
