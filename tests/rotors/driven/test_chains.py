"""Driven chains: the splitting as written, exact laws of equilibrium, and the harmonic limit of a steady state."""

import numpy as np
import pytest
from scipy.linalg import solve_continuous_lyapunov
from scipy.special import ive

from tests.rotors.cosine import COSINE
from thermochain.engine.bond_moments import MOMENTS
from thermochain.engine.simd import LANES, PHASE_LANES
from thermochain.rotors.driven import open_chain
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.local_gibbs import sample_local_gibbs
from thermochain.rotors.potential import ROTORS

BATHS = {"temperatures": (0.5, 0.8), "torques": (0.3, -0.7), "friction": 1.3}


def random_chains(n_rotors, n_replicas, time_step=0.1, seed=3, **baths):
    rng = np.random.default_rng(seed)
    angles = rng.uniform(-np.pi, np.pi, (n_rotors, n_replicas))
    momenta = rng.normal(size=(n_rotors, n_replicas))
    return angles, momenta, RotorChains(angles, momenta, time_step, rng=rng, **(BATHS | baths))


def splitting(q, p, dt, noise, temperatures, torques, friction):
    """B A O A B in plain numpy; `noise` has the shape (2, n_replicas)."""
    c = np.exp(-friction * dt)
    p = p + 0.5 * dt * open_chain.forces(q)
    q = q + 0.5 * dt * p
    for site, T, torque, xi in zip((0, -1), temperatures, torques, noise, strict=True):
        p[site] = c * p[site] + (1 - c) * torque / friction + np.sqrt(T * (1 - c * c)) * xi
    q = q + 0.5 * dt * p
    return q, p + 0.5 * dt * open_chain.forces(q)


def plain_moments(q, p, dt):
    r, mean, kick = np.diff(q, axis=0), 0.5 * (p[1:] + p[:-1]), 0.5 * dt * open_chain.forces(q)
    bonds = (np.sin(r), np.cos(r), np.sin(2 * r), np.cos(2 * r), mean * np.sin(r), mean * np.cos(r))
    nothing = np.zeros((1, q.shape[1]))
    return [
        *(0.5 * ((p - kick) ** k + (p + kick) ** k) for k in (1, 2, 3, 4)),
        *(np.concatenate([nothing, bond]) for bond in bonds),
    ]


# the same potential in double precision: replicas of a vector, type of the noise, and error after twelve steps
@pytest.mark.parametrize(
    ("potential", "lanes", "noise_type", "error"),
    # the sines of integers err by 5e-7 a step, those of double precision by 2e-13; momenta are rounded to 1.5e-8
    [(ROTORS, PHASE_LANES, np.float32, 3e-6), (COSINE, LANES, np.float64, 1e-11)],
)
@pytest.mark.parametrize(("n_rotors", "n_replicas"), [(3, 1), (4, 8), (17, 21)])
def test_sweep_is_the_splitting(n_rotors, n_replicas, potential, lanes, noise_type, error):
    q, p, chains = random_chains(n_rotors, n_replicas, potential=potential)
    n_vectors = -(-n_replicas // lanes)
    twin = np.random.default_rng(3)
    twin.uniform(size=q.shape), twin.normal(size=q.shape)
    noise = twin.standard_normal((n_vectors, 12, 2, lanes), dtype=noise_type)
    noise = noise.transpose(1, 2, 0, 3).reshape(12, 2, -1)[..., :n_replicas]
    currents, moments = [], []
    for k in range(12):
        if k % 2 == 0:
            r = np.diff(q, axis=0)
            currents.append((-np.sin(r).mean(0), -(0.5 * (p[1:] + p[:-1]) * np.sin(r)).mean(0)))
        if k % 4 == 0:
            moments.append(plain_moments(q, p, 0.1))
        q, p = splitting(q, p, 0.1, noise[k], **BATHS)
    means = chains.run(12, 2, 4)
    np.testing.assert_allclose(means[0], np.mean(currents, axis=0), atol=error)
    np.testing.assert_allclose(means[1], np.mean(moments, axis=0), atol=10 * error)  # the fourth powers of p
    np.testing.assert_allclose(np.sin(0.5 * (chains.angles - (q - q[0]))), 0, atol=error)
    np.testing.assert_allclose(chains.momenta, p, atol=error)


def test_in_integers_a_closed_chain_conserves_momentum_to_the_last_bit():
    closed = {"temperatures": (1.0, 1.0), "torques": (0.0, 0.0), "friction": 0.0}
    _, _, chains = random_chains(20, 24, **closed)
    before = chains.state["chains"][:, 19:].sum(axis=1, dtype=np.int64)
    chains.run(20_000, 4, 40)
    np.testing.assert_array_equal(chains.state["chains"][:, 19:].sum(axis=1, dtype=np.int64), before)


def test_closed_chain_conserves_momentum_to_rounding_and_energy_to_second_order():
    closed = {"temperatures": (1.0, 1.0), "torques": (0.0, 0.0), "friction": 0.0}
    errors = []
    for dt in (0.1, 0.05):
        q, p, chains = random_chains(20, 16, dt, potential=COSINE, **closed)
        start = open_chain.energies(q, p).sum(axis=0)
        drift = []
        for _ in range(50):
            chains.run(round(0.4 / dt), 1, round(0.4 / dt))
            drift.append(open_chain.energies(chains.angles, chains.momenta).sum(axis=0) - start)
        errors.append(np.sqrt(np.mean(np.square(drift))))
        # 400 steps of rounding errors of 1e-16 on 20 sites
        np.testing.assert_allclose(chains.momenta.sum(axis=0), p.sum(axis=0), atol=1e-11)
    # order 2: halving the step divides by 4; the next order leaves some per cent
    assert errors[0] / errors[1] == pytest.approx(4.0, rel=0.15)


def gibbs_chains(dt, T=0.5, pbar=0.6, n_rotors=9, n_replicas=64):
    rng = np.random.default_rng(7)
    start = sample_local_gibbs(np.full(n_rotors, pbar), np.full(n_rotors, T), n_replicas, rng)
    baths = {"temperatures": (T, T), "torques": (0.8 * pbar, 0.8 * pbar), "friction": 0.8}
    return RotorChains(*start, dt, rng=rng, **baths)


def errors_of(samples):
    return samples.mean(-1), samples.std(-1, ddof=1) / np.sqrt(samples.shape[-1])


def test_equal_baths_and_torques_give_the_gibbs_state_with_mean_momentum_torque_over_friction():
    (jp, je), moments = gibbs_chains(0.05).run(600_000, 4, 8)
    m = dict(zip(MOMENTS, moments, strict=True))
    cosines = [m[name][1:].mean(0) - ive(k, 2.0) / ive(0, 2.0) for k, name in ((1, "cos"), (2, "cos2"))]
    kinetic = (m["p2"] - 1.2 * m["p"]).mean(0) + 0.36 - 0.5
    error, std = errors_of(np.stack([m["p"].mean(0) - 0.6, kinetic, *cosines, jp, je]))
    # the error of the step is at most 4e-5: the cosine's at a step of 0.4 is 0.0022, and it is of second order
    assert np.all(np.abs(error) < 3 * std + 4e-5)


def test_averages_are_of_second_order_in_the_step():
    """The variance of p at the times of the angles; half a step away, where it is measured, it is of fourth order."""
    second, fourth = [], []
    for dt in (0.4, 0.2):
        chains = gibbs_chains(dt, n_replicas=512)
        variances = []
        for _ in range(3_000):
            _, moments = chains.run(round(3.2 / dt), 4, 8)
            variances.append(
                [np.mean((chains.momenta - 0.6) ** 2, axis=0), (moments[1] - 1.2 * moments[0]).mean(0) + 0.36]
            )
        now, between = np.mean(variances, axis=0) - 0.5
        second.append(errors_of(now))
        fourth.append(errors_of(between))
    (coarse, coarse_std), (fine, fine_std) = second
    ratio = coarse / fine
    noise = abs(ratio) * np.hypot(coarse_std / coarse, fine_std / fine)
    assert noise < 0.4
    # order 2: a ratio of 4, up to noise and a sixth for the next order at a step of 0.4; orders 1 and 3 are excluded
    assert abs(ratio - 4.0) < 3 * noise + 4.0 / 6
    assert abs(fourth[0][0]) < abs(coarse) / 6 + 3 * fourth[0][1]


def harmonic_variances(n_rotors, temperatures, friction):
    """Var p_i of the chain with V = r^2/2 between two baths, from the Lyapunov equation of (r, p)."""
    n = n_rotors
    drift = np.zeros((2 * n - 1, 2 * n - 1))
    for bond in range(n - 1):
        drift[bond, n - 1 + bond], drift[bond, n + bond] = -1.0, 1.0
        drift[n - 1 + bond, bond] += 1.0
        drift[n + bond, bond] -= 1.0
    noise = np.zeros(2 * n - 1)
    for site, T in zip((n - 1, 2 * n - 2), temperatures, strict=True):
        drift[site, site] -= friction
        noise[site] = 2 * friction * T
    return np.diag(solve_continuous_lyapunov(drift, -np.diag(noise)))[n - 1 :]


def test_cold_chain_between_unequal_baths_is_the_harmonic_chain():
    temperatures, friction, n_rotors, n_replicas, dt = (3e-3, 1e-3), 0.8, 6, 64, 0.1
    rng = np.random.default_rng(11)
    start = sample_local_gibbs(np.zeros(n_rotors), np.full(n_rotors, 2e-3), n_replicas, rng)
    chains = RotorChains(*start, dt, temperatures=temperatures, torques=(0.0, 0.0), friction=friction, rng=rng)
    chains.run(4000, 4, 8)
    _, moments = chains.run(80_000, 4, 8)
    variances = moments[1].mean(1)
    std = moments[1].std(1, ddof=1) / np.sqrt(n_replicas)
    exact = harmonic_variances(n_rotors, temperatures, friction)
    assert exact[0] - exact[-1] > 50 * std.max()  # the profile is resolved
    # the cosine's quartic term and the step each change the frequencies by about T/8 and dt^2/24: 0.1 % of T
    np.testing.assert_array_less(np.abs(variances - exact), 3 * std + 1e-3 * exact)


def test_restored_state_goes_on_with_the_same_bits():
    _, _, chains = random_chains(10, 9)
    chains.run(16, 2, 4)
    state = {name: value.copy() for name, value in chains.state.items()}
    generator = chains.rng.bit_generator.state
    first = chains.run(16, 2, 4)
    chains.restore(**state)
    chains.rng.bit_generator.state = generator
    for one, other in zip(first, chains.run(16, 2, 4), strict=True):
        np.testing.assert_array_equal(one, other)


def test_local_gibbs_state_has_the_given_profiles():
    momentum, temperature = np.linspace(-1, 2, 5), np.linspace(0.4, 1.2, 5)
    q, p = sample_local_gibbs(momentum, temperature, 40_000, np.random.default_rng(2))
    # standard errors of means and variances of 40,000 draws
    assert np.all(np.abs(p.mean(1) - momentum) < 4 * np.sqrt(temperature / 4e4))
    assert np.all(np.abs(p.var(1) / temperature - 1) < 4 * np.sqrt(2 / 4e4))
    T = 0.5 * (temperature[1:] + temperature[:-1])
    cosine = np.cos(np.diff(q, axis=0))
    std = cosine.std(axis=1) / np.sqrt(4e4)
    assert np.all(np.abs(cosine.mean(1) - ive(1, 1 / T) / ive(0, 1 / T)) < 4 * std)


@pytest.mark.parametrize(
    ("shapes", "friction", "message"),
    [
        (((5, 2), (4, 2)), 1.0, "must have one shape"),
        (((2, 2), (2, 2)), 1.0, "n_rotors >= 3"),
        (((5, 2), (5, 2)), 0.0, "friction=0.0 must be > 0 with torques"),
    ],
)
def test_impossible_chains_are_refused(shapes, friction, message):
    arrays = [np.zeros(shape) for shape in shapes]
    baths = {"temperatures": (1.0, 1.0), "torques": (0.0, 1.0), "friction": friction}
    with pytest.raises(ValueError, match=message):
        RotorChains(*arrays, 0.1, rng=np.random.default_rng(0), **baths)


@pytest.mark.parametrize("potential", [ROTORS, COSINE], ids=["integers", "double precision"])
@pytest.mark.parametrize(("steps", "name"), [((10, 4, 40), "n_steps=10"), ((80, 4, 42), "profile_stride=42")])
def test_steps_that_are_no_whole_strides_are_refused(potential, steps, name):
    _, _, chains = random_chains(5, 3, potential=potential)
    with pytest.raises(ValueError, match=f"{name} must be a multiple of "):
        chains.run(*steps)
