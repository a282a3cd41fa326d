"""The hydrodynamic limit (47)-(48): rings whose moments close tend to the heat equation, and not to another one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.core.residual import NotProved
from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.heat_equation import PowerDiffusivity, solve_heat
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.pair_diffusion import PairDiffusion
from thermochain.exchange.rates import RATES
from thermochain.exchange.ring_moments import full_shares_ring, product_ring, ring_moments, wave_weights

TIMES = np.array([0.01, 0.03])


def wave(n):
    return 1.0 + 0.5 * np.cos(2 * np.pi * np.arange(n) / n)


def rings(nu=0.0):
    return {"43": product_ring(GinzburgLandau("product", 1.0, nu)), "52": full_shares_ring()}


@pytest.mark.parametrize("name", rings())
def test_mean_energies_tend_to_the_heat_equation_as_the_square_of_the_spacing(name):
    ring, errors, wrong = rings()[name], [], []
    for n in (8, 16, 32):
        means, _ = ring_moments(ring, wave(n), TIMES * n**2)
        for found, factor in ((errors, 1.0), (wrong, 2.0)):  # twice D: the current without its factor 1/2, say
            limit = solve_heat(PowerDiffusivity(factor * ring.rate), wave(32), TIMES)[:, :: 32 // n]
            found.append(np.max(np.abs(means - limit)))
    assert 3.7 < errors[0] / errors[1] < 4.3
    assert 3.9 < errors[1] / errors[2] < 4.1
    assert wrong[2] > 0.05


@pytest.mark.parametrize("name", rings())
def test_one_ring_suffices_as_the_profile_does_not_fluctuate_in_the_limit(name):
    """(47) is a law of large numbers: the variance of the wave's amplitude falls as 1/N."""
    ring, variances, local = rings(0.5)[name], [], []
    for n in (8, 16, 32):
        means, covariances = ring_moments(ring, wave(n), TIMES[1:] * n**2)
        w = wave_weights(n)
        variances.append(n * w @ covariances[0] @ w)
        local.append(np.max(np.abs(np.diag(covariances[0]) - means[0] ** 2 / ring.shape)))
    assert np.ptp(variances) / np.mean(variances) < 0.08
    assert local[2] < 0.7 * local[1] < 0.7 * local[0]  # local equilibrium, with corrections of order 1/N


@settings(max_examples=20, deadline=None)
@given(st.integers(3, 9), st.floats(0.1, 10.0), st.floats(0.1, 30.0), st.sampled_from(["43", "52"]))
def test_equilibrium_stays_and_energy_is_kept(n, energy, time, name):
    ring = rings(0.7)[name]
    means, covariances = ring_moments(ring, np.full(n, energy), [time])
    np.testing.assert_allclose(means[0], energy, rtol=1e-8)
    np.testing.assert_allclose(covariances[0], np.eye(n) * energy**2 / ring.shape, rtol=1e-7, atol=1e-7 * energy**2)


def sampled(name, n, n_rings, time):
    rng = np.random.Generator(np.random.SFC64(8))
    start = wave(n) * rng.exponential(size=(n_rings, n))
    if name == "52":
        ring = Jumps(start, rate=RATES["constant"], particles_per_cell=1.0, baths=None, speed=1.0, rng=rng)
        return ring.run(np.array([time]))[0]
    law = GinzburgLandau("product")
    steps = round(time / 0.02)
    paths = PairDiffusion(start, law=law.law, parameters=law.parameters, baths=None, time_step=0.02, rng=rng)
    return paths.run(1, steps)[0]


@pytest.mark.parametrize("name", rings())
def test_simulated_rings_have_the_closed_moments(name):
    n, n_rings, time = 6, 20_000, 1.0
    energies = sampled(name, n, n_rings, time)
    means, covariances = (found[0] for found in ring_moments(rings()[name], wave(n), [time]))
    errors = energies.std(axis=0) / np.sqrt(n_rings)
    assert np.max(np.abs(energies.mean(axis=0) - means) / errors) < 4
    products = (energies - means)[:, :, None] * (energies - means)[:, None, :]
    z = (products.mean(axis=0) - covariances) / (products.std(axis=0) / np.sqrt(n_rings))
    assert np.max(np.abs(z)) < 4.5  # of 36
    # independent cells would have lost a part of the variance of the total energy, which is conserved
    squares = (energies.sum(axis=1) - n) ** 2
    assert squares.mean() - np.sum(means**2) > 5 * squares.std() / np.sqrt(n_rings)


@pytest.mark.parametrize("power", [-1.5, 0.5, 2.0])
def test_energy_is_conserved_and_a_small_wave_decays_with_the_diffusivity_of_its_mean(power):
    x = np.arange(64) / 64
    law = PowerDiffusivity(0.3, power)
    start = 2.0 + 1e-4 * np.cos(2 * np.pi * x)
    later = solve_heat(law, start, [0.02])[0]
    expected = 1e-4 * np.exp(-4 * np.pi**2 * 0.3 * 2.0**power * 0.02)
    assert later @ wave_weights(64) == pytest.approx(expected, rel=1e-4)  # squares of the wave: 1e-4 of it
    large = solve_heat(law, wave(64), [0.05])[0]
    assert large.mean() == pytest.approx(1.0, abs=1e-9)


def test_twice_the_energy_runs_at_the_speed_of_its_power():
    """Of de/dt = (e e')', e(t; 2 e_0) = 2 e(2 t; e_0)."""
    single = solve_heat(PowerDiffusivity(1.0, 1.0), wave(64), [0.02])[0]
    double = solve_heat(PowerDiffusivity(1.0, 1.0), 2.0 * wave(64), [0.01])[0]
    np.testing.assert_allclose(double, 2.0 * single, rtol=1e-8)


def test_what_the_nodes_do_not_resolve_is_refused():
    with pytest.raises(NotProved, match="shortest wave"):
        solve_heat(PowerDiffusivity(1.0), wave(64) + 0.1 * (np.arange(64) == 3), [1e-6])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: PowerDiffusivity(0.0), "value=0.0 must be a finite number > 0"),
        (lambda: PowerDiffusivity(1.0, -1.0), "power=-1"),
        (lambda: solve_heat(PowerDiffusivity(1.0), [1.0, -1.0, 1.0, 1.0], [1.0]), "energy="),
        (lambda: solve_heat(PowerDiffusivity(1.0), wave(8), [1.0, 0.5]), "times="),
        (lambda: ring_moments(full_shares_ring(), [1.0, 1.0], [1.0]), "energies="),
        (lambda: ring_moments(full_shares_ring(), wave(4), [-1.0]), "times="),
        (lambda: product_ring(GinzburgLandau("geodesic")), "kind='geodesic' must be 'product'"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
