"""The evolution of chains with another bond potential: Olla's heat is that of rotors, two wells have their own."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from tests.root import CONFIG, ROOT
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.evolution import solve_evolution
from thermochain.rotors.evolution.study.configuration import temperatures
from thermochain.rotors.evolution.study.tables import CASES, evolve, profile_table, series_table
from thermochain.rotors.macroscopic.caloric import caloric_equation
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_file import load_potential

COEFFICIENTS = replace(published_coefficients(), admissible_range=(0.15, 3.5))
OLLA = load_potential(ROOT / "workflow/potentials/olla.py")
TWO_WELLS = load_potential(ROOT / "workflow/potentials/two_wells.py")
T = np.geomspace(0.2, 3.0, 7)
SECTION = {"n_cells": 40, "first_time": 0.001, "last_time": 20.0, "n_times": 40}
SECTION |= {"driven": {"T_left": 0.6, "T_right": 0.4, "p_right": 1.2}, "closed": {"temperature": 0.5, "amplitude": 1.0}}


def closed(potential):
    return solve_evolution(
        COEFFICIENTS,
        momentum=lambda x: np.sin(0.5 * np.pi * x),
        temperature=0.6,
        times=np.linspace(0.0, 40.0, 41),
        n_cells=40,
        potential=potential,
    )


@pytest.mark.parametrize("potential", [OLLA, TWO_WELLS])
def test_energy_and_entropy_of_a_potential_have_its_specific_heat(potential):
    """du/dT = c and dS/dT = c/T by differences, whose error is the square of the step."""
    step = 1e-4 * T
    for function, slope in ((potential.mean_energy, 1.0), (potential.entropy, 1.0 / T)):
        found = (function(T + step) - function(T - step)) / (2.0 * step)
        np.testing.assert_allclose(found, slope * potential.specific_heat(T), rtol=1e-6)


def test_the_thermodynamics_of_ollas_units_is_that_of_rotors():
    np.testing.assert_allclose(OLLA.mean_energy(T), ROTORS.mean_energy(T), rtol=1e-12)
    np.testing.assert_allclose(OLLA.entropy(T), ROTORS.entropy(T) - np.log(2.0 * np.pi), rtol=1e-11)


@pytest.mark.parametrize("potential", [OLLA, TWO_WELLS])
def test_the_caloric_equation_inverts_the_energy_of_the_potential(potential):
    caloric = caloric_equation(*COEFFICIENTS.admissible_range, potential)
    np.testing.assert_allclose(caloric.temperature(potential.mean_energy(T)), T, rtol=1e-12)


def test_with_equal_coefficients_ollas_chain_evolves_as_rotors():
    rotors, olla = closed(ROTORS), closed(OLLA)
    np.testing.assert_allclose(olla.temperature, rotors.temperature, rtol=1e-6)  # that of the integration in time
    np.testing.assert_allclose(olla.entropy_production, rotors.entropy_production, rtol=1e-4, atol=1e-9)


def test_a_closed_chain_of_two_wells_keeps_its_energy_and_ends_at_its_own_temperature():
    state = closed(TWO_WELLS)
    assert np.ptp(state.total_energy) < 1e-12
    assert np.ptp(state.total_momentum) < 1e-12
    assert np.all(np.diff(state.entropy) > -1e-9)
    # dS/dt is the production, by the trapezoidal rule over the last, slow half
    late = slice(20, None)
    produced = np.trapezoid(state.entropy_production[late], state.times[late])
    assert np.ptp(state.entropy[late]) == pytest.approx(produced, rel=1e-2, abs=1e-8)
    # the mean of sin^2 is 1/2
    rise = brentq(lambda t: TWO_WELLS.mean_energy(t) - TWO_WELLS.mean_energy(0.6) - 0.25, 0.6, 2.0)
    np.testing.assert_allclose(state.temperature[-1], rise, rtol=1e-3)  # of second order in the mesh
    assert abs(closed(ROTORS).temperature[-1].mean() - rise) > 1e-2  # negative control


def test_the_tables_of_another_potential_approach_its_uniform_state():
    states = {case: evolve(case, COEFFICIENTS, SECTION, TWO_WELLS) for case in CASES}
    profiles, series = profile_table(states, 10), series_table(states)
    end = profiles[(profiles["case"] == "closed") & (profiles["frame"] == 9)]
    limit = profiles[(profiles["case"] == "closed") & (profiles["frame"] == -1)]
    np.testing.assert_allclose(end["temperature"], limit["temperature"], rtol=1e-3)
    assert np.isfinite(series.select_dtypes("number")).all().all()


def test_the_temperatures_of_another_chain_that_are_known_beforehand_are_those_of_its_section():
    config = CONFIG | {"evolution": SECTION}
    every = dict(temperatures(config))
    known = dict(temperatures(config | {"potential": "workflow/potentials/two_wells.py"}))
    assert sorted(known.values()) == [0.4, 0.5, 0.6]
    assert known.items() < every.items()
