r"""First corrections to the Gaussian law of the energies, of relative order M^{-1/2}, along a solution of (3.1).

With Theta = Theta_bar + M^{-1/2} Gamma + M^{-1} rho, the expansion of F and H in (3.3) gives beside (3.2)

    d rho = (DF rho + D^2F(Gamma, Gamma)/2) dt + (DH Gamma) dW,

the remainder R = rho/M of Proposition 6.7 on the noise of Gamma itself, whose moments close.  Of the law of Theta^M,

    M E[Theta - Theta_bar] -> m,   dm/dt = DF m + D^2F : C/2,

and M^2 times the third cumulants tend to K, which obeys the linear equation that the generator gives: with terms
D^2F C C and D(H H^T) C, and for the exchanges themselves the third moments of the energies that they move.  Neither is
in Li's text, which proves that M E|Theta^M - Theta_bar - M^{-1/2} Gamma| is bounded (Lemma 6.6) without its limit.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.special import erf

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import check_integrated
from thermochain.exchange.chain import Chain

_TOLERANCE = 1e-9  # relative error of a step of the integration
_STEP = 1e-3  # step of the differences in an energy, over this energy


@dataclass(frozen=True, eq=False)
class Corrections(ReadOnlyArrays):
    """Limits of the moments of the energies at one time, from a sharp start."""

    mean: NDArray  # Theta_bar of (3.1), shape (N,)
    covariance: NDArray  # C of (3.2), shape (N, N): M Cov(Theta) -> C
    shift: NDArray  # m, shape (N,): M E[Theta - Theta_bar] -> m
    third: NDArray  # K, shape (N, N, N): M^2 times the third cumulants of Theta^M tend to it
    # K of the mesoscopic equation (3.3), shape (N, N, N), which lacks the third moments of single exchanges.
    third_mesoscopic: NDArray
    remainder: NDArray  # limit of M^2 E[R R^T] for the remainder R of Proposition 6.7, shape (N, N)

    @property
    def skewness(self) -> NDArray:
        """Limit of sqrt(M) times the skewness of each cell's energy, shape (N,)."""
        return _diagonal(self.third) / np.diagonal(self.covariance) ** 1.5

    @property
    def to_gaussian(self) -> NDArray:
        """Limit of M times the Wasserstein distance of each cell's energy to Theta_bar + M^{-1/2} Gamma, shape (N,).

        It is the smallest M E|Theta_i - Theta_bar_i - M^{-1/2} Gamma_i| of Lemma 6.6 that a coupling can have: at the
        quantile of a normal number X the energies differ by [m + K (X^2 - 1)/(6 C)]/M.
        """
        return _mean_distance(self.shift, _diagonal(self.third) / (6.0 * np.diagonal(self.covariance)))

    @property
    def to_mesoscopic(self) -> NDArray:
        """Limit of M times the Wasserstein distance of each cell's energy to that of (3.3), shape (N,) (Corollary 6.8).

        Mean and variance agree to this order, and only the third moments of single exchanges are missing.
        """
        missing = _diagonal(self.third - self.third_mesoscopic)
        return _mean_distance(0.0 * missing, missing / (6.0 * np.diagonal(self.covariance)))


def first_corrections(chain: Chain, start: NDArray, time: float) -> Corrections:
    """Moments at `time` > 0 from the sharp energies `start`, shape (N,); the rate needs two derivatives.

    Raises NotConverged if the integration stops.
    """
    n = chain.n_cells
    shapes = [(n,), (n, n), (n,), (n, n, n), (n, n, n), (n, n), (n, n, n)]  # of the arguments of `_slopes`
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])

    def parts(state: NDArray) -> list[NDArray]:
        return [part.reshape(shape) for part, shape in zip(np.split(state, ends[:-1]), shapes, strict=True)]

    def slope(_: float, state: NDArray) -> NDArray:
        return np.concatenate([part.ravel() for part in _slopes(chain, *parts(state))])

    state = np.concatenate([start, np.zeros(ends[-1] - n)])
    solved = solve_ivp(slope, (0.0, time), state, method="LSODA", rtol=_TOLERANCE, atol=_TOLERANCE * np.min(start))
    check_integrated(solved, "the corrections to (3.2)", "take a smoother rate, or an earlier time")
    *fields, _mixed = parts(solved.y[:, -1])
    return Corrections(*fields)


def _slopes(
    chain: Chain,
    mean: NDArray,
    covariance: NDArray,
    shift: NDArray,
    third: NDArray,
    third_mesoscopic: NDArray,
    remainder: NDArray,
    mixed: NDArray,
) -> tuple[NDArray, ...]:
    """Time derivatives of the fields of `Corrections` and of `mixed`, E[rho_i Gamma_j Gamma_k]."""
    J, D = chain.jacobian(mean), chain.diffusion(mean)
    curvature = _derivative(chain.jacobian, mean)  # [i, j, k]: of F_i with respect to E_j and E_k
    d_variance = _derivative(chain.noise_variances, mean)
    variance = chain.noise_variances(mean)
    d_amplitude = d_variance / (2.0 * np.sqrt(variance))[:, None]
    gains = np.diff(np.eye(chain.n_cells + 1), axis=0).T * -1.0  # [bond, cell]: energy a cell gains from the bond
    spread = J @ covariance
    bent = np.einsum("iab,aj,bk->ijk", curvature, covariance, covariance)
    noisy = np.einsum("bi,bj,ba,ak->ijk", gains, gains, d_variance, covariance)
    driven = _cyclic(bent) + _cyclic(noisy)
    jumps = np.einsum("b,bi,bj,bk->ijk", chain.third_moments(mean), gains, gains, gains)
    fourth = np.einsum("ab,jk->abjk", covariance, covariance)
    fourth = fourth + fourth.transpose(0, 2, 1, 3) + fourth.transpose(0, 3, 2, 1)
    common = np.einsum("bi,bj,b,ba,ak->ijk", gains, gains, np.sqrt(variance), d_amplitude, covariance)
    d_mixed = 0.5 * np.einsum("iab,abjk->ijk", curvature, fourth) + common + common.transpose(0, 2, 1)
    bend = 0.5 * np.einsum("iab,jab->ij", curvature, mixed)
    random = np.einsum("bi,bj,bx,xy,by->ij", gains, gains, d_amplitude, covariance, d_amplitude)
    moved = J @ remainder + bend
    return (
        chain.drift(mean),
        spread + spread.T + D,
        J @ shift + 0.5 * np.einsum("iab,ab->i", curvature, covariance),
        _carried(J, third) + driven + jumps,
        _carried(J, third_mesoscopic) + driven,
        moved + moved.T + random,
        _carried(J, mixed) + d_mixed + np.einsum("i,jk->ijk", shift, D),
    )


def _derivative(function: Callable[[NDArray], NDArray], energies: NDArray) -> NDArray:
    """Derivative of an array with respect to all energies, the last axis, by differences of fourth order."""
    columns = []
    for k, energy in enumerate(energies):
        h = _STEP * energy
        step = h * np.eye(energies.size)[k]
        near, far = (function(energies + s) - function(energies - s) for s in (step, 2.0 * step))
        columns.append((8.0 * near - far) / (12.0 * h))
    return np.stack(columns, axis=-1)


def _carried(J: NDArray, tensor: NDArray) -> NDArray:
    """DF acting on each of the three indices."""
    first = np.einsum("ia,ajk->ijk", J, tensor)
    return first + np.einsum("ja,iak->ijk", J, tensor) + np.einsum("ka,ija->ijk", J, tensor)


def _cyclic(tensor: NDArray) -> NDArray:
    """Sum over the three places of the one index that differs from two symmetric ones."""
    return tensor + tensor.transpose(1, 2, 0) + tensor.transpose(2, 0, 1)


def _diagonal(tensor: NDArray) -> NDArray:
    """Elements whose three indices are the same, shape (N,)."""
    return np.einsum("iii->i", tensor)


def _mean_distance(shift: NDArray, bend: NDArray) -> NDArray:
    """E|a + b (X^2 - 1)| of a normal X, for arrays a and b."""
    bent = np.abs(bend) > np.finfo(float).eps * np.abs(shift)
    ratio = np.divide(shift, bend, out=np.full_like(shift, np.inf), where=bent)
    root = np.sqrt(np.maximum(1.0 - ratio, 0.0))  # the quadratic changes sign at +-root
    inside = erf(root / np.sqrt(2.0))
    edge = 2.0 * root * np.exp(-0.5 * root**2) / np.sqrt(2.0 * np.pi)
    return np.abs(shift - 2.0 * (shift * inside - bend * edge))
