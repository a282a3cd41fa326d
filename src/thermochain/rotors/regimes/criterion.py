r"""Threshold of the forcing for negative energy conductivity (IOS 2.5.3), for power laws; docs/regimes.md.

For D^p ~ T^-b, kappa ~ T^-a and equal temperatures T, p_L = 0, the response to T_R turns negative at
p_R^2 = C(z) kappa(T)/|D^p'(T)| with z = (1 + b - a)/b.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import roots_legendre

from thermochain.rotors.coefficients import TransportCoefficients

_LARGEST_Z = 8.0
_NODES, _WEIGHTS = roots_legendre(200)
_SHARE = 0.125 * (1.0 + _NODES) ** 2  # u in [0, 1/2], dense at the end of the chain
_MEASURE = 0.25 * (1.0 + _NODES) * _WEIGHTS
_HIGHEST = 1e4


def power_law_number(z: float) -> float:
    """Number C(z): for D^p ~ |G|^(-1/z), T_L = T_R and p_L = 0 the response is negative above dp^2 = C |dlnD^p/dG|^-1.

    C(0) = 4 (D^p exponential in G), C(-1) = 3; C grows with z.  Raises ValueError if z is not in [-8, 8]; beyond, the
    threshold cannot be reached or nearly diverges.
    """
    if not -_LARGEST_Z <= z <= _LARGEST_Z:
        raise ValueError(
            f"z={z:g} must lie in [-8, 8]; beyond, D^p hardly changes or the peak diverges; pass other exponents"
        )

    def excess(number: float) -> float:  # int D (number / (4 G) - 1) du with G = 1 + (number z/2) u(1-u)
        growth = 0.5 * number * _SHARE * (1.0 - _SHARE)
        D = np.exp(-growth * _log1p_ratio(growth * z))
        return float(np.sum(_MEASURE * D * (0.25 * number / (1.0 + growth * z) - 1.0)))

    highest = 8.0 / -z if z < 0 else _HIGHEST  # upper limit, at which G vanishes at the peak
    return float(brentq(excess, 0.01, highest * (1.0 - 1e-9), xtol=1e-13))


def _log1p_ratio(x: NDArray) -> NDArray:
    """The function log(1 + x)/x, which is 1 at x = 0."""
    return np.divide(np.log1p(x), x, out=np.ones_like(x), where=x != 0)


def local_threshold(c: TransportCoefficients, temperature: ArrayLike) -> NDArray:
    """Estimate of the |p_R| above which dJ^e/dT_R > 0 at T_L = T_R = T, p_L = 0, elementwise.

    The coefficients are replaced by the power laws with their values and slopes at T, so the estimate is exact for
    power laws.  Raises ValueError if D^p does not decrease, because there is no threshold.
    """
    T = np.asarray(temperature, dtype=float)
    D, kappa = c.momentum_diffusivity(T), c.thermal_conductivity(T)
    b = -T * c.momentum_diffusivity_slope(T) / D
    a = -T * c.thermal_conductivity_slope(T) / kappa
    if np.any(b <= 0):
        raise ValueError(f"D^p must decrease at temperature={T[b <= 0].flat[0]:g}; elsewhere the response is normal")
    number = np.vectorize(power_law_number, otypes=[float])((1.0 + b - a) / b)
    return np.sqrt(number * kappa * T / (b * D))
