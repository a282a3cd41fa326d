"""The equations on the mesh, before time is discretised: what they keep exactly and what they produce."""

import numpy as np
import pytest

from tests.rotors.laws import kinked
from thermochain.rotors import rotor
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.finite_volume import FiniteVolumes, inflows, production
from thermochain.rotors.macroscopic.caloric import caloric_equation
from thermochain.rotors.macroscopic.mesh import line, ring

PUBLISHED = published_coefficients()
MESHES = {"closed": (line(12), []), "one bath": (line(12), [0]), "baths": (line(12), [0, -1])}
MESHES |= {"even ring": (ring(12), []), "odd ring": (ring(13), [])}


@pytest.fixture(params=list(MESHES))
def system(request):
    mesh, nodes = MESHES[request.param]
    held = np.zeros(mesh.x.size, dtype=bool)
    held[nodes] = True
    return FiniteVolumes(PUBLISHED, mesh, held), mesh, held


def rough_state(mesh, seed=3):
    rng = np.random.default_rng(seed)
    return rng.normal(size=mesh.x.size), rng.uniform(0.3, 1.5, size=mesh.x.size)


def rates(volumes, p, T):
    return volumes.unpack(volumes.rates(0.0, volumes.pack(p, T)))


def test_packing_and_unpacking_are_inverse(system):
    volumes, mesh, _ = system
    p, T = rough_state(mesh)
    p_back, e = volumes.unpack(volumes.pack(p, T))
    np.testing.assert_array_equal(p_back, p)
    np.testing.assert_allclose(volumes.temperature(p, e), T, rtol=1e-12)  # e - p^2/2 loses a digit or two


def test_the_whole_jacobian_lies_in_the_band(system):
    """The integrator is told to look nowhere else; on a ring this rests on the order of the nodes."""
    volumes, mesh, _ = system
    y = volumes.pack(*rough_state(mesh))
    columns = [volumes.rates(0.0, y + step) - volumes.rates(0.0, y) for step in 1e-6 * np.eye(y.size)]
    rows, affecting = np.nonzero(np.stack(columns, axis=1))
    assert np.max(np.abs(rows - affecting)) == volumes.bandwidth == (5 if mesh.left.size == mesh.x.size else 3)


def test_what_the_baths_give_is_all_that_changes_momentum_and_energy(system):
    volumes, mesh, held = system
    p, T = rough_state(mesh)
    for rate, inflow in zip(rates(volumes, p, T), inflows(PUBLISHED, mesh, p, T), strict=True):
        # fluxes of size D/dx * 2 = 1e2
        assert rate @ mesh.widths == pytest.approx(-inflow[held].sum(), abs=1e-12)
        np.testing.assert_array_equal(rate[held], 0.0)


def test_entropy_balance_is_exact(system):
    """dS/dt by the chain rule with dS = du/T equals the production in the cells plus what the baths give."""
    volumes, mesh, held = system
    p, T = rough_state(mesh)
    dp, de = rates(volumes, p, T)
    by_chain_rule = np.sum(mesh.widths * (de - p * dp) / T)
    into_p, into_e = inflows(PUBLISHED, mesh, p, T)
    supply = -np.sum(((into_e - p * into_p) / T)[held])
    produced = production(PUBLISHED, mesh, p, T)
    assert np.all(produced > 0)
    assert by_chain_rule == pytest.approx(produced.sum() + supply, rel=1e-12)
    assert produced.sum() > 10.0  # nothing small is compared with nothing


def test_entropy_balance_holds_for_the_thermodynamic_entropy_itself(system):
    volumes, mesh, _ = system
    y, h = volumes.pack(*rough_state(mesh)), 1e-7
    step = h * volumes.rates(0.0, y)
    entropies = []
    for state in (y - step, y + step):
        p, e = volumes.unpack(state)
        entropies.append(rotor.entropy(volumes.temperature(p, e)) @ mesh.widths)
    p, e = volumes.unpack(y)
    dp, de = volumes.unpack(volumes.rates(0.0, y))
    exact = np.sum(mesh.widths * (de - p * dp) / volumes.temperature(p, e))
    assert np.diff(entropies)[0] / (2 * h) == pytest.approx(exact, rel=1e-6)  # rounding 1e-15/h, truncation h^2


def test_the_coldest_node_does_not_cool():
    """So temperatures stay above the lowest of the initial and of the bath temperatures."""
    mesh = line(40)
    volumes = FiniteVolumes(PUBLISHED, mesh, np.zeros(41, dtype=bool))
    for seed in range(20):
        p, T = rough_state(mesh, seed)
        dp, de = rates(volumes, p, T)
        coldest = np.argmin(T)
        assert de[coldest] - p[coldest] * dp[coldest] > 0


def test_production_is_that_of_the_continuum_to_second_order():
    """(Olla 18) by quadrature for given smooth profiles; halving the cells quarters the error."""

    def density(x):
        T, p_slope, T_slope = 0.8 + 0.3 * np.sin(2 * x), 0.7 * np.cos(x), 0.6 * np.cos(2 * x)
        by_momentum = PUBLISHED.momentum_diffusivity(T) / T * p_slope**2
        return by_momentum + PUBLISHED.thermal_conductivity(T) / T**2 * T_slope**2

    points, weights = np.polynomial.legendre.leggauss(60)
    exact = density(points) @ weights
    errors = []
    for n in (50, 100):
        mesh = line(n)
        produced = production(PUBLISHED, mesh, 0.7 * np.sin(mesh.x), 0.8 + 0.3 * np.sin(2 * mesh.x))
        errors.append(produced.sum() - exact)
    assert errors[0] / errors[1] == pytest.approx(4.0, abs=0.05)  # the next order adds O(dx^2) to the ratio


@pytest.mark.parametrize("bounds", [(0.01, 10.0), kinked().admissible_range, (0.05, 0.06)])
def test_temperature_inverts_the_energy_to_rounding(bounds):
    T = np.geomspace(*bounds, 997)
    # at T = 0.01 the energy 1 - <cos r> carries 1e-14 of rounding
    np.testing.assert_allclose(caloric_equation(*bounds).temperature(rotor.mean_energy(T)), T, rtol=2e-13)


def test_energies_beyond_the_table_have_the_temperature_of_its_end():
    inverse = caloric_equation(0.1, 2.0)
    ends = inverse.temperature(np.array([inverse.lowest - 1.0, inverse.highest + 1.0]))
    np.testing.assert_allclose(ends, [0.1, 2.0], rtol=1e-13)
