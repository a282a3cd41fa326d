"""Linear response of an open chain from its inhomogeneous Gibbs start (IOS 2.10-2.17).

N = (n - 1)/2, sites i = -N..N.  States with gradients of both signs start from the same uniform random numbers and have
the same noise of the baths, so that their difference has little noise as long as trajectories have not separated.
"""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid

import thermochain as tc
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven.chains import RotorChains

TEMPERATURE, MEAN_MOMENTUM, FRICTION, TIME_STEP = 1.0, 0.7, 1.0, 0.05
LONG, SHORT = 12, 2  # N; in the time 4 nothing crosses 8 bonds, as no signal is faster than 1
TIME = 4.0
N_REPLICAS, N_BATCHES = 8192, 32


def gibbs_bonds(beta, uniform):
    """Bonds with the density exp(beta cos r), shape of `uniform`, which they follow continuously with beta (n,)."""
    r = np.linspace(-np.pi, np.pi, 2001)
    weights = np.exp(beta[:, None] * (np.cos(r) - 1))
    levels = cumulative_trapezoid(weights, r, axis=1, initial=0)
    rows = zip(uniform, levels / levels[:, -1:], strict=True)
    return np.stack([np.interp(u, level, r) for u, level in rows])


def perturbed(n, eps_p, eps_e, seed, driven=True):
    """Chains that start from (2.10); without `driven` their baths stay at the mean values."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-1, 1, 2 * n + 1)
    beta = 1 / TEMPERATURE + eps_e * x
    momentum = (MEAN_MOMENTUM / TEMPERATURE + eps_p * x) / beta
    bonds = gibbs_bonds(beta[1:], rng.random((2 * n, N_REPLICAS)))
    angles = np.concatenate([np.zeros((1, N_REPLICAS)), np.cumsum(bonds, axis=0)])
    momenta = momentum[:, None] + rng.standard_normal(angles.shape) / np.sqrt(beta)[:, None]
    ends = np.array([0, -1]) if driven else np.array([n, n])
    return RotorChains(
        angles,
        momenta,
        TIME_STEP,
        temperatures=tuple(1 / beta[ends]),
        torques=tuple(FRICTION * momentum[ends]),
        friction=FRICTION,
        rng=rng,
    )


def advance(chains, time):
    steps = round(time / TIME_STEP)
    return chains.run(steps, 1, 1)


def central_currents(chains, n):
    """N j^p and N j^e of the middle third of the chain, where all bonds respond equally, shape (2, n_replicas).

    The energy current has the mean of both momenta of a bond, which (2.4) has in the average over time.
    """
    middle = slice(n - max(n // 3, 1), n + max(n // 3, 1))
    pull = np.sin(np.diff(chains.angles, axis=0))
    mean = 0.5 * (chains.momenta[1:] + chains.momenta[:-1])
    return -n * np.stack([pull[middle].mean(0), (mean * pull)[middle].mean(0)])


def response(n, eps_p, eps_e, seed, driven=True):
    """Derivative of N <j^p> and N <j^e> by the gradient at `TIME` in each batch, shape (2, n_batches)."""
    ends = [perturbed(n, sign * eps_p, sign * eps_e, seed, driven) for sign in (1, -1)]
    for chains in ends:
        advance(chains, TIME)
    difference = central_currents(ends[0], n) - central_currents(ends[1], n)
    return (0.5 * difference / (eps_p or eps_e)).reshape(2, N_BATCHES, -1).mean(axis=2)


def mean_and_std(batches):
    return batches.mean(axis=-1), batches.std(axis=-1, ddof=1) / np.sqrt(batches.shape[-1])


@pytest.fixture(scope="module")
def of_rings():
    """Integrals of the Green-Kubo correlations of long rings at rest up to `TIME`: K^pp and K^ee, with errors."""
    correlations = tc.simulate_green_kubo(
        temperature=TEMPERATURE, n_rotors=64, duration=200, maximum_lag=8, n_replicas=512, time_step=0.05, seed=3
    )
    until = correlations.lag_times <= TIME + 1e-9
    assert correlations.lag_times[until][-1] == pytest.approx(TIME)
    both = [np.trapezoid(c[:, until], dx=correlations.spacing, axis=1) for c in (correlations.pp, correlations.ee)]
    return {name: mean_and_std(batches) for name, batches in zip(("pp", "ee"), both, strict=True)}


def predicted(of_rings):
    """The matrix of (2.13), [[-K^pp, K^pe], [-K^ep, K^ee]] at the mean momentum by (2.24), and its errors."""
    (pp, pp_std), (ee, ee_std) = of_rings["pp"], of_rings["ee"]
    u = MEAN_MOMENTUM
    values = np.array([[-pp, u * pp], [-u * pp, ee + u**2 * pp]])
    return values, np.array([[pp_std, u * pp_std], [u * pp_std, np.hypot(ee_std, u**2 * pp_std)]])


@pytest.fixture(scope="module")
def of_chains():
    """The same matrix measured on long driven chains; columns are the gradients of b p and of b."""
    columns = [response(LONG, 0.4, 0.0, 5), response(LONG, 0.0, 0.2, 6)]
    means, errors = zip(*(mean_and_std(column) for column in columns), strict=True)
    return np.transpose(means), np.transpose(errors)


def test_currents_of_a_long_chain_respond_with_the_onsager_matrix(of_chains, of_rings):
    """(2.13) with (2.17)-(2.24): four coefficients, with K^pe and K^ep of their own."""
    (measured, std), (expected, expected_std) = of_chains, predicted(of_rings)
    assert np.all(np.abs(measured - expected) < 4 * np.hypot(std, expected_std))
    assert np.all(np.abs(measured) > 5 * std)  # each of them is there


def test_another_sign_of_the_cross_coefficients_or_no_mean_momentum_is_noticed(of_chains, of_rings):
    """Control."""
    (measured, std), (expected, expected_std) = of_chains, predicted(of_rings)
    error = np.hypot(std, expected_std)
    for wrong in (expected * [[1, -1], [-1, 1]], expected * [[1, 0], [0, 1]]):
        assert np.max(np.abs(measured - wrong) / error) > 8


def test_the_response_is_linear_in_the_gradient(of_chains):
    half, half_std = mean_and_std(response(LONG, 0.2, 0.0, 7))
    measured, std = of_chains[0][:, 0], of_chains[1][:, 0]
    assert np.all(np.abs(half - measured) < 4 * np.hypot(half_std, std))


def boundary_term(n):
    """B_N^pp at `TIME` (2.16), gamma N int <V'(r) (p_{-N} - p_N)> with the middle bond r at time 0, and its error.

    V' is odd and the Gibbs weight even, so half the difference between starts with r and with -r has the same mean.
    """
    turned = []
    for sign in (1, -1):
        rng = np.random.default_rng(9)
        bonds = gibbs_bonds(np.full(2 * n, 1 / TEMPERATURE), rng.random((2 * n, N_REPLICAS)))
        pull = np.sin(bonds[n])
        bonds[n] *= sign
        angles = np.concatenate([np.zeros((1, N_REPLICAS)), np.cumsum(bonds, axis=0)])
        momenta = np.sqrt(TEMPERATURE) * rng.standard_normal(angles.shape)
        baths = {"temperatures": (TEMPERATURE,) * 2, "torques": (0.0, 0.0), "friction": FRICTION}
        _, moments = advance(RotorChains(angles, momenta, TIME_STEP, rng=rng, **baths), TIME)
        ends = moments[MOMENTS.index("p")]
        turned.append(TIME * (ends[0] - ends[-1]))
    samples = 0.5 * FRICTION * n * pull * (turned[0] - turned[1])
    return mean_and_std(samples.reshape(N_BATCHES, -1).mean(axis=1))


def test_the_boundary_term_vanishes_in_a_long_chain_and_not_in_a_short_one():
    """(2.16), with a chain as a control in which the time is enough to reach the ends."""
    value, std = boundary_term(LONG)
    assert abs(value) < 1e-3  # of K^pp = 0.55
    assert std < 1e-3
    value, std = boundary_term(SHORT)
    assert abs(value) > 10 * std


def test_only_in_a_long_chain_the_gradient_of_the_baths_adds_nothing():
    """The expansion before (2.14) drops the change of the baths, which is of first order, too, where it has arrived."""
    with_baths, without = (response(LONG, 0.4, 0.0, 8, driven) for driven in (True, False))
    assert np.max(np.abs(with_baths - without)) < 0.01
    with_baths, without = (response(SHORT, 0.4, 0.0, 8, driven) for driven in (True, False))
    value, std = mean_and_std(with_baths - without)
    assert abs(value[0]) > 10 * std[0]
