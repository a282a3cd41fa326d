"""Processes with an integral of 1 on which estimators of integrals are held: STACIE's own, and others.

The first twelve are the kernels of the AutoCorrelation Integral Drill (ACID 1, https://doi.org/10.5281/zenodo.15722902),
on which STACIE was published, with its numbers.  They are sums of white noise, exponential decays and stochastic
harmonic oscillators at unit spacing.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic_correlations import GaussianProcess, oscillation, relaxation

Term = Callable[[NDArray], NDArray]


def white(weight: float) -> Term:
    """Uncorrelated samples."""
    return lambda w: np.full_like(w, weight)


def decay(weight: float, tau: float) -> Term:
    """Exponential decay with time tau."""
    return lambda w: weight / (1.0 + (w * tau) ** 2)


def oscillator(weight: float, frequency: float, quality: float) -> Term:
    """A harmonic oscillator of the given frequency, not angular, driven by noise."""

    def transform(w: NDArray) -> NDArray:
        f = w / (2.0 * np.pi)
        return weight * frequency**4 / ((f**2 - frequency**2) ** 2 + (f * frequency / quality) ** 2)

    return transform


def _sum(name: str, *terms: Term) -> GaussianProcess:
    return GaussianProcess(name, lambda w: sum(term(w) for term in terms))


ACID = [
    _sum("exp1p", decay(1.0, 5.0)),
    _sum("exp1w", decay(0.9, 5.0), white(0.1)),
    _sum("exp2", decay(0.5, 2.0), decay(0.5, 5.0)),
    _sum("sho1pcrit", oscillator(1.0, 0.04, 0.5)),
    _sum("sho1pover", oscillator(1.0, 0.15, 0.2)),
    _sum("sho1punder", oscillator(1.0, 0.03, 1.4)),
    _sum("sho1wcrit", oscillator(0.9, 0.04, 0.5), white(0.1)),
    _sum("sho1wover", oscillator(0.9, 0.15, 0.2), white(0.1)),
    _sum("sho1wunder", oscillator(0.9, 0.03, 1.4), white(0.1)),
    _sum("sho2crit", oscillator(0.8, 0.04, 0.5), oscillator(0.2, 0.35, 0.1)),
    _sum("sho2over", oscillator(0.8, 0.15, 0.3), oscillator(0.2, 0.35, 0.1)),
    _sum("sho2under", oscillator(0.8, 0.03, 1.4), oscillator(0.2, 0.35, 0.1)),
]
EXACT = [
    relaxation((1 / 16, 16.0), name="Ornstein-Uhlenbeck, tau = 16"),
    oscillation(10.0, 0.2, name="damped oscillation").scaled(),
    relaxation((0.2, 2.5), (0.05, 10.0), name="two exponentials, 2.5 and 10"),
    relaxation((1.0, 1.6), (-0.07, 9.0), name="overshoot, as of rotors").scaled(),
    _sum("hidden: 0.3 of the integral at 30 times the time", decay(0.7, 1.0), decay(0.3, 30.0)),
]
PROCESSES = ACID + EXACT
