"""Limits of driven chains by their contacts: factors are found, errors cover, and without contacts limits are wrong."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain as tc
from tests.root import ROOT
from thermochain.rotors.driven.bulk_fit import state_between
from thermochain.rotors.driven.contact_limit import GroupedChains, limits_by_contacts
from thermochain.rotors.macroscopic.chain_currents import ChainCurrents, ChainLaw
from thermochain.rotors.macroscopic.contacts import measured_contacts

MEASURED = tc.load_coefficients(ROOT / "workflow/reference/coefficients/measured.json")
CONTACTS = measured_contacts()
# energy driven by heat, by torques, uphill, and with the hottest place inside
BATHS = np.array([[0.3, 0.5, 0, 0.45], [0.35, 0.45, -0.5, 0.5], [0.5, 0.3, 0, 0.75], [0.4, 0.4, 0, 1]]).T
SIZES = np.array([65.0, 129.0, 257.0])
FACTORS = np.array([0.05, -0.03])
NOISE = 0.005  # statistical errors over the scales, as in the default preset


def blank(baths=BATHS):
    """Chains of all sizes between every column of `baths`, condition by condition, with currents of zero."""
    c = baths.shape[1]
    n = np.tile(SIZES, c)
    return ChainCurrents(np.repeat(baths, SIZES.size, axis=1), n, np.ones_like(n), *np.zeros((2, 2, n.size)))


def grouped(chains, correlation=0.0):
    m = chains.n_rotors.size
    return GroupedChains(chains, np.full(m, correlation), np.arange(m) // SIZES.size)


def exact_chains(law, baths=BATHS):
    chains = replace(blank(baths), currents=law.predict(blank(baths)))
    return replace(chains, currents_std=NOISE * chains.scales)


def drawn_chains(rng, correlation):
    """Chains whose contacts, coefficients, law and currents are all off by their errors, and their true limits."""

    def off(name):
        value, std = getattr(CONTACTS, name), getattr(CONTACTS, f"{name}_std")
        return value * np.exp(std / value * rng.standard_normal(value.shape))

    sites = CONTACTS.sites + CONTACTS.sites_std * rng.standard_normal(2)
    law = ChainLaw(
        MEASURED.resample(rng), replace(CONTACTS, momentum=off("momentum"), heat=off("heat"), sites=sites), FACTORS
    )
    chains = exact_chains(law)
    first, second = rng.standard_normal((2, SIZES.size * BATHS.shape[1]))
    noise = np.stack([first, correlation * first + np.sqrt(1.0 - correlation**2) * second])
    shift = chains.currents_std * noise + chains.law_errors * rng.standard_normal(noise.shape)
    limits = state_between(law.coefficients, BATHS, np.repeat(FACTORS[:, None], BATHS.shape[1], axis=1))
    return chains.currents + shift, chains.currents_std, limits


def test_factors_of_chains_that_obey_the_law_are_found_and_the_limit_is_the_state_without_contacts():
    chains = exact_chains(ChainLaw(MEASURED, CONTACTS, FACTORS))
    limits = limits_by_contacts(MEASURED, CONTACTS, grouped(chains))
    for limit, baths in zip(limits, BATHS.T, strict=True):
        deviations = (limit.log_factors - FACTORS) / limit.log_factors_std
        assert np.max(np.abs(deviations)) < 0.6  # the priors of width 0.1 draw them towards zero
        assert limit.chi_square < 0.1
        assert 3.9 < limit.degrees_of_freedom < 4.5  # six currents, two factors
        np.testing.assert_allclose(limit.values, state_between(MEASURED, baths, limit.log_factors), rtol=1e-9)


def test_with_the_coefficients_themselves_the_limits_are_those_of_the_equations():
    limits = limits_by_contacts(MEASURED, CONTACTS, grouped(exact_chains(ChainLaw(MEASURED, CONTACTS))))
    expected = state_between(MEASURED, BATHS, np.zeros_like(BATHS[:2])).T
    np.testing.assert_allclose([limit.values for limit in limits], expected, rtol=1e-5)
    for limit, (T_left, T_right, p_left, p_right) in zip(limits, BATHS.T, strict=True):
        state = tc.solve_stationary(MEASURED, T_left=T_left, T_right=T_right, p_left=p_left, p_right=p_right)
        assert limit.values[0] == pytest.approx(float(state.momentum_current), rel=1e-5)


def test_stated_errors_cover_the_true_limits_as_often_as_standard_errors_do():
    rng, draws, correlation = np.random.default_rng(11), 20, 0.6
    c, truth, currents, std = BATHS.shape[1], [], [], []
    for _ in range(draws):
        found = drawn_chains(rng, correlation)
        for kept, value in zip((currents, std, truth), found, strict=True):
            kept.append(value)
    chains = replace(
        blank(np.tile(BATHS, draws)),
        currents=np.concatenate(currents, axis=1),
        currents_std=np.concatenate(std, axis=1),
    )
    limits = limits_by_contacts(MEASURED, CONTACTS, grouped(chains, correlation))
    values, errors = (
        np.array([of(limit) for limit in limits]).T[:2]
        for of in (lambda limit: limit.values, lambda limit: np.hypot(limit.std, limit.systematic))
    )
    scores = (values - np.concatenate(truth, axis=1)[:2]) / errors
    counting = np.sqrt(0.68 * 0.32 / (draws * c))
    for score in scores:  # J^p, then J^e
        assert abs(np.mean(np.abs(score) < 1.0) - 0.68) < 3.0 * counting
    chi_square = [limit.chi_square for limit in limits]
    assert abs(np.mean(chi_square) - 4.0) < 4.0 * np.sqrt(2.0 * 4.0 / len(limits)) + 0.4  # contacts are off, too


def test_without_contacts_the_limits_are_off_by_many_errors():
    """Negative control: with resistances of 1e-6 and no correction 1/N the currents of short chains pass for limits."""
    chains = exact_chains(ChainLaw(MEASURED, CONTACTS, FACTORS))
    none = 1e-6 * np.ones_like(CONTACTS.momentum)
    left_out = replace(CONTACTS, momentum=none, momentum_std=none, heat=none, heat_std=none, sites=np.zeros(2))
    limits = limits_by_contacts(MEASURED, left_out, grouped(chains))
    expected = state_between(MEASURED, BATHS, np.repeat(FACTORS[:, None], BATHS.shape[1], axis=1)).T
    for limit, values in zip(limits, expected, strict=True):
        assert abs(limit.values[0] - values[0]) > 5.0 * np.hypot(limit.std[0], limit.systematic[0])
        assert limit.chi_square > 5.0 * limit.degrees_of_freedom


def test_every_condition_is_fitted_as_if_it_were_alone():
    rng = np.random.default_rng(3)
    chains = exact_chains(ChainLaw(MEASURED, CONTACTS, FACTORS))
    chains = replace(chains, currents=chains.currents + chains.errors * rng.standard_normal(chains.currents.shape))
    together, k = limits_by_contacts(MEASURED, CONTACTS, grouped(chains)), 2
    mine = slice(k * SIZES.size, (k + 1) * SIZES.size)
    (alone,) = limits_by_contacts(
        MEASURED,
        CONTACTS,
        grouped(ChainCurrents(**{name: value[..., mine] for name, value in vars(chains).items()})),
    )
    for name in ("log_factors", "values", "std", "systematic", "chi_square"):
        np.testing.assert_allclose(getattr(together[k], name), getattr(alone, name), rtol=1e-3, atol=1e-5)


def test_changes_of_the_law_change_currents_as_its_own_solution_does():
    law, chains = ChainLaw(MEASURED, CONTACTS, FACTORS), blank()
    contacts = CONTACTS.variations(0.01)[8]  # rho_p at friction 1 and T = 0.4
    assert np.count_nonzero(contacts.momentum != CONTACTS.momentum) == 1
    others = [
        replace(law, contacts=contacts),
        replace(law, log_factors=FACTORS + np.array([0.0, 1e-3])),
        replace(law, coefficients=MEASURED.principal_variations()[0][0]),
    ]
    for change, other in zip(law.changes(chains, others), others, strict=True):
        expected = other.predict(chains) - law.predict(chains)
        assert np.max(np.abs(expected)) > 1e-5
        np.testing.assert_allclose(change, expected, atol=0.02 * np.max(np.abs(expected)))  # to first order


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), noise=st.floats(0.01, 1.0))
def test_any_noise_leaves_a_limit_with_errors(seed, noise):
    """Currents that are mostly noise leave the factors to their priors, and raise nothing."""
    rng = np.random.default_rng(seed)
    T_left, T_right = rng.uniform(0.3, 1.0, 2)
    p_left, p_right = rng.uniform(-1.0, 1.0, 2)
    chains = exact_chains(ChainLaw(MEASURED, CONTACTS), np.array([[T_left], [T_right], [p_left], [p_right]]))
    std = noise * chains.scales
    chains = replace(chains, currents=chains.currents + std * rng.standard_normal(std.shape), currents_std=std)
    (limit,) = limits_by_contacts(MEASURED, CONTACTS, grouped(chains))
    assert np.isfinite(limit.values).all()
    assert np.isfinite(limit.systematic).all()
    assert (limit.std[:2] > 0.0).all()
    assert np.max(np.abs(limit.log_factors)) < 0.6  # six widths of the priors
