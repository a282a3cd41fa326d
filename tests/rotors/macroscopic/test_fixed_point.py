"""The fixed point of Appendix B: its consistent readings converge, the printed one does not everywhere."""

from itertools import product

import numpy as np
import pytest

from thermochain.core.convergence import NotConverged
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.rotors.macroscopic.fixed_point import READINGS, solve_fixed_points
from thermochain.rotors.macroscopic.study.paper_panels import FIGURES, NAMES, MapPanel, ProfilePanel

C = published_coefficients()
PAPERS_CELLS = 1000  # a step of 0.002
CONSISTENT = ("new", "old")
STRONGEST = (0.3, 0.3, 0.0, 2.0)  # lowest temperatures, largest momentum difference


def axes_of(panel):
    """Name -> first, middle and last value, of the boundary values that a panel varies."""
    if isinstance(panel, ProfilePanel):
        axes = {panel.varied: panel.values}
    elif isinstance(panel, MapPanel):
        axes = {panel.across: np.linspace(*panel.across_range, 3), panel.up: np.linspace(*panel.up_range, 3)}
    else:
        axes = {panel.across: np.linspace(*panel.across_range, 3), panel.varied: panel.values}
    return {name: sorted({values[0], values[len(values) // 2], values[-1]}) for name, values in axes.items()}


def boundary_values(number):
    """T_left, T_right, p_left, p_right of all panels of a figure, shape (4, n_states)."""
    states = set()
    for panel in FIGURES[number]:
        axes = axes_of(panel)
        for values in product(*axes.values()):
            state = panel.fixed | dict(zip(axes, values, strict=True))
            states.add(tuple(round(float(state[name]), 10) for name in NAMES))
    return np.array(sorted(states)).T


@pytest.mark.parametrize("reading", CONSISTENT)
@pytest.mark.parametrize("number", [number for number in FIGURES if number >= 3])
def test_both_consistent_readings_of_appendix_b_converge_on_all_panels_of_figures_3_to_13(number, reading):
    states = boundary_values(number)
    found = solve_fixed_points(C, *states, PAPERS_CELLS, reading=reading)
    # second order in dx = 0.002, at the sharpest peaks 1.4e-4
    np.testing.assert_allclose(found.energy_current, energy_current(C, *states), atol=2e-4)
    np.testing.assert_allclose(found.temperature[:, -1], states[1], atol=2e-5)  # the paper's sign of good convergence
    np.testing.assert_allclose(found.momentum[:, -1], states[3], atol=2e-4)
    assert found.iterations.max() < 500


def test_the_strongest_forcing_of_the_figures_takes_as_many_iterations_as_two_other_codes_need():
    """The last n of the paper's loop, which counts from 0, is 173 and 280; a rounding error may shift it by one."""
    for reading, last in zip(CONSISTENT, (173, 280), strict=True):
        found = solve_fixed_points(C, *STRONGEST, PAPERS_CELLS, reading=reading)
        assert abs(found.iterations[0] - 1 - last) <= 1
        assert found.energy_current[0] == pytest.approx(-4.32078, abs=5e-6)


@pytest.mark.parametrize("p_right", [1.5, 2.0])
def test_the_printed_mixture_of_two_momentum_profiles_diverges_at_strong_forcing(p_right):
    with pytest.raises(NotConverged, match=r"after \d+ iterations at T_left=0.3.*last change.*method='first_integral'"):
        solve_fixed_points(C, 0.3, 0.3, 0.0, p_right, PAPERS_CELLS, reading="printed")


def test_the_printed_mixture_does_not_settle_from_1_40_on_and_does_below():
    """A coarse mesh has the instability at nearly the same forcing; where it settles it takes 1,657 iterations."""
    solve_fixed_points(C, 0.3, 0.3, 0.0, 1.34, 200, reading="printed", max_iterations=2500)
    with pytest.raises(NotConverged, match="did not converge after 2500 iterations"):
        solve_fixed_points(C, 0.3, 0.3, 0.0, 1.40, 200, reading="printed", max_iterations=2500)


def test_unequal_mixing_lets_even_the_printed_mixture_converge():
    found = solve_fixed_points(C, *STRONGEST, PAPERS_CELLS, reading="printed", alpha_p=0.0, alpha_T=0.9)
    assert found.energy_current[0] == pytest.approx(-4.32078, abs=5e-6)


def test_all_readings_have_one_fixed_point():
    found = [solve_fixed_points(C, 0.4, 0.6, -0.2, 0.8, 200, reading=reading) for reading in READINGS]
    for other in found[1:]:
        # each stops where a step of a tenth of the way is below 1.5e-8
        np.testing.assert_allclose(other.temperature, found[0].temperature, atol=1e-6)


def test_states_do_not_depend_on_those_that_are_solved_with_them():
    together = solve_fixed_points(C, 0.3, [0.3, 0.6, 1.0], 0.0, [1.0, 0.0, 2.0], 200)
    for k, (T_right, p_right) in enumerate([(0.3, 1.0), (0.6, 0.0), (1.0, 2.0)]):
        alone = solve_fixed_points(C, 0.3, T_right, 0.0, p_right, 200)
        assert alone.iterations[0] == together.iterations[k]
        np.testing.assert_allclose(alone.temperature[0], together.temperature[k], rtol=1e-14)


def test_an_unknown_reading_is_named():
    with pytest.raises(ValueError, match="reading='mixed'"):
        solve_fixed_points(C, *STRONGEST, 200, reading="mixed")


def test_an_iteration_that_creeps_is_not_taken_for_its_end():
    """With steps of a thousandth the last change of 1e-6 is a thousandth of what is left."""
    with pytest.raises(NotConverged, match=r"creeps, still 1\.0e-03 from its end, after \d+ iterations.*; use method"):
        solve_fixed_points(C, 1.0, 0.5, 0.0, 1.0, 20, alpha_p=0.999, alpha_T=0.999, tolerance=1e-6)
    quick = solve_fixed_points(C, 1.0, 0.5, 0.0, 1.0, 20)
    slow = solve_fixed_points(C, 1.0, 0.5, 0.0, 1.0, 20, alpha_p=0.999, alpha_T=0.999, tolerance=1e-9)
    np.testing.assert_allclose(slow.temperature, quick.temperature, atol=2e-6)
