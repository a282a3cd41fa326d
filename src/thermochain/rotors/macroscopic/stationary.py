r"""Stationary states of the macroscopic system (IOS 2.30), and checks of their boundary values.

    J^p = -D^p(T) dp/dx,   J^e = -D^p(T) d(p^2/2)/dx - kappa(T) dT/dx,   x in [-1, 1],

with p and T given at both ends (2.9).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import check_kind, real_array
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients

_MOST_MOMENTUM = 1e6


@dataclass(frozen=True)
class Boundary:
    """Boundary values (2.9): p_L = tau_L / gamma, p_R = tau_R / gamma and the bath temperatures."""

    T_left: float
    T_right: float
    p_left: float
    p_right: float


def check_momentum(name: str, values: NDArray) -> None:
    """Raise ValueError for a momentum that is not a number or too large for any coefficients."""
    fast = ~(np.abs(values) <= _MOST_MOMENTUM)
    if fast.any():
        raise ValueError(
            f"{name}={values[fast].flat[0]} must lie in [{-_MOST_MOMENTUM:g}, {_MOST_MOMENTUM:g}], far beyond what the "
            "coefficients admit; pass a smaller one"
        )


def check_boundary(
    coefficients: TransportCoefficients, T_left: ArrayLike, T_right: ArrayLike, p_left: ArrayLike, p_right: ArrayLike
) -> list[NDArray]:
    """The four boundary values, broadcast to float arrays of one shape.

    Raises ValueError naming the first value that is not real, not finite, not a positive temperature or not admissible.
    """
    check_kind("coefficients", coefficients, TransportCoefficients, "pass published_coefficients()")
    named = {"T_left": T_left, "T_right": T_right, "p_left": p_left, "p_right": p_right}
    arrays = {name: real_array(name, value, "a real number or an array of them") for name, value in named.items()}
    for name, array in arrays.items():
        bad = ~np.isfinite(array) if name.startswith("p") else ~(array > 0)
        if bad.any():
            kind = "a finite number" if name.startswith("p") else "a positive temperature"
            raise ValueError(f"{name}={array[bad].flat[0]} must be {kind}; pass one")
        if name.startswith("p"):
            check_momentum(name, array)
        if name.startswith("T"):
            coefficients.check_temperature(array, name)
    try:
        return list(np.broadcast_arrays(*(array.astype(float) for array in arrays.values())))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(
            f"the shapes of the boundary values do not broadcast: {shapes}; pass arrays of one shape"
        ) from None


@dataclass(frozen=True, eq=False)
class StationaryState(ReadOnlyArrays):
    """Profiles and currents of one stationary state.

    Attributes
    ----------
    boundary
        The boundary values.
    method
        Name of the solver.
    x, momentum, temperature
        Positions in [-1, 1] and the profiles there, shape (n,).
    momentum_current, energy_current
        J^p and J^e, uniform in x.
    """

    boundary: Boundary
    method: str
    x: NDArray
    momentum: NDArray
    temperature: NDArray
    momentum_current: float
    energy_current: float

    @property
    def mechanical_current(self) -> NDArray:
        """J^m(x) = p(x) J^p (2.32), shape (n,)."""
        return self.momentum * self.momentum_current

    @property
    def heat_current(self) -> NDArray:
        """J^Q(x) = J^e - J^m(x) = -kappa dT/dx (2.31), shape (n,)."""
        return self.energy_current - self.mechanical_current

    @property
    def entropy_production(self) -> float:
        """Sigma = J^Q(1)/T_R - J^Q(-1)/T_L (2.34)."""
        b = self.boundary
        heat_left = self.energy_current - b.p_left * self.momentum_current
        heat_right = self.energy_current - b.p_right * self.momentum_current
        return heat_right / b.T_right - heat_left / b.T_left
