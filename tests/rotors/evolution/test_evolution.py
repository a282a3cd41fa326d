"""Evolution in time: conservation, entropy, orders, limits; then the arguments."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import simpson
from scipy.optimize import brentq

from tests.rotors.laws import kinked, power_laws
from thermochain.rotors import rotor
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.evolution import solve_evolution
from thermochain.rotors.macroscopic.solve import solve_stationary

PUBLISHED = published_coefficients()
BATHS = {"T_left": 0.5, "T_right": 0.8, "p_left": 0.0, "p_right": 1.5}


def momentum(x):
    return 0.4 + np.sin(np.pi * x) + 0.3 * np.cos(2 * np.pi * x)


def temperature(x):
    return 0.6 + 0.2 * np.cos(np.pi * x + 0.3)


ENDS = {"closed": {}, "ring": {"periodic": True}, "baths": BATHS, "bath and wall": {"T_left": 0.4, "p_left": -0.3}}


def matching(ends, x):
    """Smooth p and T with the values of the baths and without flux at the walls."""
    if ends == "ring":
        return momentum(x[:-1]), temperature(x[:-1])
    if ends == "baths":
        u = 0.5 * (x + 1)
        step = u**3 * (10 - 15 * u + 6 * u**2)
        return 1.5 * step, 0.5 + 0.3 * step
    wave = np.sin(0.5 * np.pi * x)
    return 0.2 + 0.5 * wave, 0.6 + 0.2 * wave


@pytest.mark.parametrize("ends", ["closed", "ring"])
def test_a_chain_without_baths_keeps_momentum_and_energy_to_rounding(ends):
    state = solve_evolution(
        PUBLISHED, momentum=momentum, temperature=temperature, times=np.linspace(0, 3, 31), **ENDS[ends]
    )
    for total in (state.total_momentum, state.total_energy):
        assert np.ptp(total) < 1e-13  # a sum of 400 terms of order 1/400
    assert state.mechanical_energy[-1] < 0.5 * state.mechanical_energy[0]  # which is not kept
    assert np.all(state.momentum_supply == 0)
    assert np.all(state.work_supply == 0)
    assert np.all(state.heat_supply == 0)


@pytest.mark.parametrize("ends", list(ENDS))
def test_totals_change_by_what_the_baths_give_and_entropy_by_production_besides(ends):
    times = np.linspace(0.05, 0.25, 201)
    state = solve_evolution(
        PUBLISHED, momentum=momentum, temperature=temperature, times=np.append(0.0, times), n_cells=40, **ENDS[ends]
    )
    balances = (
        (state.total_momentum, state.momentum_supply),
        (state.total_energy, state.work_supply + state.heat_supply),
        (state.entropy, state.entropy_production + state.entropy_supply),
    )
    for total, rate in balances:
        # interpolation between the steps at the tolerance 1e-8, and Simpson's rule
        assert total[-1] - total[1] == pytest.approx(simpson(rate[1:], x=times), abs=1e-6)


@pytest.mark.parametrize("ends", ["closed", "ring"])
def test_entropy_of_a_chain_without_baths_never_decreases(ends):
    state = solve_evolution(
        PUBLISHED, momentum=momentum, temperature=temperature, times=np.linspace(0, 5, 101), **ENDS[ends]
    )
    assert np.all(state.entropy_production >= 0)
    assert np.all(state.entropy_supply == 0)
    assert np.all(np.diff(state.entropy) > -1e-11)  # rounding, once at rest
    assert state.entropy[-1] - state.entropy[0] > 0.1


@pytest.mark.parametrize("ends", ["closed", "ring"])
def test_a_chain_without_baths_ends_in_the_equilibrium_of_its_momentum_and_energy(ends):
    state = solve_evolution(PUBLISHED, momentum=momentum, temperature=temperature, times=[0.0, 60.0], **ENDS[ends])
    p, e = state.total_momentum[0] / 2, state.total_energy[0] / 2
    T = brentq(lambda T: rotor.mean_energy(T) + p**2 / 2 - e, 0.1, 5.0, xtol=1e-13)
    np.testing.assert_allclose(state.momentum[-1], p, atol=1e-8)
    np.testing.assert_allclose(state.temperature[-1], T, atol=1e-8)
    assert np.ptp(state.temperature[0]) > 0.3


@pytest.mark.parametrize("coefficients", [PUBLISHED, kinked()], ids=["published", "kinked"])
def test_baths_lead_to_the_stationary_state_of_the_same_scheme(coefficients):
    state = solve_evolution(coefficients, momentum=0.0, temperature=0.5, times=[0.0, 40.0], n_cells=200, **BATHS)
    scheme = solve_stationary(coefficients, **BATHS, method="finite_difference", n_cells=200)
    np.testing.assert_allclose(state.momentum[-1], scheme.momentum, atol=1e-8)
    np.testing.assert_allclose(state.temperature[-1], scheme.temperature, atol=1e-8)
    np.testing.assert_allclose(state.momentum_current[-1], scheme.momentum_current, atol=1e-8)
    np.testing.assert_allclose(state.energy_current[-1], scheme.energy_current, atol=1e-8)
    assert state.entropy_production[-1] == pytest.approx(scheme.entropy_production, abs=1e-8)
    assert state.entropy_supply[-1] == pytest.approx(-scheme.entropy_production, abs=1e-8)
    work = -BATHS["p_right"] * scheme.momentum_current  # a momentum p_right enters on the right, p_left = 0 leaves
    assert state.work_supply[-1] == pytest.approx(work, abs=1e-8)
    assert state.heat_supply[-1] == pytest.approx(-work, abs=1e-8)


def test_the_limit_is_the_stationary_state_to_second_order():
    exact = solve_stationary(PUBLISHED, **BATHS, n_cells=400)
    errors = []
    for n in (50, 100, 200):
        state = solve_evolution(PUBLISHED, momentum=0.0, temperature=0.5, times=[0.0, 40.0], n_cells=n, **BATHS)
        skip = 400 // n
        errors.append(np.max(np.abs(state.temperature[-1] - exact.temperature[::skip])))
    orders = np.log2(np.divide(errors[:-1], errors[1:]))
    np.testing.assert_allclose(orders, 2.0, atol=0.03)


@pytest.mark.parametrize("ends", list(ENDS))
def test_profiles_converge_to_second_order_in_the_cell_size(ends):
    """Differences between nested meshes fall by four; without reference to any other solver."""
    profiles = []
    for n in (32, 64, 128, 256):
        p, T = matching(ends, np.linspace(-1, 1, n + 1))
        state = solve_evolution(
            PUBLISHED, momentum=p, temperature=T, times=[0.0, 0.05], n_cells=n, tolerance=1e-11, **ENDS[ends]
        )
        profiles.append(np.stack([state.momentum[-1], state.temperature[-1]])[:, :: n // 32])
    changes = [np.max(np.abs(b - a)) for a, b in pairwise(profiles)]
    assert changes[0] > 1e-5  # far above the errors in time
    orders = np.log2(np.divide(changes[:-1], changes[1:]))
    np.testing.assert_allclose(orders, 2.0, atol=0.1)  # the next power of dx


def test_a_mode_of_momentum_decays_at_its_rate_when_the_diffusivity_is_constant():
    """Then p obeys the heat equation whatever T does: exp(-D k^2 t) with k = pi/2 and no flux at the ends."""
    c = power_laws(0.7, 0.0, 0.4, 0.0)
    times = np.linspace(0, 1.5, 7)
    state = solve_evolution(c, momentum=lambda x: np.sin(0.5 * np.pi * x), temperature=0.5, times=times, n_cells=400)
    exact = np.exp(-0.7 * (0.5 * np.pi) ** 2 * times)[:, None] * np.sin(0.5 * np.pi * state.x)
    np.testing.assert_allclose(state.momentum, exact, atol=2e-6)  # (k dx)^2/12 of the rate
    assert state.temperature[-1].min() > 0.55  # while the chain warms


def test_a_small_wave_of_temperature_decays_at_the_energy_diffusivity():
    """D^e = kappa/c_v (Olla 16), of the smallest mode of a ring; amplitude 1e-5 makes the rest quadratic."""
    c, amplitude = power_laws(0.7, -2.0, 0.4, -1.0), 1e-5
    times = np.array([0.0, 0.2])
    state = solve_evolution(
        c,
        momentum=0.3,
        temperature=lambda x: 0.5 + amplitude * np.cos(np.pi * x),
        times=times,
        periodic=True,
        tolerance=1e-12,
    )
    decay = (state.temperature[-1] - 0.5) @ np.cos(np.pi * state.x) / 200 / amplitude
    rate = c.thermal_conductivity(0.5) / rotor.specific_heat(0.5) * np.pi**2
    assert decay == pytest.approx(np.exp(-0.2 * rate), rel=2e-4)  # (k dx)^2/12, amplitude


def test_a_uniform_velocity_changes_nothing():
    """The equations are those of the resting chain in any frame; energies are not the same, temperatures are."""
    x = np.linspace(-1, 1, 401)
    still, moving = (
        solve_evolution(PUBLISHED, momentum=momentum(x) + boost, temperature=temperature, times=[0, 0.3])
        for boost in (0.0, 3.0)
    )
    np.testing.assert_allclose(moving.momentum - 3.0, still.momentum, atol=1e-6)  # tolerance times p
    np.testing.assert_allclose(moving.temperature, still.temperature, atol=1e-6)
    assert moving.total_energy[0] > still.total_energy[0] + 9.0


def test_reflection_of_the_start_reflects_the_evolution():
    mirrored = {"T_left": 0.8, "T_right": 0.5, "p_left": -1.5, "p_right": 0.0}
    start = {"momentum": momentum, "temperature": temperature}
    reflected = {"momentum": lambda x: -momentum(-x), "temperature": lambda x: temperature(-x)}
    a = solve_evolution(PUBLISHED, **start, times=[0, 0.1, 1.0], n_cells=100, **BATHS)
    b = solve_evolution(PUBLISHED, **reflected, times=[0, 0.1, 1.0], n_cells=100, **mirrored)
    np.testing.assert_allclose(b.temperature[:, ::-1], a.temperature, atol=1e-7)  # both within the tolerance
    np.testing.assert_allclose(-b.momentum[:, ::-1], a.momentum, atol=1e-7)


def test_going_on_from_a_later_state_is_the_same_evolution():
    whole = solve_evolution(
        PUBLISHED, momentum=momentum, temperature=temperature, times=[0, 0.2, 0.5], n_cells=100, **BATHS
    )
    rest = solve_evolution(
        PUBLISHED,
        momentum=whole.momentum[1],
        temperature=whole.temperature[1],
        times=[0.2, 0.5],
        n_cells=100,
        **BATHS,
    )
    np.testing.assert_allclose(rest.temperature[-1], whole.temperature[-1], atol=1e-7)


def test_a_smaller_tolerance_is_closer():
    start = {"momentum": momentum, "temperature": temperature, "times": [0, 0.1], "n_cells": 64}
    exact = solve_evolution(PUBLISHED, **start, tolerance=1e-12).temperature[-1]
    errors = [
        np.max(np.abs(solve_evolution(PUBLISHED, **start, tolerance=tolerance).temperature[-1] - exact))
        for tolerance in (1e-4, 1e-6, 1e-8)
    ]
    assert errors[0] > 10 * errors[1] > 100 * errors[2]
    assert errors[2] < 1e-6


def test_a_quench_stays_positive_and_above_its_lowest_temperature():
    """Discontinuous at the first time: hot chain, cold baths that turn."""
    times = np.geomspace(1e-8, 10, 60)
    state = solve_evolution(
        PUBLISHED,
        momentum=lambda x: np.where(x > 0, 1.0, -1.0),
        temperature=lambda x: np.where(np.abs(x) < 0.3, 2.0, 0.3),
        times=np.append(0.0, times),
        T_left=0.2,
        p_left=1.0,
        T_right=0.3,
        p_right=0.0,
    )
    assert state.temperature.min() > 0.2 - 1e-7  # the tolerance in time
    assert state.temperature.max() > 2.0


def test_momentum_diffusion_turns_mechanical_into_internal_energy_at_the_rate_of_the_heating():
    """The term D^p (dp/dx)^2 of (Olla 17), in the scheme a sum over the cells."""
    times = np.linspace(0.02, 0.12, 101)
    state = solve_evolution(
        PUBLISHED, momentum=momentum, temperature=temperature, times=np.append(0, times), n_cells=40, periodic=True
    )
    D = state.mesh.mean(PUBLISHED.momentum_diffusivity(state.temperature[1:]))
    heating = np.sum(D * state.mesh.slope(state.momentum[1:]) ** 2, axis=1) * state.mesh.dx
    loss = state.mechanical_energy[1] - state.mechanical_energy[-1]
    assert loss == pytest.approx(simpson(heating, x=times), abs=1e-6)
    gain = np.sum(
        state.mesh.widths * (rotor.mean_energy(state.temperature[-1]) - rotor.mean_energy(state.temperature[1]))
    )
    assert gain == pytest.approx(loss, abs=1e-12)


GOOD = {"momentum": 0.0, "temperature": 0.5, "times": [0.0, 1.0]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"momentum": np.zeros(7)}, r"momentum has shape \(7,\) and must be .* each of the 401 nodes; change n_cells"),
        ({"momentum": np.nan}, "momentum=nan must be finite"),
        ({"momentum": "fast"}, "momentum='fast' must be real numbers"),
        ({"temperature": lambda x: 1j * x}, "temperature=.* must be real"),
        ({"temperature": -0.1}, r"temperature=-0.1 must lie in \[0.01, 10\]"),
        ({"temperature": lambda x: 0.3 + x}, r"temperature=-0.7 must lie in \[0.01, 10\]"),
        ({"temperature": np.zeros(401), "periodic": True}, "each of the 400 nodes"),
        ({"times": [0.0]}, "times=.* must be two or more"),
        ({"times": [0.0, 0.0]}, "times=.* must be two or more finite numbers, each larger"),
        ({"times": [0.0, np.inf]}, "times=.* finite"),
        ({"times": [[0.0, 1.0]]}, "times="),
        ({"T_left": 0.5}, "T_left=0.5 and p_left=None: a bath holds both"),
        ({"p_right": 0.5}, "T_right=None and p_right=0.5: a bath holds both"),
        ({"T_left": 0.5, "p_left": 0.0, "periodic": True}, "a ring has no ends"),
        ({"T_left": -0.5, "p_left": 0.0}, "T_left=-0.5 must be a positive temperature"),
        ({"T_right": 0.5, "p_right": np.inf}, "p_right=inf must be a finite number"),
        ({"T_right": 50.0, "p_right": 0.0}, "T_right=50 must lie in"),
        ({"T_right": [0.5, 0.6], "p_right": 0.0}, r"T_right=\[0.5, 0.6\] .* must be single numbers"),
        ({"n_cells": 3}, "n_cells=3 must be an integer >= 4"),
        ({"n_cells": 10.0}, "n_cells=10.0 must be an integer"),
        ({"tolerance": 0.0}, r"tolerance=0.0 must be a number in \[1e-12, 1e-2\]"),
        ({"tolerance": 1}, "tolerance=1 must be"),
    ],
)
def test_bad_arguments_are_named_with_value_limit_and_remedy(change, message):
    with pytest.raises(ValueError, match=message):
        solve_evolution(PUBLISHED, **(GOOD | change))


def test_heating_beyond_the_coefficients_is_refused_with_place_and_time():
    with pytest.raises(ValueError, match=r"temperature at x=.* passes 10 at t=.*reduce the differences of momentum"):
        solve_evolution(PUBLISHED, **(GOOD | {"momentum": lambda x: 12 * np.sin(np.pi * x)}))


def test_a_state_at_the_end_of_the_admissible_range_may_stay_there():
    state = solve_evolution(PUBLISHED, momentum=0.0, temperature=0.01, times=[0, 1], n_cells=10)
    np.testing.assert_allclose(state.temperature, 0.01, rtol=1e-9)
