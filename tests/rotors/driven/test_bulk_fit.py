"""The bulk fit gives back boundary values, contacts and factors of known chains, with honest errors."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.rotors.driven import open_chain
from thermochain.rotors.driven.bulk_fit import QUANTITIES, entropy_production, fit_bulk, state_between
from thermochain.rotors.driven.bulk_profile import BulkProfile, measure_bulk
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate_moments
from thermochain.rotors.driven.transient import find_transient
from thermochain.rotors.macroscopic.stationary import Boundary

LAWS = tc.published_coefficients()
BATHS = Boundary(0.5, 0.4, 0.0, 1.0)
ENDS = np.array([BATHS.T_left, BATHS.T_right, BATHS.p_left, BATHS.p_right])
SEEN = Boundary(0.53, 0.42, 0.05, 0.94)
N_ROTORS = 129


def made_up_bulk(rng, n_replicas=16, noise=0.02):
    """A chain that sees SEEN, whose equations are exact, with noise that neighbours share."""
    x = open_chain.positions(N_ROTORS)[16:-16]
    state = tc.solve_stationary(LAWS, **vars(SEEN), n_cells=4000)
    truth = np.concatenate(
        [
            np.interp(x, state.x, state.temperature),
            np.interp(x, state.x, state.momentum),
            [state.momentum_current, state.energy_current],
        ]
    )
    modes = rng.standard_normal((n_replicas, 3, 8))
    waves = np.cos(np.pi * np.arange(8)[:, None] * x)
    scatter = np.concatenate(
        [modes[:, 0] @ waves, modes[:, 1] @ waves, modes[:, 2, :2] + 0.5 * modes[:, 0, :2]], axis=1
    )
    replicas = truth + noise * scatter
    left_out = (replicas.sum(axis=0) - replicas) / (n_replicas - 1)
    return BulkProfile(x, replicas.mean(axis=0), left_out)


def test_exact_profiles_give_back_boundary_values_factors_and_contacts():
    bulk = made_up_bulk(np.random.default_rng(0), noise=1e-6)
    fit = fit_bulk(bulk, BATHS, N_ROTORS, LAWS)
    # noise of 1e-6 on correlated data, amplified to the walls
    np.testing.assert_allclose(fit.parameters[:4], list(vars(SEEN).values()), atol=1e-5)
    np.testing.assert_allclose(fit.parameters[4:], 0.0, atol=1e-4)
    j_p, j_e = bulk.values[-2:] / 64
    expected = [
        (0.0 - 0.05) / j_p,
        (0.94 - 1.0) / j_p,
        (0.5 - 0.53) / (j_e - 0.05 * j_p),
        (0.42 - 0.4) / (j_e - 0.94 * j_p),
    ]
    np.testing.assert_allclose(fit.contacts, expected, rtol=1e-3)


def test_errors_of_the_fit_are_those_of_its_scatter():
    truth = np.array([*vars(SEEN).values(), 0.0, 0.0])
    rng = np.random.default_rng(1)
    fits = [fit_bulk(made_up_bulk(rng), BATHS, N_ROTORS, LAWS) for _ in range(40)]
    scores = np.array([(fit.parameters - truth) / np.sqrt(np.diag(fit.covariance)) for fit in fits])
    # forty scores of six parameters: the spread of each is known to 1/sqrt(80) = 11 %, and Student's t of 15 degrees of
    # freedom adds 7 %; their mean to 1/sqrt(40) = 0.16
    assert np.all(np.abs(scores.std(axis=0) - 1.07) < 4 * 0.12)
    assert np.all(np.abs(scores.mean(axis=0)) < 4 * 0.17)


def test_without_a_momentum_current_its_factor_is_left_to_the_prior():
    x = open_chain.positions(65)[16:-16]
    state = tc.solve_stationary(LAWS, T_left=0.7, T_right=0.5, p_left=0, p_right=0, n_cells=4000)
    truth = np.concatenate([np.interp(x, state.x, state.temperature), 0 * x, [0.0, state.energy_current]])
    replicas = truth + 1e-3 * np.random.default_rng(2).standard_normal((16, truth.size))
    bulk = BulkProfile(x, replicas.mean(axis=0), (replicas.sum(axis=0) - replicas) / 15)
    fit = fit_bulk(bulk, Boundary(0.7, 0.5, 0.0, 0.0), 65, LAWS)
    std = np.sqrt(np.diag(fit.covariance))
    assert std[4] > 0.5  # of a prior of width 1
    assert abs(fit.parameters[5]) < 4 * std[5] < 0.1


@pytest.mark.parametrize("factors", [(0.0, 0.0), (0.3, -0.2)])
def test_factors_are_factors_on_the_coefficients(factors):
    """State with D^p and kappa multiplied, by the scheme (B.3) in momenta of another unit."""
    values = dict(zip(QUANTITIES, state_between(LAWS, ENDS, np.array(factors)), strict=True))
    plain = tc.solve_stationary(LAWS, **vars(BATHS))
    if factors == (0.0, 0.0):
        assert values["momentum_current"] == pytest.approx(plain.momentum_current, rel=1e-9)
        assert values["energy_current"] == pytest.approx(plain.energy_current, rel=1e-9)
        assert values["T_max"] == pytest.approx(plain.temperature.max(), rel=1e-5)  # between the points of the profile
        assert values["entropy_production"] == pytest.approx(plain.entropy_production, rel=1e-9)
    else:
        # multiplied alike the profiles stay and the currents are multiplied; a factor on kappa alone cools
        both = state_between(LAWS, ENDS, np.array([0.3, 0.3]))
        assert both[0] == pytest.approx(np.exp(0.3) * plain.momentum_current, rel=1e-9)
        assert both[2] == pytest.approx(plain.temperature.max(), rel=1e-5)
        assert values["T_max"] > plain.temperature.max()


def test_entropy_production_of_the_currents_is_that_of_the_stationary_state():
    state = tc.solve_stationary(LAWS, **vars(BATHS))
    sigma = entropy_production(*vars(BATHS).values(), state.momentum_current, state.energy_current)
    assert sigma == pytest.approx(state.entropy_production, rel=1e-12)
    assert sigma > 0


def test_contact_of_a_real_chain_holds_at_least_its_end_rotor():
    """The end rotor alone makes 1/gamma; the boundary layer of heat adds to it."""
    run = DrivenRun(
        n_rotors=65,
        T_left=0.5,
        T_right=0.3,
        torque_left=0,
        torque_right=0,
        friction=1.0,
        time_step=0.1,
        duration=40960,
        n_replicas=32,
        seed=9,
    )
    chain = simulate_moments(run)
    bulk = measure_bulk(chain, find_transient(chain.series, chain.n_segments, chain.interval))
    fit = fit_bulk(bulk, Boundary(0.5, 0.3, 0.0, 0.0), 65, LAWS)
    assert np.all(fit.contacts[2:] + 4 * fit.contacts_std[2:] > 1.0)
    assert fit.contacts[3] - 4 * fit.contacts_std[3] > 1.0  # at T = 0.3 the layer is resolved
    assert fit.contacts[3] == pytest.approx(2.3, abs=0.5)  # 2.1 to 2.5 in the study's chains of 65 to 257 rotors
