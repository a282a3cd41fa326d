"""Diffusing energies: second weak order, conservation, positivity, and the reversible law of Ginzburg and Landau."""

import numpy as np
import pytest
from numba import njit

from tests.exchange.moments_in_time import moments_in_time
from thermochain.exchange.chain import NOISE
from thermochain.exchange.ginzburg_landau import LAWS, GinzburgLandau, product_law
from thermochain.exchange.mesoscopic import mesoscopic_law, mesoscopic_parameters
from thermochain.exchange.pair_diffusion import PairDiffusion
from thermochain.exchange.rates import RATES


def diffusion(energies, law, parameters, baths=None, step=0.1, seed=3):
    rng = np.random.Generator(np.random.SFC64(seed))
    return PairDiffusion(energies, law=law, parameters=parameters, baths=baths, time_step=step, rng=rng)


@njit(error_model="numpy")
def printed_law(left, right, kind, parameters):
    """The drift with the sign of (45) as printed."""
    drift, amplitude = product_law(left, right, kind, parameters)
    return -drift, amplitude


def test_mesoscopic_scheme_is_of_second_weak_order():
    M, start, errors = 20.0, np.array([1.0, 2.0]), []
    exact = M * moments_in_time(start, 1.0, 1.0, 3.0, M, NOISE)[1][1, 1]
    law, parameters = mesoscopic_law(RATES["constant"]), mesoscopic_parameters(M, NOISE)
    for n_steps in (1, 2):
        paths = diffusion(np.tile(start, (300_000, 1)), law, parameters, (1.0, 3.0), 1.0 / n_steps)
        errors.append(M * np.var(paths.run(1, n_steps)[0][:, 1]) - exact)
    # 4 for second order, 2 for first; the errors are -0.45 and -0.11 with a noise of 0.01
    assert 3.2 < errors[0] / errors[1] < 5.2


@pytest.mark.parametrize("kind", LAWS)
def test_rings_conserve_energy_and_stay_positive_even_with_large_steps(kind):
    model = GinzburgLandau(kind)
    start = np.random.default_rng(1).exponential(size=(200, 6))
    rings = diffusion(start, model.law, model.parameters, step=0.5)
    energies = rings.run(20, 10)
    assert np.all(energies >= 0)
    np.testing.assert_allclose(energies.sum(axis=2), np.tile(start.sum(axis=1), (20, 1)), rtol=1e-12)


def test_mesoscopic_paths_between_baths_stay_positive():
    law, parameters = mesoscopic_law(RATES["min_sqrt"]), mesoscopic_parameters(4.0, NOISE)
    energies = diffusion(np.full((500, 3), 0.5), law, parameters, (0.2, 1.0), 0.05).run(20, 20)
    assert np.all(energies >= 0)
    assert np.min(energies) < 0.05  # they do come near zero


def inner_products(model, drift_sign):
    """int g L h w and int h L g w over a pair of total energy 1, for g = x and h = x^3."""
    x = (np.arange(20_000) + 0.5) / 20_000
    drift = drift_sign * np.array([model.drift(a, 1 - a) for a in x])
    mobility = np.array([model.mobility(a, 1 - a) for a in x])
    weight = (x * (1 - x)) ** model.density_power
    # the first energy loses the current: L = -alpha d/dx + sigma^2 d^2/dx^2
    on_x, on_cube = -drift, -drift * 3 * x**2 + mobility * 6 * x
    return np.mean(x * on_cube * weight), np.mean(x**3 * on_x * weight)


@pytest.mark.parametrize("kind", LAWS)
@pytest.mark.parametrize("power", [0.0, 0.5])
def test_generator_is_symmetric_in_the_equilibrium_and_with_the_printed_sign_it_is_not(kind, power):
    model = GinzburgLandau(kind, 1.3, power)
    first, second = inner_products(model, 1.0)
    # midpoints of functions with roots at the ends: (1/20000)^{3/2}
    assert first == pytest.approx(second, abs=1e-5)
    wrong = inner_products(model, -1.0)
    assert abs(wrong[0] - wrong[1]) > 0.02


def test_product_law_has_the_drift_that_the_text_says():
    assert GinzburgLandau("product", 0.25).drift(3.0, 1.0) == pytest.approx(0.25 * (3.0 - 1.0))


@pytest.mark.parametrize(("kind", "power"), [("product", 0.0), ("geodesic", 0.5)])
def test_static_conductivity_is_the_average_over_the_equilibrium(kind, power):
    model = GinzburgLandau(kind, 1.3, power)
    pairs = np.random.default_rng(1).gamma(power + 1, 1.7, (20_000, 2))
    values = np.array([model.mobility(*pair) for pair in pairs]) / 1.7**2
    assert abs(values.mean() - model.static_conductivity(1.7)) < 3 * values.std() / np.sqrt(values.size)


def second_moment(law, parameters, shape, step):
    """Mean of E_i^2 over that of Gamma(shape) energies of the same total, less one, and its standard error."""
    n = 6
    start = np.random.default_rng(4).gamma(shape, 1.0, (3000, n))
    energies = diffusion(start, law, parameters, step=step).run(8, round(1.0 / step))
    ratio = np.mean(energies**2, axis=(0, 2)) / start.sum(axis=1) ** 2
    scale = (shape + 1) / (n * (n * shape + 1))
    return ratio.mean() / scale - 1, ratio.std() / scale / np.sqrt(ratio.size)


def test_ginzburg_landau_rings_keep_their_equilibrium_and_with_the_printed_sign_they_leave_it():
    bias, error = second_moment(product_law, (1.0, 0.5), 1.5, 0.05)
    assert abs(bias) < 3 * error + 0.002  # the bias of this step, measured with ten times the rings, is below 0.002
    wrong, _ = second_moment(printed_law, (1.0, 0.5), 1.5, 0.05)
    assert wrong > 0.3
