"""Deviations from local equilibrium: none where there are none, all of them where they are put in."""

import numpy as np
import pytest

from tests.rotors.driven.synthetic_chain import NO_TRANSIENT, gibbs_chain, gibbs_samples, record_chain
from thermochain.core.power_decay import fit_power_decay
from thermochain.rotors import rotor
from thermochain.rotors.driven.local_equilibrium import BULK, measure_local_equilibrium

SITES = 17
X = np.linspace(-1, 1, SITES)
MOMENTUM, TEMPERATURE = 0.8 * (1 + X), 0.6 - 0.1 * X - 0.2 * X**2
FIELDS = ("kurtosis", "bond_distance_square", "cosine_correlation", "sine_correlation", "mean_square")


def measured(seed, **parameters):
    data = gibbs_chain(MOMENTUM, TEMPERATURE, rng=np.random.default_rng(seed), n_samples=256, **parameters)
    return measure_local_equilibrium(data, NO_TRANSIENT)


@pytest.fixture(scope="module")
def gibbs():
    """60 measurements of products of Gibbs states."""
    return [measured(seed) for seed in range(60)]


@pytest.mark.parametrize("name", FIELDS)
def test_a_product_of_gibbs_states_does_not_deviate(gibbs, name):
    values, stds = (np.array([getattr(one, name + end) for one in gibbs]) for end in ("", "_std"))
    # 60 sets: the mean of each is zero within 4 of its standard errors, squares included, for noise is taken off
    assert np.all(np.abs(values.mean(axis=0)) < 4 * values.std(axis=0, ddof=1) / np.sqrt(60))
    # stated errors are those seen, 4 % from the scatter of 60 sets at 16 sites; squares say up to sqrt 2 more
    ratio = np.sqrt(np.mean(stds**2) / np.mean(values.var(axis=0, ddof=1)))
    assert 0.85 < ratio < (1.6 if "square" in name else 1.15)


def test_the_bias_of_squares_that_is_taken_off_is_there(gibbs):
    """Noise alone makes the plain squared distance three times its error over the bulk."""
    data = gibbs_chain(MOMENTUM, TEMPERATURE, rng=np.random.default_rng(1), n_samples=256)
    mean = {name: data.average(name).mean(axis=1) for name in ("p", "p2", "cos", "cos2", "sin", "sin2")}
    variance = mean["p2"] - mean["p"] ** 2
    T = 0.5 * (variance[1:] + variance[:-1])
    cosine = rotor.mean_cosine(T)
    plain = (mean["cos"][1:] - cosine) ** 2 + (mean["cos2"][1:] - 1 + 2 * T * cosine) ** 2
    plain = np.mean(plain + mean["sin"][1:] ** 2 + mean["sin2"][1:] ** 2)
    assert plain > 3 * gibbs[0].mean_square_std[1]


def test_a_momentum_that_is_not_gaussian_shows_in_the_kurtosis():
    """Uniform momenta have excess kurtosis -6/5."""

    def uniform(shape):
        return np.sqrt(3) * np.random.default_rng(2).uniform(-1, 1, shape)

    result = measured(2, momentum_law=uniform)
    assert np.all(np.abs(result.kurtosis + 1.2) < 5 * result.kurtosis_std)
    assert result.mean_square[0] == pytest.approx(1.44, abs=5 * result.mean_square_std[0])
    assert result.mean_square_std[0] < 0.05


def test_turned_bonds_are_at_their_distance():
    """Turned by an angle a, phi_k -> exp(i k a) phi_k, at distance 2 |phi_k| sin(k a/2)."""
    angle = 0.3
    T = 0.5 * (TEMPERATURE[1:] + TEMPERATURE[:-1])
    first = rotor.mean_cosine(T)
    expected = (2 * first * np.sin(angle / 2)) ** 2 + (2 * (1 - 2 * T * first) * np.sin(angle)) ** 2
    results = [measured(seed, angle=angle) for seed in range(40)]
    values, stds = (np.array([getattr(r, "bond_distance_square" + end) for r in results]) for end in ("", "_std"))
    # Student's 2.13 for 16 replicas; 640 bonds scatter by 0.9 %
    assert 0.92 < np.mean(np.abs(values - expected) < 2.13 * stds) < 0.98
    assert np.all(np.abs(values.mean(axis=0) - expected) < 4 * stds.mean(axis=0) / np.sqrt(40))
    bulk = np.abs(results[0].bond_positions) <= BULK
    assert results[0].mean_square[1] == pytest.approx(expected[bulk].mean(), abs=4 * results[0].mean_square_std[1])


def test_bonds_at_another_temperature_are_at_a_distance():
    p, r = gibbs_samples(MOMENTUM, TEMPERATURE, (8, 32, 16), np.random.default_rng(3))
    _, colder = gibbs_samples(MOMENTUM, 0.8 * TEMPERATURE, (8, 32, 16), np.random.default_rng(4))
    same, other = (measure_local_equilibrium(record_chain(p, bonds), NO_TRANSIENT) for bonds in (r, colder))
    assert abs(same.mean_square[1]) < 4 * same.mean_square_std[1]
    assert other.mean_square[1] > 10 * other.mean_square_std[1]


def test_bonds_that_follow_the_momentum_are_correlated_with_it():
    """r + c p: <p sin> - <p><sin> = c Var(p) <cos> to first order, with p the mean of two momenta."""
    p, r = gibbs_samples(MOMENTUM, TEMPERATURE, (8, 256, 16), np.random.default_rng(5))
    middle = 0.5 * (p[..., 1:] + p[..., :-1])
    coupled = r + 0.1 * (middle - 0.5 * (MOMENTUM[1:] + MOMENTUM[:-1]))
    result = measure_local_equilibrium(record_chain(p, coupled), NO_TRANSIENT)
    T = 0.5 * (TEMPERATURE[1:] + TEMPERATURE[:-1])
    expected = 0.1 * 0.5 * T * rotor.mean_cosine(T)
    # the second order is 0.1^2 Var(p)/2, less than 0.2 %
    assert np.all(np.abs(result.sine_correlation - expected) < 4.5 * result.sine_correlation_std)
    assert result.mean_square[3] > 10 * result.mean_square_std[3]
    assert abs(result.mean_square[2]) < 4 * result.mean_square_std[2]


def test_the_exponent_of_a_decay_is_found_with_its_error():
    n = np.array([65, 129, 257, 513, 1025])
    rng = np.random.default_rng(6)
    stds = np.full(5, 2e-3)
    fits = [fit_power_decay(n, 100 * n**-1.5 + stds * rng.standard_normal(5), stds) for _ in range(300)]
    found, errors = (np.array([getattr(fit, name) for fit in fits]) for name in ("exponent", "exponent_std"))
    # normal intervals; 300 fits scatter by 1.3 %
    assert 0.91 < np.mean(np.abs(found - 1.5) < 1.96 * errors) < 0.99
    prefactor = np.array([(fit.log_prefactor - np.log(100)) / fit.log_prefactor_std for fit in fits])
    assert 0.91 < np.mean(np.abs(prefactor) < 1.96) < 0.99
    chi_squares = [fit.chi_square for fit in fits]
    assert np.mean(chi_squares) == pytest.approx(3.0, abs=0.6)  # 300 of variance 6 scatter by 0.14


def test_noise_has_no_exponent():
    n, stds = np.array([65, 129, 257]), np.full(3, 1.0)
    with pytest.raises(ValueError, match="1 of n_sizes=3 values are larger than twice their error"):
        fit_power_decay(n, np.array([3.0, -0.5, 1.0]), stds)
    with pytest.raises(ValueError, match="at least three"):
        fit_power_decay(n[:2], np.array([3.0, 2.5]), stds[:2])
