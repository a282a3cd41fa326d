"""Thermodynamics of bonds: closed forms, derivatives, limits, and samples."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import polygamma, psi

from thermochain.oscillators.anharmonic.bond_gibbs import bond_quantiles, bond_state, tension_of
from thermochain.oscillators.anharmonic.bond_potentials import HARMONIC, QUARTIC, BondPotential

TODA = BondPotential(lambda s: np.exp(-s) + s - 1.0, lambda s: 1.0 - np.exp(-s))
TENSION = np.array([-3.0, 0.0, 0.4, 2.0])[:, None]
TEMPERATURE = np.array([0.05, 0.7, 1.0, 6.0])


def test_harmonic_bonds_have_their_closed_forms():
    state = bond_state(HARMONIC, TENSION, TEMPERATURE)
    exact = {
        "stretch": TENSION,
        "energy": TEMPERATURE + 0.5 * TENSION**2,
        "compressibility": 1.0,
        "expansion": 0.0,
        "stiffness": 1.0,
        "heat_capacity": 1.0,
        "tension_by_temperature": 0.0,
    }
    for name, value in exact.items():
        # rounding of sums of 121 terms; that of an expansion is divided by T = 0.05
        np.testing.assert_allclose(getattr(state, name), value + 0.0 * state.stretch, rtol=1e-12, atol=1e-11)


def test_toda_bonds_have_the_moments_of_a_logarithm_of_a_gamma_variable():
    """exp(-s)/T has the density of Gamma((1 - tau)/T), which knows nothing of our quadrature and is not symmetric."""
    tau, T = np.array([-1.0, 0.0, 0.5]), np.array([0.3, 0.3, 0.1])
    a = (1.0 - tau) / T
    state = bond_state(TODA, tau, T)
    np.testing.assert_allclose(state.stretch, -np.log(T) - psi(a), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(state.compressibility, polygamma(1, a) / T, rtol=1e-12)


def test_every_derivative_is_that_of_stretch_and_energy():
    h = 1e-4

    def slope(name, along_tension):
        step = (h, 0.0) if along_tension else (0.0, h)
        ahead, behind = (bond_state(QUARTIC, TENSION + k * step[0], TEMPERATURE + k * step[1]) for k in (1, -1))
        return (getattr(ahead, name) - getattr(behind, name)) / (2.0 * h)

    state = bond_state(QUARTIC, TENSION, TEMPERATURE)
    # central differences: h^2 times a third derivative, which at T = 0.05 is about 1000
    np.testing.assert_allclose(slope("stretch", True), state.compressibility, atol=1e-5)
    np.testing.assert_allclose(slope("stretch", False), state.expansion, atol=1e-5)
    np.testing.assert_allclose(slope("energy", True), state.energy_by_tension, atol=1e-5)
    np.testing.assert_allclose(slope("energy", False), state.energy_by_temperature, atol=1e-5)


def test_maxwells_relation_and_the_heat_capacity_hold_at_fixed_stretch():
    """Differences along lines of constant r or T, found by the inverse: (de/dr)_T = tau - T (dtau/dT)_r."""
    r, T, h = np.array([0.0, 0.3, 1.1])[:, None], np.array([0.2, 1.0, 4.0]), 1e-4
    tension = tension_of(QUARTIC, r, T)
    state = bond_state(QUARTIC, tension, T)

    def energy(stretch, temperature):
        return bond_state(QUARTIC, tension_of(QUARTIC, stretch, temperature), temperature).energy

    by_temperature = (tension_of(QUARTIC, r, T + h) - tension_of(QUARTIC, r, T - h)) / (2.0 * h)
    by_stretch = (energy(r + h, T) - energy(r - h, T)) / (2.0 * h)
    capacity = (energy(r, T + h) - energy(r, T - h)) / (2.0 * h)
    # the inverse is exact to 1e-10, over 2 h, and the differences to h^2
    np.testing.assert_allclose(by_temperature, state.tension_by_temperature, atol=3e-6)
    np.testing.assert_allclose(by_stretch, tension - T * by_temperature, atol=3e-6)
    np.testing.assert_allclose(capacity, state.heat_capacity, atol=3e-6)


def test_the_heat_capacity_of_quartic_bonds_falls_from_1_to_3_quarters():
    """Equipartition: 1/2 of the momentum, and 1/2 of a quadratic or 1/4 of a quartic potential."""
    T = np.geomspace(1e-5, 1e8, 27)
    capacity = bond_state(QUARTIC, 0.0, T).heat_capacity
    assert np.all(np.diff(capacity) < 0)
    assert capacity[0] == pytest.approx(1.0, abs=3e-5)  # 1 - 3 T/2 + ...
    assert capacity[-1] == pytest.approx(0.75, abs=1e-4)  # of the order T^-1/2


def test_the_stiffness_is_the_mean_curvature():
    state = bond_state(QUARTIC, TENSION, TEMPERATURE)
    square = state.stretch**2 + TEMPERATURE * state.compressibility
    np.testing.assert_allclose(state.stiffness, 1.0 + 3.0 * square, rtol=1e-11)  # by parts; rounding at T = 0.05


def test_the_tension_inverts_the_stretch_from_cold_to_hot():
    tau, T = np.array([-50.0, -1.0, 0.0, 3.0, 400.0])[:, None], np.geomspace(1e-3, 1e3, 7)
    found = tension_of(QUARTIC, bond_state(QUARTIC, tau, T).stretch, T)
    np.testing.assert_allclose(found, tau + 0.0 * T, rtol=1e-9, atol=1e-9)  # ten times the promise


def test_quantiles_have_the_probabilities_of_the_gibbs_measure():
    tau, T, p = 1.5, 0.8, np.array([[0.01, 0.3, 0.5, 0.99]])

    def weight(s):
        return np.exp(-(QUARTIC.value(s) - tau * s) / T)

    total = quad(weight, -6.0, 6.0)[0]
    for probability, s in zip(p[0], bond_quantiles(QUARTIC, np.array([tau]), np.array([T]), p)[0], strict=True):
        assert quad(weight, -6.0, s)[0] / total == pytest.approx(probability, abs=1e-6)


@pytest.mark.parametrize(("tension", "temperature"), [(0.0, 0.0), (0.0, -1.0), (np.nan, 1.0), (0.0, np.inf)])
def test_a_state_that_is_none_is_refused(tension, temperature):
    with pytest.raises(ValueError, match="temperature="):
        bond_state(QUARTIC, tension, temperature)


def test_a_bond_that_breaks_is_refused():
    with pytest.raises(ValueError, match=r"does not hold a bond at tension 1\.5"):
        bond_state(BondPotential(lambda s: np.hypot(s, 1.0), lambda s: s / np.hypot(s, 1.0)), 1.5, 1.0)
