"""Averages, samples and compiled functions of bond potentials."""

import numpy as np
import pytest

from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles
from thermochain.rotors.potential import ROTORS, Potential, potential_of

# the potential of rotors without its closed forms, two wells, and one without V(-r) = V(r)
SERIES = Potential("series", 2.0 * np.pi, (1.0, -1.0), (0.0, 0.0))
TWO_WELLS = Potential("two_wells", 2.0 * np.pi, (3.0, -1.0, -2.0), (0.0, 0.0, 0.0))
UNEVEN = Potential("uneven", 1.0, (1.0, -1.0, -0.3), (0.0, 0.0, 0.4))
AVERAGES = ("mean_potential", "mean_shape", "mean_square_force", "mean_energy", "specific_heat")


@pytest.mark.parametrize("name", AVERAGES)
def test_the_series_of_rotors_has_the_averages_of_bessel_functions(name):
    temperatures = np.array([0.1, 0.3, 1.0, 4.0])
    # rounding, which the heat divides by T^2
    np.testing.assert_allclose(getattr(SERIES, name)(temperatures), getattr(ROTORS, name)(temperatures), rtol=1e-12)


@pytest.mark.parametrize("n_rotors", [3, 4, 17, 128])
@pytest.mark.parametrize("temperature", [0.3, 1.0, 5.0])
def test_the_series_of_rotors_has_their_variance_of_the_energy_current(n_rotors, temperature):
    general = SERIES.energy_current_variance(temperature, n_rotors)
    assert general == pytest.approx(ROTORS.energy_current_variance(temperature, n_rotors), rel=1e-12)


@pytest.mark.parametrize("potential", [SERIES, TWO_WELLS, UNEVEN])
def test_the_variance_of_the_energy_current_of_three_bonds_is_that_of_the_sum_over_all_of_them(potential):
    """Bonds r, s and -r - s on a grid of one period, every weight written out."""
    T, n = 0.8, 64
    r, s = np.meshgrid(*[potential.period * np.arange(n) / n] * 2, indexing="ij")
    bonds = np.stack([r, s, -r - s])
    weights = np.exp(-potential.potential(bonds).sum(axis=0) / T)
    pull = potential.force(bonds)
    squares = 0.25 * ((pull + np.roll(pull, 1, axis=0)) ** 2).sum(axis=0) - pull.sum(axis=0) ** 2 / 3
    exact = T * np.sum(weights * squares) / np.sum(weights) / 3
    assert potential.energy_current_variance(T, 3) == pytest.approx(exact, rel=1e-9)


def test_the_heat_is_the_derivative_of_the_energy_and_force_and_curvature_obey_integration_by_parts():
    T, step = 1.3, 1e-4
    difference = (TWO_WELLS.mean_energy(T + step) - TWO_WELLS.mean_energy(T - step)) / (2.0 * step)
    assert TWO_WELLS.specific_heat(T) == pytest.approx(difference, rel=1e-7)  # the quotient's step^2
    curvature = TWO_WELLS.mean(np.cos(TWO_WELLS.points) + 8.0 * np.cos(2.0 * TWO_WELLS.points), T)
    assert TWO_WELLS.mean_square_force(T) == pytest.approx(T * curvature, rel=1e-12)


@pytest.mark.parametrize("potential", [TWO_WELLS, UNEVEN])
@pytest.mark.parametrize("temperature", [0.2, 2.0])
def test_sampled_bonds_have_the_gibbs_law(potential, temperature):
    n, edges = 100_000, np.linspace(-0.5, 0.5, 33) * potential.period
    bonds = potential.sample_bonds(temperature, (n,), np.random.default_rng(4))
    # the points of the averages, 32 in each bin
    weights = np.exp(
        (potential.lowest - potential.potential(potential.points + 0.5 * potential.period / 1024)) / temperature
    )
    expected = n * weights.reshape(32, 32).sum(axis=1) / weights.sum()
    counts, many = np.histogram(bonds, edges)[0], expected > 20
    chi_square = np.sum((counts - expected)[many] ** 2 / expected[many])
    assert chi_square < many.sum() + 5.0 * np.sqrt(2.0 * many.sum())
    shifted = np.roll(expected, 3)[many]  # control: the test can tell
    assert np.sum((counts[many] - shifted) ** 2 / np.maximum(shifted, 1.0)) > 10 * many.sum()


def test_every_row_of_bonds_has_its_own_temperature():
    temperatures = np.array([0.3, 3.0])
    bonds = TWO_WELLS.sample_bonds(temperatures[:, None], (2, 20_000), np.random.default_rng(1))
    values = TWO_WELLS.potential(bonds)
    errors = values.std(axis=1) / np.sqrt(20_000)
    assert np.all(np.abs(values.mean(axis=1) - TWO_WELLS.mean_potential(temperatures)) < 4.0 * errors)


def test_rings_of_the_series_of_rotors_wind_as_rotors_do():
    """The closing bond of the general sampler completes the Gibbs law of a ring."""
    n, size, T = 20_000, 6, 2.0
    angles, _ = sample_ring_angles(size, n, T, np.random.default_rng(2), potential=SERIES)
    squares = rotor.winding_number(angles) ** 2
    exact = rotor.winding_variance(T, size)
    assert abs(squares.mean() - exact) < 4.0 * squares.std() / np.sqrt(n)


def test_a_potential_is_what_its_record_says():
    record = {"name": "uneven", "period": 1.0, "cosines": [1.0, -1.0, -0.3], "sines": [0.0, 0.0, 0.4]}
    assert potential_of(record) == UNEVEN
    assert potential_of(None) is ROTORS
    assert not UNEVEN.is_even
    assert TWO_WELLS.is_even
    assert (TWO_WELLS.stiffness, TWO_WELLS.unit_of_energy) == (pytest.approx(9.0), 2.53)
    assert (ROTORS.stiffness, ROTORS.unit_of_energy, ROTORS.lowest) == (1.0, 1.0, 0.0)
