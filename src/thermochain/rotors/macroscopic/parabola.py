"""Thermal potential along chains: G(u) = (1-u) G(T_L) + u G(T_R) + dp^2 u(1-u)/2 for any coefficients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.macroscopic.thermal_potential import ThermalPotential


@dataclass(frozen=True, eq=False)
class Parabolas(ReadOnlyArrays):
    """G as a function of u = (p - p_L)/dp in [0, 1], for arrays of stationary states."""

    potential: ThermalPotential  # the thermal potential of the coefficients
    left: NDArray  # G at the left end, an array
    right: NDArray  # G at the right end, of the same shape
    height: NDArray  # dp^2/2, of the same shape

    @classmethod
    def of(cls, potential: ThermalPotential, T_left: NDArray, T_right: NDArray, dp: NDArray) -> Parabolas:
        """Parabolas from boundary values; raises ValueError if a temperature inside a chain is not admissible."""
        parabolas = cls(potential, *np.broadcast_arrays(potential(T_left), potential(T_right), 0.5 * np.square(dp)))
        potential.check_peak(parabolas.peak)
        return parabolas

    def __getitem__(self, which) -> Parabolas:
        """Parabolas of the selected states; `which` is any NumPy index."""
        return Parabolas(self.potential, self.left[which], self.right[which], self.height[which])

    def flat(self) -> Parabolas:
        """Parabolas of all states as arrays of one dimension."""
        return Parabolas(self.potential, self.left.ravel(), self.right.ravel(), self.height.ravel())

    @property
    def peak(self) -> NDArray:
        """Highest G inside the chain; -inf if the maximum is at an end."""
        lean = np.abs(self.right - self.left)
        # the maximum is inside if height > lean, and is (left + right)/2 + height/4 + lean^2 / (4 height)
        inside = self.height > lean
        share = np.divide(lean, self.height, out=np.ones_like(self.height), where=inside)
        return np.where(inside, 0.5 * (self.left + self.right) + 0.25 * (self.height + share * lean), -np.inf)

    def __call__(self, u: NDArray) -> NDArray:
        """G(u); `u` broadcasts against the states."""
        return self.left * (1.0 - u) + self.right * u + self.height * (u * (1.0 - u))

    def cuts(self) -> NDArray:
        """Sorted u in [0, 1], ends included, at which G(u) passes a kink of the coefficients, shape (..., n_cuts).

        Roots that do not exist are replaced by 0.
        """
        left, right, height = (v[..., None] for v in (self.left, self.right, self.height))
        slope, depth = right - left + height, self.potential.kinks - left  # height u^2 - slope u + depth = 0
        square = slope**2 - 4.0 * height * depth
        q = 0.5 * (slope + np.copysign(np.sqrt(np.maximum(square, 0.0)), slope))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            roots = np.concatenate([q / height, depth / q], axis=-1)
        inside = np.concatenate([square, square], axis=-1) > 0
        inside &= (roots > 0) & (roots < 1)
        ends = np.broadcast_to([0.0, 1.0], (*self.left.shape, 2))
        return np.sort(np.concatenate([np.where(inside, roots, 0.0), ends], axis=-1), axis=-1)
