r"""The low temperature limit of symmetric states (IOS, Section 2.4.2).

The state between equal temperatures T_L = T_R and momenta p_R = -p_L is continued beyond the ends of the chain, to
[-lambda, lambda]: there p grows, T falls, and the peak does not change.  Rescaled to [-1, 1] it is the state between
colder baths and faster ends.  It follows from the first integral directly, because G(T) + p^2/2 is constant.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.first_integral import momentum_current
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential


def continue_state(
    coefficients: TransportCoefficients, temperature: float, momentum: float, end_temperature: ArrayLike
) -> tuple[NDArray, NDArray]:
    """Positions and momenta at which the continued state has the given end temperatures.

    Parameters
    ----------
    coefficients
        K^pp and K^ee as functions of temperature.
    temperature, momentum
        Boundary values T_L = T_R and p_R = -p_L > 0 of the state on [-1, 1].
    end_temperature
        Array of the temperatures at the ends of the continued state, at most `temperature`.

    Returns
    -------
    lambda >= 1 and the momentum p there, arrays of the same shape: T(lambda) = end_temperature, p(lambda) = p.

    Raises
    ------
    ValueError
        A temperature is not admissible or above `temperature`, or the momentum is not positive.
    """
    end = coefficients.check_temperature(end_temperature, "end_temperature")
    if np.any(end > temperature) or not momentum > 0:
        raise ValueError(
            f"end_temperature={np.max(end):g} must be at most temperature={temperature:g} and momentum={momentum:g} "
            "must be > 0: the chain is continued towards the cold"
        )
    G = thermal_potential(coefficients)
    p = np.sqrt(momentum**2 + 2.0 * (G(temperature) - G(end)))
    # x -> x / lambda multiplies currents by lambda (2.40)
    scale = momentum_current(coefficients, end, end, -p, p)
    return scale / momentum_current(coefficients, temperature, temperature, -momentum, momentum), p
