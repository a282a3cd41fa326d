r"""Bounds that Li's proofs use, exactly: the tail of a share (Lemma 5.2), and of what the baths bring (Lemma 5.3).

The share B of a cell has the law Beta(1, M - 1), P[B >= x] = (1 - x)^{M-1}.  With rates f < K, at most a Poisson number
of mean M K T exchanges bring energy from either bath by the time T, each a share B of an exponential energy.  The proof
of Lemma 5.3 takes Z_M, the sum of 2 M K T terms B E with E of mean 1, for its tail.
"""

from dataclasses import dataclass

import numpy as np


def share_tail_ratio(particles: float, exponent: float) -> float:
    """P[B >= M^{exponent - 1}] over exp(-M^exponent), for M >= 2 and 0 <= exponent < 1; Lemma 5.2 has it below 2.

    As a function of x = M^{exponent - 1} it is largest at x = 1/M, so it is at most e (1 - 1/M)^{M-1} <= e/2, for all M
    and not only for large ones.  It tends to 1 for exponent < 1/2, to exp(-1/2) for 1/2, and to 0 beyond.
    """
    threshold = particles ** (exponent - 1.0)
    return float(np.exp(particles**exponent + (particles - 1.0) * np.log1p(-threshold)))


@dataclass(frozen=True)
class Influx:
    """Central moments of Z_M, the sum of `n` independent terms B E."""

    # n/M, and about 3 n/M^2.
    mean: float
    variance: float
    third: float  # third central moment E[(Z - mean)^3], about 26 n/M^3
    least_third: float  # smallest value that E|Z - mean|^3 can have with this variance: variance^{3/2}
    fourth: float  # fourth central moment


def influx(particles: float, n: float) -> Influx:
    """Central moments of Z_M; in Lemma 5.3 n = 2 M K T.

    The third central moment is of order M^{-2} as stated, but the inequality of Chebyshev that is quoted there needs
    E|Z - mean|^3, which is of order M^{-3/2}.  The fourth central moment is of order M^{-2} and repairs the proof, with
    x^{-4} for x^{-3}; higher moments give any power of 1/(M x^2).
    """
    M = particles
    one, two = 1.0 / M, 4.0 / (M * (M + 1.0))  # E[(B E)^k] = k!^2 / (M (M + 1) ... (M + k - 1))
    three = 36.0 / (M * (M + 1.0) * (M + 2.0))
    four = 576.0 / (M * (M + 1.0) * (M + 2.0) * (M + 3.0))
    variance = two - one**2
    third = three - 3.0 * two * one + 2.0 * one**3
    fourth = four - 4.0 * three * one + 6.0 * two * one**2 - 3.0 * one**4
    total = n * variance
    return Influx(n * one, total, n * third, total**1.5, n * fourth + 3.0 * n * (n - 1.0) * variance**2)
