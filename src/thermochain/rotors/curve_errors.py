"""Standard errors of curves, from the coefficients that they are computed with."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.propagation import standard_error


def curve_error(c: TransportCoefficients, function: Callable[[TransportCoefficients], ArrayLike]) -> NDArray:
    """Standard error of `function(c)`, elementwise; zero, meaning unknown, for the published coefficients.

    The errors of the published coefficients were printed without correlations.  Taken as independent, they would
    allow a negative K^pp at T = 1, so that no error of K follows from them.
    """
    if c.name == "published":
        return np.zeros_like(np.asarray(function(c), dtype=float))
    return standard_error(c, function)
