r"""Deviations of a driven chain from local equilibrium, that is from local Gibbs states.

In a Gibbs state at temperature T the momentum of a site is Gaussian about its mean and independent of the bonds, and
the Fourier coefficients phi_k = <exp(i k r)> of a bond are I_k(1/T)/I_0(1/T) (von Mises law).  The deviations, at every
site or bond, are

    kurtosis        <(p - <p>)^4>/<(p - <p>)^2>^2 - 3,
    distance^2      sum_{k=1,2} |<exp(i k r)> - I_k/I_0|^2, the bond's T being the mean of the variances at its ends,
    correlations    <p cos r> - <p><cos r> and <p sin r> - <p><sin r>, p the mean of the momenta at the ends.

By Parseval, distance^2 is pi times the integral of the squared difference of the densities, each smoothed to its first
two harmonics.  With another potential V, V' and 1 - V take the place of the sine and the cosine of the bond, and
2 V' (1 - V) and 1 - 2 V'^2 that of sin 2r and cos 2r; the distance is that of their four averages.  It contains
<sin r>^2 = <j^p>^2, which does not vanish in a driven chain of n sites; every deviation is expected to fall like 1/n.
The correlation of p and sin r is minus the heat current.

Noise increases squares on average.  The jackknife removes this bias, so that a square may come out negative.  Standard
errors of squares are correct where a deviation exceeds the noise, and too large by up to sqrt 2 where it does not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.jackknife import unbiased_jackknife
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.open_chain import positions
from thermochain.rotors.driven.steady_state import momentum_variance, replica_averages
from thermochain.rotors.driven.transient import Transient
from thermochain.rotors.potential import ROTORS, Potential

BULK = 0.8  # largest |x| in averages over the bulk, which exclude the boundary layers
DEVIATIONS = ("kurtosis", "bond_distance", "cosine_correlation", "sine_correlation")


@dataclass(frozen=True, eq=False)
class LocalEquilibrium(ReadOnlyArrays):
    """Deviations from local Gibbs states; `_std` are standard errors from independent replicas."""

    positions: NDArray  # positions x of the sites, shape (n,)
    bond_positions: NDArray  # positions x of the middles of bonds 1 .. n-1, shape (n-1,)
    kurtosis: NDArray  # excess kurtosis of the momentum, shape (n,)
    kurtosis_std: NDArray
    bond_distance_square: NDArray  # squared distance of the law of each bond, shape (n-1,)
    bond_distance_square_std: NDArray
    cosine_correlation: NDArray  # correlation of the momentum with the cosine of the bond, shape (n-1,)
    cosine_correlation_std: NDArray
    sine_correlation: NDArray  # the same with the sine
    sine_correlation_std: NDArray
    mean_square: NDArray  # mean squares over the bulk in the order of `DEVIATIONS`, shape (4,)
    mean_square_std: NDArray


def measure_local_equilibrium(
    chain: ChainMoments, transient: Transient, potential: Potential = ROTORS
) -> LocalEquilibrium:
    """Deviations from local equilibrium after the transient; raises ValueError below 8 replicas."""
    averages = replica_averages(chain, transient)
    x = positions(chain.n_rotors)
    middles = 0.5 * (x[:-1] + x[1:])
    kurtosis, kurtosis_std = unbiased_jackknife(averages, _excess_kurtosis)
    (distance, cosine, sine), (distance_std, cosine_std, sine_std) = unbiased_jackknife(
        averages, lambda mean: _bond_deviations(mean, potential)
    )
    mean_square, mean_square_std = unbiased_jackknife(averages, lambda mean: _mean_squares(mean, x, middles, potential))
    return LocalEquilibrium(
        positions=x,
        bond_positions=middles,
        kurtosis=kurtosis,
        kurtosis_std=kurtosis_std,
        bond_distance_square=distance,
        bond_distance_square_std=distance_std,
        cosine_correlation=cosine,
        cosine_correlation_std=cosine_std,
        sine_correlation=sine,
        sine_correlation_std=sine_std,
        mean_square=mean_square,
        mean_square_std=mean_square_std,
    )


def _excess_kurtosis(mean: NDArray) -> NDArray:
    p, p2, p3, p4 = (mean[MOMENTS.index(name)] for name in ("p", "p2", "p3", "p4"))
    fourth = p4 - 4.0 * p * p3 + 6.0 * p**2 * p2 - 3.0 * p**4
    return fourth / momentum_variance(mean) ** 2 - 3.0


def _bond_deviations(mean: NDArray, potential: Potential) -> NDArray:
    """Squared distance and both correlations of bonds 1 .. n-1, shape (3, n-1)."""
    sine, cosine, sine2, cosine2, p_sine, p_cosine = mean[MOMENTS.index("sin") :, 1:]
    variance, p = momentum_variance(mean), mean[MOMENTS.index("p")]
    T, p = 0.5 * (variance[:-1] + variance[1:]), 0.5 * (p[:-1] + p[1:])
    gibbs = potential.mean_shape(T)
    gibbs2 = 1.0 - 2.0 * potential.mean_square_force(T)
    distance = (cosine - gibbs) ** 2 + (cosine2 - gibbs2) ** 2 + sine**2 + sine2**2
    return np.array([distance, p_cosine - p * cosine, p_sine - p * sine])


def _mean_squares(mean: NDArray, x: NDArray, middles: NDArray, potential: Potential) -> NDArray:
    sites, bonds = np.abs(x) <= BULK, np.abs(middles) <= BULK
    distance, cosine, sine = _bond_deviations(mean, potential)[:, bonds]
    return np.array(
        [np.mean(_excess_kurtosis(mean)[sites] ** 2), distance.mean(), np.mean(cosine**2), np.mean(sine**2)]
    )
