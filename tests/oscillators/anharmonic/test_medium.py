"""Olla (23): the harmonic limit, balances, order in space, and the stationary state."""

import numpy as np
import pytest

from thermochain.oscillators.anharmonic.bond_potentials import HARMONIC, QUARTIC
from thermochain.oscillators.anharmonic.conductivity import conductivity_bound
from thermochain.oscillators.anharmonic.medium import (
    Medium,
    evolve,
    rates_of_change,
    solve_stationary,
)
from thermochain.oscillators.harmonic import flip_laws

RATE = 0.8
CHAIN = {"force": 2.0, "T_left": 1.0, "T_right": 2.0}


def medium(potential=QUARTIC):
    return Medium(potential, RATE, lambda state: conductivity_bound(state, RATE))


def smooth_start(n_cells):
    x = np.linspace(0.0, 1.0, n_cells + 1)
    return 2.0 * x + 0.5 * np.sin(np.pi * x), 1.0 + x + 0.3 * np.sin(2.0 * np.pi * x)


def test_harmonic_bonds_have_the_parabola_of_37_and_its_current():
    x = np.linspace(0.0, 1.0, 33)
    found = solve_stationary(medium(HARMONIC), x, **CHAIN)
    exact = flip_laws.stationary_temperature(x, **CHAIN)
    np.testing.assert_allclose(found.state.temperature, exact, atol=1e-8)  # tolerance of the collocation
    np.testing.assert_allclose(found.state.stretch, 2.0 * x, atol=1e-12)
    current = flip_laws.stationary_energy_current(flip_rate=RATE, **CHAIN)
    assert found.energy_current == pytest.approx(current, abs=1e-8)


def test_harmonic_bonds_evolve_as_by_22():
    """Both schemes are the same finite volumes, so only the integrations in time differ."""
    tension, temperature = smooth_start(24)
    times = [0.0, 0.02, 0.2]
    found = evolve(medium(HARMONIC), tension, temperature, times)
    x = np.linspace(0.0, 1.0, 25)
    stretch, heat = flip_laws.evolve_flip_limit(x, tension, temperature, times, flip_rate=RATE)
    np.testing.assert_allclose(found.stretch, stretch, atol=2e-6)  # 1e-7 a step
    np.testing.assert_allclose(found.temperature, heat, atol=2e-6)


@pytest.mark.parametrize("as_printed", [False, True])
def test_stretch_and_energy_flow_and_neither_is_made_but_by_the_printed_equation(as_printed):
    """Their rates at the inner nodes are differences of the currents of the cells, to rounding."""
    tension, temperature = smooth_start(24)
    dx, m = 1.0 / 24, medium()
    warming = rates_of_change(m, tension, temperature, as_printed=as_printed)
    state = m.state(tension, temperature)
    kappa = m.conductivity(state)

    def mean(values):
        return 0.5 * (values[1:] + values[:-1])

    stretch_flow = np.diff(tension) / (2.0 * RATE * dx)
    energy_flow = mean(kappa) * np.diff(temperature) / dx + mean(tension) * stretch_flow
    stretch_rate = state.compressibility * warming[0] + state.expansion * warming[1]
    energy_rate = state.energy_by_tension * warming[0] + state.energy_by_temperature * warming[1]
    np.testing.assert_allclose(stretch_rate[1:-1], np.diff(stretch_flow) / dx, atol=1e-10)
    made = energy_rate[1:-1] - np.diff(energy_flow) / dx
    if as_printed:
        assert np.max(np.abs(made)) > 0.1  # T (dtau/dT) dr/dt is about 1 here
    else:
        np.testing.assert_allclose(made, 0.0, atol=1e-10)


def test_profiles_in_time_are_of_second_order_in_space():
    states = [evolve(medium(), *smooth_start(n), [0.0, 0.05]) for n in (8, 16, 32)]
    for name in ("temperature", "stretch"):
        coarse, middle, fine = (getattr(s, name)[-1][:: n // 8] for s, n in zip(states, (8, 16, 32), strict=True))
        order = np.log2(np.linalg.norm(coarse - middle) / np.linalg.norm(middle - fine))
        assert order == pytest.approx(2.0, abs=0.15)  # the next order is the fourth, at 8 cells


@pytest.mark.parametrize("as_printed", [False, True])
def test_the_evolution_ends_in_the_stationary_state(as_printed):
    """With and without the heat of stretching, which a state at rest does not have; at second order of the mesh."""
    errors = []
    for n in (12, 24):
        x = np.linspace(0.0, 1.0, n + 1)
        tension, temperature = np.where(x < 1.0, 0.0, 2.0), np.where(x < 1.0, 1.0, 2.0)
        end = evolve(medium(), tension, temperature, [0.0, 4.0], as_printed=as_printed)
        exact = solve_stationary(medium(), x, **CHAIN).state
        errors.append(np.max(np.abs(end.temperature[-1] - exact.temperature)))
        np.testing.assert_allclose(end.tension[-1], 2.0 * x, atol=1e-5)  # exact on any mesh; 4 is 20 relaxation times
    assert errors[0] / errors[1] == pytest.approx(4.0, abs=0.3)


def test_equilibrium_under_a_tension_stays():
    rest = rates_of_change(medium(), np.full(9, 1.5), np.full(9, 0.7))
    np.testing.assert_array_equal(rest, np.zeros((2, 9)))


def test_letting_go_cools_and_the_printed_equation_warms():
    """Half of a tension taken off both ends: the heat of stretching is first, dissipation second order in the step."""
    x = np.linspace(0.0, 1.0, 33)
    tension = np.where((x > 0.0) & (x < 1.0), 2.0, 1.8)
    ours, printed = (
        evolve(medium(), tension, np.ones(33), [0.0, 0.05], as_printed=flag).temperature[-1].mean()
        for flag in (False, True)
    )
    assert ours < 0.995
    assert printed > 1.0
