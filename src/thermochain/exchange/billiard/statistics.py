r"""Laws of energy exchange through a hole: those that Li (Section 2.1) states, those of equilibrium, and tests of fit.

In equilibrium the velocities of two disks that collide are Maxwellian times the flux (u)_+, u their relative velocity
along the line of centres; positions do not matter.  The laws of shares follow exactly, without any fit.  The Beta and
the uniform law would hold if collisions did not prefer fast disks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import integrate, special, stats

_NODES, _LEVELS = 32, 401
_N_RESAMPLES = 999  # samples of an exponential law that are compared with one

# Correlation of the shares of a disk in the energy of the pair before and after a collision: normal velocities are
# exchanged and tangential ones kept, so with <u^4> = 8, <u^2> = 2 of a Rayleigh law it is (4 - 8)/(4 + 8).
SHARE_CORRELATION = -1.0 / 3.0


@dataclass(frozen=True)
class WaitingTimes:
    """Estimates from a sample of waiting times, and its distance to an exponential law."""

    rate: float  # 1/mean
    rate_error: float  # its standard error, from the scatter of the sample
    tail_rate: float  # rate of the exponential tail, from the excess of the times over their median
    tail_rate_error: float  # its standard error
    variation: float  # standard deviation over mean; 1 if exponential
    distance: float  # Kolmogorov-Smirnov distance to the exponential law of the same mean
    p_value: float  # of this distance; it allows for the mean being that of the sample


def waiting_times(times: NDArray, rng: Generator) -> WaitingTimes:
    """Compare a sample of shape (n,) with exponential laws; ValueError unless n >= 8 and all are > 0."""
    if times.size < 8 or not np.all(times > 0):
        raise ValueError(f"times={times.size} numbers must be >= 8, all > 0; lengthen the run")
    rate, rate_error = _rate(times)
    median = np.median(times)
    tail_rate, tail_rate_error = _rate(times[times > median] - median)
    distance = _exponential_distance(times[None])[0]
    # the law of the distance does not depend on the mean, so samples of any mean give its p-value
    others = _exponential_distance(rng.standard_exponential((_N_RESAMPLES, times.size)))
    p_value = (1 + np.count_nonzero(others >= distance)) / (1 + _N_RESAMPLES)
    variation = float(times.std(ddof=1) / times.mean())
    return WaitingTimes(rate, rate_error, tail_rate, tail_rate_error, variation, float(distance), float(p_value))


def beta_share_cdf(share: NDArray, n_particles: int) -> NDArray:
    """Distribution function of Beta(1, M - 1), the share of one of M >= 2 disks without preference of fast ones."""
    return 1.0 - (1.0 - share) ** (n_particles - 1)


def flux_share_cdf(share: NDArray, n_particles: int) -> NDArray:
    """Distribution function of the share of a colliding disk in the energy of its cell of M >= 2 disks, in equilibrium.

    Its density is (1 - b)^{M-2} int s^{M-1} e^{-s} H(b s) ds up to a constant, with H(e) the mean flux that a disk of
    energy e (in units of the temperature) meets.  Any shape of `share`, values in [0, 1].
    """
    # the law is smooth as a function of the one without the flux
    level = np.linspace(0.0, 1.0, _LEVELS)
    grid = 1.0 - (1.0 - level) ** (1.0 / (n_particles - 1))
    energies, gamma_weights = special.roots_genlaguerre(_NODES, n_particles - 1)
    ratio = _mean_flux(np.multiply.outer(grid, energies)) @ gamma_weights
    law = integrate.cumulative_simpson(ratio, x=level, initial=0.0)
    return np.interp(beta_share_cdf(share, n_particles), level, law / law[-1])


def flux_redistribution_cdf(share: NDArray) -> NDArray:
    """Distribution function of the share of either disk in the energy of a colliding pair, in equilibrium.

    Its density is the mean of |v_1 - v_2| over directions, at given energies p and 1 - p, up to a constant; any shape.
    """
    grid = np.linspace(0.0, 1.0, _LEVELS)
    law = integrate.cumulative_simpson(_relative_speed(grid), x=grid, initial=0.0)
    return np.interp(share, grid, law / law[-1])


def flux_mean_share(share: NDArray) -> NDArray:
    """Mean share after a collision of a disk that had `share` of the pair's energy before, in equilibrium; shape (n,).

    The mean is over the directions of both velocities, weighted with the flux along the line of centres.  It would be
    1/2 if energy were redistributed without memory.
    """
    angle = 2.0 * np.pi * (np.arange(128) + 0.5) / 128
    p = np.asarray(share)[:, None, None]
    flux = np.abs(np.sqrt(p) * np.cos(angle)[:, None] - np.sqrt(1.0 - p) * np.cos(angle))
    after = p * np.sin(angle)[:, None] ** 2 + (1.0 - p) * np.cos(angle) ** 2
    return (flux * after).sum(axis=(1, 2)) / flux.sum(axis=(1, 2))


def colliding_energy(n_particles: int) -> float:
    """M times the mean energy of a disk that collides through the hole between two isolated cells of mean energy 1.

    The flux adds one degree of freedom to the 4M velocities; the colliding pair holds five of the 4M + 1.
    """
    return 5.0 * n_particles / (4.0 * n_particles + 1.0)


def transfer_ratio(n_particles: float) -> float:
    r"""Mean energy that a collision through the hole moves over that of Li's exchange, 4M/(2M + 1), for M >= 1 disks.

    It holds for any energies E_1 and E_2 that the cells have when the disks collide, uniformly distributed under these
    energies but for the flux.  Li's exchange moves (E_1 - E_2)/(2M) on average, a collision 2 (E_1 - E_2)/(2M + 1).

    Let u_1 and u_2 be the velocities along the line of centres, whose direction is independent of the velocities in
    their isotropic law; they change places, so (u_1^2 - u_2^2)/M is moved.  The flux is (u_1 - u_2)_+, of which by
    symmetry |d|/2, d = u_1 - u_2, matters.  For Maxwellian velocities of temperatures T_1 and T_2, d and u_1 + u_2 are
    Gaussian, and <u_1 + u_2 | d> = d (T_1 - T_2)/(T_1 + T_2), hence

        <(u_1^2 - u_2^2) |d|> = <d^2 |d|> (T_1 - T_2)/(T_1 + T_2) = 2 (T_1 - T_2) <|d|>.

    The other 2M - 1 velocities of each cell are independent of d, and with them M E_1 - M E_2 in place of
    u_1^2 - u_2^2 gives (2M + 1) (T_1 - T_2) <|d|>.  So M (E_1 - E_2) 2/(2M + 1) and u_1^2 - u_2^2 have the same mean
    with |d| at all temperatures; these means are Laplace transforms in 1/(2 T_1) and 1/(2 T_2) of the means at given
    energies, which are therefore the same, too.
    """
    return 4.0 * n_particles / (2.0 * n_particles + 1.0)


def kolmogorov_distance(sample: NDArray, cdf: NDArray) -> float:
    """Kolmogorov-Smirnov distance of a sorted sample of shape (n,) to a law, given its `cdf` at the sample."""
    if np.any(np.diff(sample) < 0):
        raise ValueError("sample must be sorted; pass numpy.sort(sample) and the cdf there")
    n = sample.size
    return float(max(np.max(np.arange(1, n + 1) / n - cdf), np.max(cdf - np.arange(n) / n)))


def kolmogorov_p_value(distance: float, n: int) -> float:
    """Probability of a distance at least as large, for n independent numbers from the law itself."""
    return float(stats.kstwo.sf(distance, n))


def ratio_with_error(numerators: NDArray, denominators: NDArray) -> tuple[float, float]:
    """Ratio of two sums over independent batches, shape (n,) with n >= 2, and its standard error (jackknife)."""
    total, other = numerators.sum(), denominators.sum()
    left_out = (total - numerators) / (other - denominators)
    n = numerators.size
    return float(total / other), float(np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2)))


def _rate(times: NDArray) -> tuple[float, float]:
    rate = 1.0 / times.mean()
    return float(rate), float(rate**2 * times.std(ddof=1) / np.sqrt(times.size))


def _exponential_distance(times: NDArray) -> NDArray:
    """Distance of each row to the exponential law of the row's mean."""
    ordered, n = np.sort(times, axis=1), times.shape[1]
    cdf = -np.expm1(-ordered / ordered.mean(axis=1, keepdims=True))
    above = (np.arange(1, n + 1) / n - cdf).max(axis=1)
    return np.maximum(above, (cdf - np.arange(n) / n).max(axis=1))


def _mean_flux(energy: NDArray) -> NDArray:
    """<(v cos(theta) - w)_+> over directions and a Maxwellian w, for a disk of energy v^2/2; temperature 1."""
    v = np.multiply.outer(np.sqrt(2.0 * energy), np.cos(np.pi * (np.arange(32) + 0.5) / 32))
    flux = v * special.ndtr(v) + np.exp(-0.5 * v**2) / np.sqrt(2.0 * np.pi)
    return flux.mean(axis=-1)


def _relative_speed(share: NDArray) -> NDArray:
    angle = np.pi * (np.arange(128) + 0.5) / 128
    product = 2.0 * np.sqrt(share * (1.0 - share))
    return np.sqrt(1.0 - np.multiply.outer(product, np.cos(angle))).mean(axis=-1)
