"""Limits n -> infinity from synthetic currents whose limits are known."""

from dataclasses import replace

import numpy as np
import pytest

from thermochain.estimators.fits import log_polynomial_guess
from thermochain.macroscopic.coefficients import TransportCoefficients, published_coefficients
from thermochain.macroscopic.contacts import finite_chain
from thermochain.study.contact_fit import ChainSeries, fit_contacts
from thermochain.study.ness_extrapolation import (
    NESS_LIMIT_COLUMNS,
    QUANTITIES,
    extrapolate_ness,
    fit_polynomials,
    ness_limit_frame,
)

PUBLISHED = published_coefficients()
SIZES = np.array([65, 129, 257])
RELATIVE = 0.002  # errors of the currents
T_MAX_STD = 5e-4
TRUTH = np.array([np.log(1.2), np.log(0.9), 3.0, 4.0])


def other_shapes():
    """Laws about as far from the published ones as measured coefficients are: D^p(0.3) is 1.8 times as large."""
    T = np.array([0.2, 0.25, 0.3, 0.5, 1.0, 1.5])
    D, kappa = np.array([904, 160, 48.3, 3.69, 0.312, 0.129]), np.array([195, 68.6, 32.1, 5.14, 0.556, 0.147 / 0.9])
    values = {"pp": D * T, "ee": kappa * T**2}
    laws = {key: log_polynomial_guess(T, value, value, 4) for key, value in values.items()}
    return TransportCoefficients(name="other", measured_range=(0.2, 1.5), admissible_range=(0.1, 6.0), **laws)


OTHER = other_shapes()


def chain(baths, n_rotors, parameters):
    log_p, log_e, layer_p, layer_T = parameters
    return finite_chain(
        PUBLISHED,
        *baths,
        n_rotors=n_rotors,
        friction=1.0,
        layer_p=layer_p,
        layer_T=layer_T,
        momentum_factor=np.exp(log_p),
        energy_factor=np.exp(log_e),
    )


def series(baths, *, parameters=TRUTH, rng=None, correlation=0.0):
    """Currents of chains with the published shapes, with noise if `rng` is given."""
    exact = chain(baths, SIZES, parameters)
    J_p, J_e = exact.momentum_current, exact.energy_current
    p_std, e_std = RELATIVE * np.abs(J_p) + 1e-6, RELATIVE * (np.abs(J_e) + np.abs(J_p))
    noise = np.zeros((3, SIZES.size)) if rng is None else rng.standard_normal((3, SIZES.size))
    mixed = correlation * noise[0] + np.sqrt(1 - correlation**2) * noise[1]
    return ChainSeries(
        *baths,
        friction=1.0,
        n_rotors=SIZES,
        momentum_current=J_p + p_std * noise[0],
        momentum_current_std=p_std,
        energy_current=J_e + e_std * mixed,
        energy_current_std=e_std,
        correlation=np.full(SIZES.size, correlation),
        # the microscopic maximum differs from the model's by something of order 1/N
        T_max=exact.T_max * (1 + 0.5 / SIZES) + T_MAX_STD * noise[2],
        T_max_std=np.full(SIZES.size, T_MAX_STD),
    )


def truth(baths, parameters=TRUTH):
    return chain(baths, np.inf, parameters)


def test_limits_and_parameters_are_recovered_with_honest_errors():
    baths, rng = (0.5, 0.3, -1.0, 0.0), np.random.default_rng(3)
    exact = truth(baths)
    fits = [fit_contacts(series(baths, rng=rng, correlation=0.8), PUBLISHED) for _ in range(24)]
    scores = [
        [(getattr(fit, name).value - getattr(exact, name)) / getattr(fit, name).std for name in QUANTITIES]
        + [*((fit.parameters - TRUTH) / np.sqrt(np.diag(fit.covariance)))]
        for fit in fits
    ]
    # 24 draws: the mean of a score scatters by 0.2, its standard deviation by 0.15
    assert np.all(np.abs(np.mean(scores, axis=0)) < 0.7), np.mean(scores, axis=0)
    assert np.all(np.abs(np.std(scores, axis=0) - 1.0) < 0.5), np.std(scores, axis=0)
    excess = np.mean([fit.chi_square - fit.degrees_of_freedom for fit in fits])
    assert abs(excess) < 3.0 * np.sqrt(2 * 2 / 24), "chi^2 with two degrees of freedom: variance 4"


def test_without_noise_the_truth_is_found_even_where_contacts_are_as_large_as_the_bulk():
    baths = (0.3, 0.3, 0.0, 0.5)
    data, exact = series(baths), truth(baths)
    assert data.momentum_current[0] / exact.momentum_current < 0.7
    fit = fit_contacts(data, PUBLISHED)
    # the priors pull by a small part of the statistical error
    assert abs(fit.momentum_current.value - exact.momentum_current) < 0.5 * fit.momentum_current.std
    assert fit.momentum_current.std < 0.02 * abs(exact.momentum_current)


def test_with_equal_temperatures_symmetry_ties_the_energy_current_to_the_momentum_current():
    fit = fit_contacts(series((0.3, 0.3, -1.0, 0.0), rng=np.random.default_rng(4)), PUBLISHED)
    assert fit.energy_current.value == pytest.approx(-0.5 * fit.momentum_current.value, rel=1e-9)
    # six data, three of which say nothing new: the priors hold what is left open
    assert 2.9 < fit.degrees_of_freedom < 4.0


def test_without_forcing_the_momentum_parameters_stay_where_the_priors_put_them():
    baths = (0.8, 0.4, 0.0, 0.0)
    fit = fit_contacts(series(baths), PUBLISHED)
    assert fit.momentum_current.value == 0
    # priors of the module: 0 +- 1, and 0 +- 10 sites at these temperatures
    np.testing.assert_allclose(fit.parameters[[0, 2]], 0.0, atol=1e-9)
    np.testing.assert_allclose(np.sqrt(np.diag(fit.covariance))[[0, 2]], [1.0, 10.0], rtol=1e-6)
    assert abs(fit.energy_current.value - truth(baths).energy_current) < 0.1 * fit.energy_current.std


BATHS = [(0.3, 0.3, -1.0, 0.0), (0.5, 0.3, -1.0, 0.0), (0.5, 0.3, -1.0, 2.0), (1.0, 0.5, -1.0, 0.5)]


@pytest.mark.parametrize("baths", BATHS)
def test_with_the_wrong_shapes_the_limit_is_within_one_per_cent_and_the_errors_cover_it(baths):
    limit, exact = extrapolate_ness(series(baths), OTHER, PUBLISHED), truth(baths)
    for name in ("momentum_current", "energy_current"):
        found, right = getattr(limit.fit, name), float(getattr(exact, name))
        wrong = abs(found.value - right)
        assert wrong < 0.01 * abs(right) or wrong < found.std, name
        assert wrong <= 1.5 * np.hypot(found.std, limit.systematic(name)), name
    assert not np.allclose(limit.fit.parameters[:2], TRUTH[:2], atol=0.01), "the factors make up for the shapes"


def test_the_polynomial_is_biased_where_the_contact_model_is_not():
    baths = (0.3, 0.3, 0.0, 2.0)
    data, exact = series(baths), truth(baths)
    bias = fit_polynomials(data)["momentum_current"].value / float(exact.momentum_current) - 1.0
    assert -0.05 < bias < -0.01
    assert abs(fit_contacts(data, OTHER).momentum_current.value / float(exact.momentum_current) - 1.0) < 0.01


def test_polynomials_in_one_over_n_are_their_own_limits_with_the_scatter_they_state():
    per_site, rng = 2.0 / (SIZES - 1.0), np.random.default_rng(6)
    J_p = 1.0 / (-0.5 - 3.0 * per_site + 4.0 * per_site**2)
    J_e = J_p * (-0.8 + 2.0 * per_site)
    data = series((0.5, 0.3, -1.0, 0.0), correlation=0.8)
    exact = replace(data, momentum_current=J_p, energy_current=J_e, T_max=0.6 + 0.2 * per_site)
    limits = fit_polynomials(exact)
    # a straight solve of 3 x 3 equations
    assert [limits[name].value for name in QUANTITIES] == pytest.approx([-2.0, 1.6, 0.6], rel=1e-9)
    roots = np.linalg.cholesky(exact.covariance)
    drawn = []
    for _ in range(400):
        p, e = (np.stack([J_p, J_e], axis=1) + np.einsum("nij,nj->ni", roots, rng.standard_normal((3, 2)))).T
        found = fit_polynomials(replace(exact, momentum_current=p, energy_current=e))
        drawn.append([found["momentum_current"].value, found["energy_current"].value])
    stated = [limits["momentum_current"].std, limits["energy_current"].std]
    # a standard deviation of 400 draws is known to 3.5 %
    np.testing.assert_allclose(np.std(drawn, axis=0), stated, rtol=0.12)


def test_without_forcing_the_energy_polynomial_is_in_its_own_inverse():
    baths = (0.8, 0.4, 0.0, 0.0)
    limits = fit_polynomials(series(baths))
    assert limits["momentum_current"].value == 0
    # contacts are 10 % of the bulk at n = 65: the bias is a fraction of a per cent
    assert limits["energy_current"].value == pytest.approx(float(truth(baths).energy_current), rel=0.01)


def test_the_table_compares_each_limit_with_both_coefficients():
    no_change = np.zeros(4)
    baths = [(0.5, 0.3, -1.0, 0.0), (0.3, 0.5, -1.0, 0.5), (1.0, 0.6, 0.0, 0.0), (0.3, 0.3, -1.0, 1.0)]
    limits = [extrapolate_ness(series(b, parameters=no_change), OTHER, PUBLISHED) for b in baths]
    frame = ness_limit_frame(limits, OTHER, PUBLISHED, n_resamples=3, rng=np.random.default_rng(1))
    assert list(frame.columns) == list(NESS_LIMIT_COLUMNS)
    assert list(frame["regime"]) == ["heated", "uphill", "monotone", "heated"]
    forced = frame.iloc[:2]
    # made with the published coefficients: theirs agree to the accuracy of the wrong shapes, ours do not
    assert (forced["momentum_current_published_percent"].abs() < 1.0).all()
    assert (forced["momentum_current_deviation_percent"].abs() > 1.0).all()
    expected = 100 * (forced["momentum_current_equations"] / forced["momentum_current"] - 1)
    np.testing.assert_allclose(forced["momentum_current_deviation_percent"], expected)
    assert frame.loc[2, ["momentum_current_deviation_percent"]].isna().all(), "no percentage of zero"
    assert frame.loc[3, ["energy_current_deviation_percent"]].isna().all(), "nor of what symmetry cancels"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_rotors": np.array([65, 65, 65])}, "at least two sizes"),
        ({"p_right": -1.0}, "nothing flows"),
        ({"momentum_current": np.zeros(2)}, "momentum_current"),
        ({"energy_current": np.array([1.0, np.nan, 1.0])}, "energy_current"),
        ({"T_max_std": np.zeros(3)}, "T_max_std"),
        ({"correlation": np.ones(3)}, "correlation"),
    ],
)
def test_incomplete_data_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        replace(series(BATHS[0]), **change)


def test_baths_outside_the_coefficients_range_are_named():
    with pytest.raises(ValueError, match=r"=0\.05 must lie in"):
        fit_contacts(replace(series(BATHS[0]), T_left=0.05), OTHER)
