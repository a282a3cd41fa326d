r"""Spectral gaps of closed chains of energies, from their generators on polynomials (Olla, below (50), and 5.2).

N cells with free ends keep their total energy.  At given total the equilibrium is that of independent Gamma(shape)
energies, conditioned on it; the generator L is symmetric there and has the simple eigenvalue 0.  The gap is the
smallest other eigenvalue of -L, the least quotient

    <g, -L g>/Var(g),   <g, -L g> = sum over bonds of  <f Var(g | all but the split of the bond)>      (52)
                                    or                 <sigma^2 (d_i g - d_{i+1} g)^2>                 (43).

Taken over polynomials g of degree K the least quotient is an upper bound of the gap, which falls as K grows (Ritz).
It is the gap itself where L keeps the degree, as for sigma^2 = c E_1 E_2 and for full shares at constant rate, and an
eigenfunction of the gap has at most the degree K.

At given total, polynomials of degree K are the homogeneous ones, since the total may be written for any constant.  The
average of a homogeneous function over the conditioned energies is the one over independent energies times a factor
that only its degree decides, so all integrals are products over the cells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.special import beta, gammaln, poch

from thermochain.core.arguments import check_choice, check_integer
from thermochain.core.memory import check_memory
from thermochain.core.residual import check_residual
from thermochain.exchange.ginzburg_landau import GinzburgLandau

_EXCHANGE_POWERS = {"constant": 0.0, "sum_sqrt": 0.5}  # rates of E_1 + E_2 alone, whose equilibrium is exponential
_LARGEST_DEGREE = 12  # beyond, monomials are too nearly dependent
_TOLERANCE = 1e-9  # relative error of an eigenvalue; gaps are printed with six digits


@dataclass(frozen=True)
class ReversibleBonds:
    """Energies that bonds exchange, reversible with respect to independent Gamma(shape) energies."""

    shape: float  # shape of the law of one energy, nu + 1; also its mean at T = 1
    power: float  # degree of homogeneity of L: the gap at mean energy a e is a^power times that at e
    # Function of K that returns <x^a y^b, -L x^c y^d> of one bond of energy 1, averaged over its split at equilibrium,
    # shape (K + 1,)^4; entries with a + b > K or c + d > K are not used.
    split_form: Callable[[int], NDArray]

    def form(self, degree: int) -> NDArray:
        """<x^a y^b, -L x^c y^d> of one bond, averaged over two independent energies at T = 1."""
        a, b, c, d = np.indices((degree + 1,) * 4)
        return poch(2.0 * self.shape, a + b + c + d + self.power) * self.split_form(degree)


def exchange_bonds(rate: str) -> ReversibleBonds:
    """The jump process (52) at full shares with the rate "constant" or "sum_sqrt".

    An exchange makes the split uniform, whatever it was.
    """
    check_choice("rate", rate, _EXCHANGE_POWERS)

    def split_form(degree: int) -> NDArray:
        a, b, c, d = np.indices((degree + 1,) * 4)
        return beta(a + c + 1.0, b + d + 1.0) - beta(a + 1.0, b + 1.0) * beta(c + 1.0, d + 1.0)

    return ReversibleBonds(1.0, _EXCHANGE_POWERS[rate], split_form)


def diffusion_bonds(dynamics: GinzburgLandau) -> ReversibleBonds:
    """The energy Ginzburg-Landau dynamics (43)."""

    def split_form(degree: int) -> NDArray:
        x, weights = dynamics.splits()
        y = 1.0 - x
        slopes = np.zeros((degree + 1, degree + 1, x.size))  # (d_1 - d_2) x^a y^b
        for a, b in product(range(degree + 1), repeat=2):
            slopes[a, b] = a * x ** max(a - 1, 0) * y**b - b * x**a * y ** max(b - 1, 0)
        weights = weights * dynamics.mobilities(x) / np.sum(weights)
        return np.einsum("abx,cdx,x->abcd", slopes, slopes, weights, optimize=True)

    return ReversibleBonds(dynamics.heat_capacity(), dynamics.power - 2.0, split_form)


def n_functions(n_cells: int, degree: int) -> int:
    """Number of polynomials of a degree in the energies of N cells of given total."""
    return comb(n_cells + degree - 1, degree)


def gap_bound(bonds: ReversibleBonds, n_cells: int, degree: int) -> float:
    """Least quotient over all polynomials of a degree, an upper bound of the spectral gap.

    The mean energy is `shape`, that of T = 1.

    Parameters
    ----------
    n_cells
        N >= 2 cells in a row.
    degree
        K >= 1; the matrices have (number of polynomials)^2 elements.

    Raises
    ------
    ValueError
        Naming the argument, its value, the limit and the remedy.
    NotProved
        The matrices do not have the eigenvalue 0 of the constant function, or the eigenpair is wrong.
    """
    check_integer("n_cells", n_cells, at_least=2)
    check_integer("degree", degree, at_least=1, at_most=_LARGEST_DEGREE)
    size = n_functions(n_cells, degree)
    check_memory(f"degree={degree} with n_cells={n_cells}", 64.0 * size**2, "pass a lower degree, or fewer cells")
    exponents = _exponents(n_cells, degree)
    products, form = _matrices(bonds, exponents, degree)
    remedy = "take a lower degree"
    # the total energy to the power K, which is constant: its coefficients are multinomial
    constant = np.exp(gammaln(degree + 1.0) - gammaln(exponents + 1.0).sum(axis=1)) / _scales(products)
    products, form = (_scaled(matrix, _scales(products)) for matrix in (products, form))
    constant /= np.linalg.norm(constant)
    check_residual(
        "the form at the constant function, where it vanishes,",
        form @ constant,
        np.abs(form) @ np.abs(constant),
        tolerance=_TOLERANCE,
        remedy=remedy,
    )
    values, vectors = eigh(form, products, subset_by_index=[0, 1])
    gap, mode = values[1], vectors[:, 1]
    moved = form @ mode
    check_residual("the slowest mode", moved - gap * (products @ mode), moved, tolerance=_TOLERANCE, remedy=remedy)
    return float(gap * _conditioned(bonds, n_cells, degree))


def free_gap(n_cells: int) -> float:
    """2 - 2 cos(pi/N), the gap of a walk that jumps over each bond of N cells in a row at rate 1.

    Times nu + 1 it is the gap for sigma^2 = E_1 E_2 and nu >= 0 (Kim and Sau), and half of it that of full shares at
    constant rate (Caputo, Labbe and Lacoin).
    """
    check_integer("n_cells", n_cells, at_least=2)
    return float(2.0 - 2.0 * np.cos(np.pi / n_cells))


def _exponents(n_cells: int, degree: int) -> NDArray:
    """Exponents of all monomials of a degree, shape (n_functions, N)."""
    rows = np.zeros((1, 0), dtype=int)
    for _ in range(n_cells - 1):
        longer = [np.append(row, k) for row in rows for k in range(degree - row.sum() + 1)]
        rows = np.array(longer)
    return np.column_stack([rows, degree - rows.sum(axis=1)])


def _matrices(bonds: ReversibleBonds, exponents: NDArray, degree: int) -> tuple[NDArray, NDArray]:
    """<g h> and <g, -L h> of all monomials for independent energies at T = 1."""
    moments = poch(bonds.shape, np.arange(2 * degree + 1))
    cells = [moments[k[:, None] + k] for k in exponents.T]
    products = np.prod(cells, axis=0)
    pair, form = bonds.form(degree), np.zeros_like(products)
    for i in range(len(cells) - 1):
        left, right = exponents[:, i], exponents[:, i + 1]
        bond = pair[left[:, None], right[:, None], left, right]
        form += bond * products / (cells[i] * cells[i + 1])
    return products, form


def _scales(products: NDArray) -> NDArray:
    return 1.0 / np.sqrt(np.diag(products))


def _scaled(matrix: NDArray, scales: NDArray) -> NDArray:
    return scales[:, None] * matrix * scales


def _conditioned(bonds: ReversibleBonds, n_cells: int, degree: int) -> float:
    """Factor from a quotient for independent energies to the one at the total N shape, which is their mean."""
    total = n_cells * bonds.shape
    return total**bonds.power / poch(total + 2.0 * degree, bonds.power)
