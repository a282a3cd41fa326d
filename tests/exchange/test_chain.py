"""Drift and noise of the energy exchange are moments of single exchanges; rates are checked before use."""

import numpy as np
import pytest

from thermochain.exchange.chain import NOISE, PRINTED_NOISE, Chain, finite_noise
from thermochain.exchange.rates import RATES, check_rate, compiled_rate

ENERGIES = np.array([1.3, 0.7, 2.1])


def chain_of(name):
    return Chain(RATES[name], 3, 1.0, 2.0)


@pytest.mark.parametrize("name", RATES)
def test_jacobian_is_the_derivative_of_the_drift(name):
    chain, step = chain_of(name), 1e-5
    shifts = step * np.eye(3)
    numeric = [(chain.drift(ENERGIES + s) - chain.drift(ENERGIES - s)) / (2 * step) for s in shifts]
    # central differences of second order: step^2 and rounding over step
    np.testing.assert_allclose(chain.jacobian(ENERGIES), np.transpose(numeric), atol=1e-9)


@pytest.mark.parametrize("M", [1, 3, 50])
def test_transfer_coefficients_are_the_second_moments_of_an_exchange_and_the_printed_ones_are_not(M):
    rng = np.random.default_rng(5)
    n, (left, right) = 400_000, (1.3, 2.2)
    shares = rng.beta(1.0, M - 1.0, (2, n)) if M > 1 else np.ones((2, n))
    p, bath = rng.random(n), rng.exponential(left, n)
    for energy, weight in ((left, "square"), (bath, "bath_square")):
        squares = (M * ((1 - p) * shares[0] * energy - p * shares[1] * right)) ** 2
        error = squares.std() / np.sqrt(n)
        for noise, right_one in ((finite_noise(M), True), (PRINTED_NOISE, False)):
            expected = getattr(noise, weight) * left**2 + noise.product * left * right + noise.square * right**2
            # four standard errors; the printed coefficients are off by tens of them
            assert (abs(squares.mean() - expected) < 4 * error) == right_one


def test_finite_coefficients_tend_to_those_of_lemma_6_4():
    assert finite_noise(1e9).square == pytest.approx(NOISE.square, rel=1e-8)
    assert finite_noise(1e9).bath_square == pytest.approx(2 * NOISE.square, rel=1e-8)


def test_noise_conserves_energy_between_cells():
    chain = chain_of("sum_sqrt")
    ends = chain.noise_variances(ENERGIES)[[0, -1]]
    # what is left of the sum over all entries of H H^T is the noise of the baths; rounding
    assert chain.diffusion(ENERGIES).sum() == pytest.approx(ends.sum(), rel=1e-13)


def test_rates_are_the_square_roots_that_the_print_garbles():
    values = {name: rate(2.0, 6.0) for name, rate in RATES.items()}
    assert values == pytest.approx(
        {"sum_sqrt": 8**0.5, "harmonic_mean_sqrt": 1.5**0.5, "min_sqrt": 2**0.5, "constant": 1.0}
    )


@pytest.mark.parametrize("bad", [lambda a, b: a - b, lambda a, b: np.log(a), lambda a, b: a / 0.0 * b])
def test_rates_that_are_not_positive_numbers_are_named(bad):
    with pytest.raises(ValueError, match=r"rate\(.*\) = .* must be a finite number > 0; correct the rate function"):
        check_rate(compiled_rate(bad), 1.0, 2.0)


def test_unknown_rates_are_named():
    with pytest.raises(ValueError, match="rate='quick' must be one of sum_sqrt, harmonic_mean_sqrt"):
        compiled_rate("quick")
