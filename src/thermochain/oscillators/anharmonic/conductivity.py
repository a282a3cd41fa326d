r"""Heat conductivity of chains with velocity flips: its bound, and a law through measured values.

With h = sum_i (p_{i-1} + p_i) u_i/2, u = V' - tau, the total heat current is -h, and the generator L of flips of rate
gamma gives L h = -2 gamma h + W, W = sum_i V''(r_i) (p_i^2 - p_{i-1}^2)/2.  As h is odd and W even in the momenta,

    kappa = <V''>/(4 gamma) - (1/(4 gamma^2 T^2)) int_0^inf <W(0) W(t)>/n dt.

W vanishes for harmonic bonds, and for all bonds kappa <= <V''>/(4 gamma).  Strong noise does not attain the bound, as
flips do not change the p_i^2 of W.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.anharmonic.bond_gibbs import BondState


def conductivity_bound(state: BondState, flip_rate: float) -> NDArray:
    """Bound <V''>/(4 gamma) of the conductivity, elementwise; harmonic bonds attain it."""
    return state.stiffness / (4.0 * flip_rate)


@dataclass(frozen=True, eq=False)
class ConductivityLaw(ReadOnlyArrays, copied=True):
    """kappa(tau, T) = `conductivity_bound` exp(c . b) for bonds with an even potential.

    b = (1, s, s^2, u, u s, u^2) with u = (tau/tau_max)^2 and s from -1 to 1 in log T over the measured temperatures.
    Beyond the measured range b is that of its nearest point.
    """

    flip_rate: float  # gamma
    largest_tension: float  # largest measured |tau|
    T_low: float  # lowest measured temperature
    T_high: float  # highest measured temperature
    parameters: NDArray  # c, shape (6,)
    covariance: NDArray  # covariance of c, shape (6, 6)

    def __call__(self, state: BondState) -> NDArray:
        """Conductivity kappa, elementwise."""
        exponent = np.tensordot(self.parameters, self.basis(state.tension, state.temperature), axes=1)
        return conductivity_bound(state, self.flip_rate) * np.exp(exponent)

    def basis(self, tension: ArrayLike, temperature: ArrayLike) -> NDArray:
        """Basis functions b, shape (6, ...)."""
        u = np.minimum(np.square(tension) / self.largest_tension**2, 1.0)
        width = np.log(self.T_high / self.T_low)
        s = 2.0 * np.log(np.clip(temperature, self.T_low, self.T_high) / self.T_low) / width - 1.0
        return np.stack(np.broadcast_arrays(np.ones_like(s), s, s**2, u, u * s, u**2))

    def std(self, state: BondState) -> NDArray:
        """Standard error of kappa, elementwise."""
        b = self.basis(state.tension, state.temperature)
        return self(state) * np.sqrt(np.einsum("i...,ij,j...->...", b, self.covariance, b))

    def variants(self) -> list[ConductivityLaw]:
        """Laws moved by one standard error along each principal axis of the covariance, to propagate errors."""
        values, axes = np.linalg.eigh(self.covariance)
        steps = axes * np.sqrt(np.maximum(values, 0.0))
        return [replace(self, parameters=self.parameters + step) for step in steps.T]
