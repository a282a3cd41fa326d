r"""Linear stability of E*, and what Li's Lemma 5.7 takes for it: gamma = div f/f decreases in both energies.

Row i of the Jacobian of (5.1), with the columns of the baths, has the sum -j [gamma(E_i, E_{i+1}) -
gamma(E_{i-1}, E_i)] for the current j to the right.  Where gamma decreases, all these sums are negative.  With positive
elements beside a negative diagonal the matrix is then diagonally dominant, and by Gershgorin's theorem E* is stable.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.compiled import bound
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.exchange.chain import Chain
from thermochain.exchange.limit import find_equilibrium
from thermochain.exchange.rates import rate_slopes, rates_of_bonds

_STEP = 1e-3  # of differences of fourth order, in units of the energy


@dataclass(frozen=True, eq=False)
class Stability(ReadOnlyArrays):
    """Lemma 5.7 on one chain."""

    # Derivatives of gamma with respect to the left and the right energy of every bond, at E*, shape (2, N + 1).
    gamma_slopes: NDArray
    row_sums: NDArray  # sums of the rows of the Jacobian with the columns of the baths, shape (N,)
    # Whether the Jacobian is as the proof needs it: row sums and diagonal negative, no element beside it negative.
    dominant: bool
    growth: float  # largest real part of the eigenvalues of the Jacobian

    @property
    def assumed(self) -> bool:
        """Whether gamma decreases in both energies on all bonds, which the lemma assumes."""
        return bool(np.all(self.gamma_slopes < 0.0))


def stability(chain: Chain) -> Stability:
    """Assumption, row sums and growth rate of Lemma 5.7 at E*, with the factor 1/2 of (5.1) that the lemma lacks."""
    state = find_equilibrium(chain)
    energies = chain.with_baths(state.energies)
    J = chain.jacobian(state.energies)
    by_left, by_right = bound(rate_slopes, chain.rate)(energies)
    rates, gaps = bound(rates_of_bonds, chain.rate)(energies), -np.diff(energies)
    from_left, to_right = 0.5 * (by_left * gaps + rates), 0.5 * (by_right * gaps - rates)
    sums = J.sum(axis=1)
    sums[0] += from_left[0]
    sums[-1] -= to_right[-1]
    beside = np.concatenate([from_left, -to_right])  # all elements beside the diagonal, with those of the baths
    dominant = bool(np.all(sums < 0.0) and np.all(np.diagonal(J) < 0.0) and np.all(beside >= 0.0))
    return Stability(gamma_slopes(chain, energies), sums, dominant, state.growth)


def gamma_slopes(chain: Chain, energies: NDArray) -> NDArray:
    """Derivatives of gamma = div f/f with respect to both energies of every bond of `energies`, shape (2, n - 1)."""
    left, right = energies[:-1], energies[1:]

    def gamma(first: NDArray, second: NDArray) -> NDArray:
        pairs = np.column_stack([first, second])
        found = [bound(rate_slopes, chain.rate)(pair) for pair in pairs]
        rates = [bound(rates_of_bonds, chain.rate)(pair) for pair in pairs]
        return np.array([(a[0] + b[0]) / f[0] for (a, b), f in zip(found, rates, strict=True)])

    slopes = []
    for of_left, of_right in ((_STEP, 0.0), (0.0, _STEP)):
        near, far = (
            gamma(left * (1 + k * of_left), right * (1 + k * of_right))
            - gamma(left * (1 - k * of_left), right * (1 - k * of_right))
            for k in (1.0, 2.0)
        )
        slopes.append((8.0 * near - far) / (12.0 * (left * of_left + right * of_right)))
    return np.array(slopes)
