"""Spectral gaps: exact where they are known, upper bounds that fall with the degree elsewhere."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import eigh
from scipy.special import eval_legendre

from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.spectral_gap import diffusion_bonds, exchange_bonds, free_gap, gap_bound, n_functions

PRODUCT, GEODESIC = GinzburgLandau("product"), GinzburgLandau("geodesic")


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 7), st.integers(1, 3), st.floats(0.0, 4.0), st.floats(0.1, 10.0))
def test_the_gap_of_the_product_law_is_that_of_a_walk(n, degree, nu, c):
    """Kim and Sau: exactly c (nu + 1) (2 - 2 cos(pi/N)) for nu >= 0, whatever the degree."""
    bonds = diffusion_bonds(GinzburgLandau("product", c, nu))
    assert gap_bound(bonds, n, degree) == pytest.approx(c * (nu + 1) * free_gap(n), rel=1e-9)


@pytest.mark.parametrize(("n", "degree"), [(2, 4), (3, 5), (5, 4), (8, 3), (16, 2)])
def test_the_gap_of_full_shares_at_constant_rate_is_half_that_of_a_walk(n, degree):
    """Caputo, Labbe and Lacoin: 1 - cos(pi/N)."""
    assert gap_bound(exchange_bonds("constant"), n, degree) == pytest.approx(0.5 * free_gap(n), rel=1e-9)


@pytest.mark.parametrize("bonds", [diffusion_bonds(GEODESIC), exchange_bonds("sum_sqrt")], ids=["51", "52"])
def test_a_higher_degree_lowers_the_bound_and_the_bounds_converge(bonds):
    for n in (3, 4, 5):
        values = [gap_bound(bonds, n, degree) for degree in range(1, 5)]
        assert all(low < high for high, low in pairwise(values))
        steps = -np.diff(values)
        assert steps[-1] < steps[0] / 5  # the bounds converge


def test_two_cells_that_exchange_all_forget_at_the_rate_of_their_clock():
    for degree in (1, 3, 6):
        # T = 1: the total energy is 2
        assert gap_bound(exchange_bonds("sum_sqrt"), 2, degree) == pytest.approx(np.sqrt(2.0), rel=1e-9)


def test_the_gap_of_two_cells_of_the_geodesic_law_is_that_of_its_differential_equation():
    """Legendre polynomials on the split x of the total 2, an independent discretisation of -(sigma^2 g')'."""
    x, weights = np.polynomial.legendre.leggauss(300)
    mobility = [GEODESIC.mobility(1.0 + one, 1.0 - one) for one in x]
    degrees = np.arange(1, 25)
    values = np.array([eval_legendre(k, x) for k in degrees])
    slopes = np.array([k * (eval_legendre(k - 1, x) - x * eval_legendre(k, x)) / (1.0 - x * x) for k in degrees])
    exact = eigh((slopes * weights * mobility) @ slopes.T, (values * weights) @ values.T, eigvals_only=True)[0]
    assert gap_bound(diffusion_bonds(GEODESIC), 2, 10) == pytest.approx(exact, rel=1e-5)


def test_the_gap_follows_from_a_sampled_chain_of_three_cells():
    """A quotient of Monte Carlo averages over the simplex, with no formula of this module, at the same function."""
    rng, n = np.random.default_rng(5), 200_000
    energies = 3.0 * rng.dirichlet(np.ones(3), n)
    pairs = energies[:, :2], energies[:, 1:]
    forms = [np.mean(ab / (a**1.5 + b**1.5)) for a, b in (pair.T for pair in pairs) for ab in (a * b,)]
    # degree 1: g = E_1 - E_3, with slopes 1 across both bonds
    quotient = sum(forms) / np.var(energies[:, 0] - energies[:, 2])
    assert gap_bound(diffusion_bonds(GEODESIC), 3, 1) == pytest.approx(quotient, rel=0.01)  # noise 0.3 %


def test_the_proved_bound_of_the_geodesic_law_lies_below():
    """sigma^2 of (51) is at least E_1 E_2/(total)^{3/2}, so its gap is at least that of the product law over it."""
    for nu in (0.0, 0.5, 2.0):
        bonds = diffusion_bonds(GinzburgLandau("geodesic", 1.0, nu))
        for n in (2, 4, 6):
            proved = (nu + 1) * free_gap(n) / (n * (nu + 1)) ** 1.5
            assert proved < gap_bound(bonds, n, 4)


def test_gaps_shrink_as_the_square_of_the_size_and_not_as_another_power():
    for bonds in (diffusion_bonds(GEODESIC), exchange_bonds("sum_sqrt")):
        scaled = np.array([n**2 * gap_bound(bonds, n, 2) for n in (6, 12, 24)])
        assert np.all(np.abs(np.diff(np.log(scaled))) < 0.2)
        assert abs(np.log(scaled[2] / scaled[1])) < abs(np.log(scaled[1] / scaled[0]))
        cubic = scaled * np.array([6, 12, 24])
        assert cubic[2] / cubic[1] > 1.8


def test_a_shallow_law_of_small_energies_still_has_the_gap_of_a_walk_at_low_degrees():
    """nu < 0 is outside the theorem; up to degree 4 nothing is slower."""
    bonds = diffusion_bonds(GinzburgLandau("product", 1.0, -0.4))
    assert gap_bound(bonds, 5, 4) == pytest.approx(0.6 * free_gap(5), rel=1e-5)  # of the quadrature


def test_all_polynomials_are_counted():
    assert n_functions(2, 3) == 4
    assert n_functions(4, 2) == 10


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1, 2), "n_cells=1 must be an integer >= 2"),
        ((4, 0), "degree=0 must be an integer >= 1"),
        ((4, 13), "degree=13 must be an integer <= 12"),
        ((100, 6), "degree=6 with n_cells=100"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_one_line(arguments, message):
    with pytest.raises((ValueError, MemoryError), match=message):
        gap_bound(exchange_bonds("constant"), *arguments)


def test_rates_of_another_equilibrium_are_refused():
    with pytest.raises(ValueError, match="min_sqrt"):
        exchange_bonds("min_sqrt")
