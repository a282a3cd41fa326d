"""Maximum of a temperature profile with statistical errors.

The largest of many noisy numbers overestimates the maximum.  The profile is therefore averaged over a tenth of the
chain, the largest average locates the maximum, and a quartic fitted to a quarter of the chain on either side of it
gives the value.  Its standard error is the jackknife error over replicas at a fixed location.
"""

import numpy as np
from numpy.polynomial import Legendre
from numpy.typing import NDArray

from thermochain.core.jackknife import unbiased_jackknife
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.steady_state import momentum_variance, replica_averages
from thermochain.rotors.driven.transient import Transient

_SMOOTH = 20  # the averages reach over n/20 sites to either side
_REACH = 4  # the quartic reaches over n/4 sites to either side
_DEGREE = 4  # degree of the polynomial


def peak_temperature(chain: ChainMoments, transient: Transient) -> tuple[float, float]:
    """The maximum of Var p_i along the chain, and its standard error; raises ValueError below 8 replicas."""
    averages = replica_averages(chain, transient)
    sites = _neighbourhood(momentum_variance(averages.mean(axis=0)))
    fine = np.linspace(sites[0], sites[-1], 8 * sites.size)

    def highest(mean: NDArray) -> NDArray:
        profile = momentum_variance(mean)[sites]
        return np.max(Legendre.fit(sites, profile, min(_DEGREE, sites.size - 1))(fine))

    value, std = unbiased_jackknife(averages, highest)
    return float(value), float(std)


def _neighbourhood(profile: NDArray) -> NDArray:
    """Indices of the sites around the maximum, within the chain."""
    n = profile.size
    half = n // _SMOOTH
    window = np.ones(2 * half + 1) / (2 * half + 1)
    centre = half + int(np.argmax(np.convolve(profile, window, mode="valid")))
    return np.arange(max(0, centre - n // _REACH), min(n, centre + n // _REACH + 1))
