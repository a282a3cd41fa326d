"""Standard errors of functions of the coefficients, from the covariance of their parameters."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients


def standard_error(c: TransportCoefficients, function: Callable[[TransportCoefficients], ArrayLike]) -> NDArray:
    """Standard error of `function(c)`, elementwise, by linear propagation of the covariance.

    It is found by central differences over one standard deviation along the principal axes: exact for functions that
    are linear in the parameters, with an error of third order in the standard deviations otherwise.  It is nan where
    the function is nan for a variation, and zero for coefficients without covariance.

    Parameters
    ----------
    c
        Measured coefficients; the covariance of the published coefficients lacks the correlations.
    function
        Function that maps coefficients to an array of fixed shape.
    """
    variance = np.zeros_like(np.asarray(function(c), dtype=float))
    for plus, minus in c.principal_variations():
        variance = variance + (0.5 * (np.asarray(function(plus)) - np.asarray(function(minus)))) ** 2
    return np.sqrt(variance)
