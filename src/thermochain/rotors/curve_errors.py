"""Standard errors of curves, from the covariance of the transport coefficients."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.propagation import standard_error


def curve_error(c: TransportCoefficients, function: Callable[[TransportCoefficients], ArrayLike]) -> NDArray:
    """Standard error of `function(c)`, elementwise; zero, meaning unknown, for the published coefficients.

    The errors of the published coefficients were printed without correlations.  If they were independent, K^pp(1)
    could be negative, so no error of K follows from them.
    """
    if c.name == "published":
        return np.zeros_like(np.asarray(function(c), dtype=float))
    return standard_error(c, function)
