"""What Li prints about the energy exchange and does not hold: tests for lines of docs/errata_li.md."""

import numpy as np
import pytest
from scipy.integrate import quad

from thermochain.exchange.chain import Chain, finite_noise
from thermochain.exchange.limit import find_equilibrium, stationary_covariance
from thermochain.exchange.moments import stationary_moments
from thermochain.exchange.rates import RATES

SQUARE_ROOTS = ("sum_sqrt", "harmonic_mean_sqrt", "min_sqrt")


def covariance(n_cells, name="sum_sqrt", T_left=1.0, T_right=2.0):
    chain = Chain(RATES[name], n_cells, T_left, T_right)
    return stationary_covariance(chain, find_equilibrium(chain))


def gamma(rate, left, right):
    """div f/f by central differences."""
    step = 1e-5
    slopes = [rate(left + a, right + b) - rate(left - a, right - b) for a, b in ((step, 0.0), (0.0, step))]
    return sum(slopes) / (2 * step * rate(left, right))


def test_S_is_no_small_perturbation_of_a_diagonal_matrix():
    """It does not depend on M at all, and its neighbours are a fifth of its diagonal."""
    S = covariance(4)
    assert S[2, 2] == pytest.approx(3.16, abs=0.005)
    assert S[2, 3] == pytest.approx(0.60, abs=0.005)


def test_cells_in_the_middle_of_long_chains_decouple_and_those_at_a_bath_do_not():
    """The reading nearest to the print, a perturbation of order 1/N, holds far from the baths only."""
    short, long = covariance(8), covariance(32)
    middle = [S[n // 2 - 1, n // 2] / S[n // 2, n // 2] for S, n in ((short, 8), (long, 32))]
    assert 0 < middle[1] < middle[0] / 4
    for S in (short, long):
        assert S[-1, -2] / S[-2, -2] > 0.1


@pytest.mark.parametrize(("left", "right"), [(1.0, 2.0), (0.3, 0.4), (5.0, 1.0)])
def test_the_printed_gamma_2_is_twice_that_of_the_square_root_and_exact_without_it(left, right):
    printed = (left**2 + right**2) / ((left + right) * left * right)
    assert gamma(RATES["harmonic_mean_sqrt"], left, right) == pytest.approx(0.5 * printed, rel=1e-7)
    assert gamma(lambda a, b: a * b / (a + b), left, right) == pytest.approx(printed, rel=1e-7)
    assert gamma(RATES["sum_sqrt"], left, right) == pytest.approx(1 / (left + right), rel=1e-7)  # gamma_1 is right


@pytest.mark.parametrize("name", SQUARE_ROOTS)
def test_every_square_root_rate_exceeds_any_constant(name):
    rate = RATES[name]
    for scale in (1e2, 1e6, 1e10):
        assert rate(scale, 2 * scale) == pytest.approx(np.sqrt(scale) * rate(1.0, 2.0), rel=1e-12)


def test_energies_have_the_covariance_S_over_M_and_not_M_over_S():
    """Exact moments at constant rate, M = 400: the printed exponent has the covariance M S^-1."""
    M, chain = 400, Chain(RATES["constant"], 4, 1.0, 2.0)
    S = stationary_covariance(chain, find_equilibrium(chain))
    exact = stationary_moments(4, 1.0, 2.0, M, finite_noise(M))[1]
    np.testing.assert_allclose(M * exact, S, rtol=0.02, atol=0.02)  # of order 1/M
    assert np.min(np.diagonal(M * np.linalg.inv(S)) / np.diagonal(exact)) > 1e3


def test_the_printed_jacobian_halves_S():
    """Without the factor 1/2 of F all slopes double, and with them the rate at which fluctuations decay."""
    chain = Chain(RATES["sum_sqrt"], 4, 1.0, 2.0)
    state = find_equilibrium(chain)
    S, J, noise = stationary_covariance(chain, state), chain.jacobian(state.energies), chain.diffusion(state.energies)
    np.testing.assert_allclose(J @ S + S @ J.T + noise, 0.0, atol=1e-10)
    np.testing.assert_allclose(2 * J @ (S / 2) + (S / 2) @ (2 * J).T + noise, 0.0, atol=1e-10)


def test_the_density_of_beta_has_the_factor_and_not_its_inverse():
    M = 7
    total, _ = quad(lambda x: (M - 1) * (1 - x) ** (M - 2), 0.0, 1.0)
    printed, _ = quad(lambda x: (1 - x) ** (M - 2) / (M - 1), 0.0, 1.0)
    assert total == pytest.approx(1.0)
    assert printed == pytest.approx(1 / (M - 1) ** 2)


def test_the_bath_gives_energy_through_the_clock_0():
    """(2.1) prints the case "k = 1" twice; as k = 0 it has the mean exchange (T_L - E_1)/(2 M) of a bath."""
    rng, M, T_left, E_1, n = np.random.default_rng(3), 20, 1.5, 0.8, 200_000
    p_2, p_3 = rng.random((2, n))
    shares = rng.beta(1.0, M - 1.0, (2, n))
    moved = -(1 - p_3) * shares[0] * T_left * np.log(1 - p_2) - p_3 * shares[1] * E_1
    error = moved.std() / np.sqrt(n)
    assert abs(moved.mean() - 0.5 * (T_left - E_1) / M) < 4 * error
    assert abs(moved.mean()) > 10 * error
