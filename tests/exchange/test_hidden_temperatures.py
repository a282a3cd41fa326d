"""Hidden temperatures of full shares at constant rate (De Masi, Ferrari, Gabrielli): E_i = theta_i X_i.

The X_i are independent exponentials of mean 1, and the theta_i have the stationary law of the averaging that gives the
cells on both sides of a bond the same u theta_i + (1 - u) theta_j, u uniform, and the baths their temperatures.
"""

from itertools import product
from math import factorial, prod

import numpy as np
import pytest

from thermochain.exchange.chain import finite_noise
from thermochain.exchange.moments import stationary_moments

T_LEFT, T_RIGHT = 1.0, 2.5


def share(a, b):
    """Mean of u^a (1 - u)^b."""
    return factorial(a) * factorial(b) / factorial(a + b + 1)


def energy_event(a, b):
    """Terms (power of E_k, power of E_{k+1}, factor) of the mean of E_k^a E_{k+1}^b after an exchange."""
    total = a + b
    return [
        (c, total - c, share(a, b) * factorial(total) / factorial(c) / factorial(total - c)) for c in range(total + 1)
    ]


def temperature_event(a, b):
    """The same of theta: both become u theta_k + (1 - u) theta_{k+1}."""
    total = a + b
    binomial = [factorial(total) / factorial(c) / factorial(total - c) for c in range(total + 1)]
    return [(c, total - c, binomial[c] * share(c, total - c)) for c in range(total + 1)]


def moments(n, degree, event, bath_moment):
    """Exponents -> stationary moment, by the closed linear equations of all moments up to a degree."""
    monomials = [m for m in product(range(degree + 1), repeat=n) if sum(m) <= degree]
    at = {m: k for k, m in enumerate(monomials)}
    matrix, target = np.zeros((len(at), len(at))), np.zeros(len(at))
    for m, row in at.items():
        if sum(m) == 0:
            matrix[row, row], target[row] = 1.0, 1.0
            continue
        for bond in range(n + 1):
            left, right = bond - 1, bond
            a, b = (m[cell] if 0 <= cell < n else 0 for cell in (left, right))
            matrix[row, row] -= 1.0
            for to_left, to_right, factor in event(a, b):
                changed = list(m)
                for cell, power, T in ((left, to_left, T_LEFT), (right, to_right, T_RIGHT)):
                    if 0 <= cell < n:
                        changed[cell] = power
                    else:
                        factor *= bath_moment(T, power)
                matrix[row, at[tuple(changed)]] += factor
    return dict(zip(at, np.linalg.solve(matrix, target), strict=True))


@pytest.fixture(scope="module")
def both():
    energies = moments(3, 4, energy_event, lambda T, power: factorial(power) * T**power)
    temperatures = moments(3, 4, temperature_event, lambda T, power: T**power)
    return energies, temperatures


def test_moments_of_energies_are_those_of_hidden_temperatures_times_exponentials(both):
    energies, temperatures = both
    for m, value in energies.items():
        assert value == pytest.approx(prod(map(factorial, m)) * temperatures[m], rel=1e-12)


def test_hidden_temperatures_vary_so_energies_are_no_independent_exponentials(both):
    energies, _ = both
    mean, square = energies[(0, 1, 0)], energies[(0, 2, 0)]
    assert square > 2.0 * mean**2 * 1.01
    assert energies[(1, 1, 0)] > energies[(1, 0, 0)] * energies[(0, 1, 0)]


def test_the_two_point_system_has_the_same_second_moments(both):
    energies, _ = both
    means, covariance = stationary_moments(3, T_LEFT, T_RIGHT, 1.0, finite_noise(1.0))
    unit = np.eye(3, dtype=int)
    expected = [[energies[tuple(unit[i] + unit[j])] for j in range(3)] for i in range(3)]
    np.testing.assert_allclose(covariance + np.outer(means, means), expected, rtol=1e-12)
