r"""Currents of driven chains, and the law of chains of finite length that they are compared with.

The law is that of (IOS 2.30) between the inner sides of the contacts (`finite_chain`), with further constant factors on
D^p and kappa.  Currents are compared in units of their scales, |J^p| and the larger of the heats |J^e - p J^p| that the
baths exchange, because J^e vanishes at the onset of uphill diffusion.  Besides its statistical error each has that of
the law: 1 % of the scale, since coefficients and resistances are interpolated, and (2/N)^2, since the law neglects this
order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.macroscopic.factored import factored_currents
from thermochain.rotors.macroscopic.finite_chain import bulk_factors, inner_boundary, unexplained_steps

LAW_ERROR = 0.01  # relative error of the currents of long chains, from that of the coefficients
NEGLECTED_SITES = 2.0  # square root of the coefficient of 1/N^2, which the law neglects
_STEP = 1e-5  # step of the finite differences


@dataclass(frozen=True, eq=False)
class ChainCurrents(ReadOnlyArrays):
    """Currents of m driven chains."""

    baths: NDArray  # T_L, T_R, p_L, p_R, shape (4, m)
    n_rotors: NDArray  # lengths n, shape (m,)
    friction: NDArray  # frictions gamma, shape (m,)
    currents: NDArray  # J^p = N <j^p> and J^e = N <j^e>, shape (2, m)
    currents_std: NDArray  # their standard errors, shape (2, m)

    @property
    def scales(self) -> NDArray:
        """What deviations of currents are compared with: |J^p| and the larger heat |J^e - p J^p|, shape (2, m)."""
        J_p, J_e = self.currents
        heat = np.max(np.abs(J_e - self.baths[2:] * J_p), axis=0)
        return np.stack([np.maximum(np.abs(J_p), 1e-2 * heat), heat])

    @property
    def law_errors(self) -> NDArray:
        """Errors of currents that the law predicts, shape (2, m)."""
        return np.hypot(LAW_ERROR, (2.0 * NEGLECTED_SITES / (self.n_rotors - 1.0)) ** 2) * self.scales

    @property
    def errors(self) -> NDArray:
        """Statistical errors and those of the law in quadrature, shape (2, m)."""
        return np.hypot(self.currents_std, self.law_errors)


@dataclass(frozen=True, eq=False)
class ChainLaw:
    """Currents of chains of finite length as a function of coefficients, contacts and factors."""

    coefficients: TransportCoefficients  # K^pp and K^ee of the bulk
    contacts: Contacts  # resistances of the contacts, and the correction 1/N of the bulk
    log_factors: ArrayLike = (0.0, 0.0)  # further log lambda_p and log lambda_e, shape (2,), or (2, m) for m chains

    def predict(self, chains: ChainCurrents) -> NDArray:
        """J^p and J^e of `chains`, shape (2, m); raises what `inner_boundary` raises."""
        return self._currents(chains, self._inner(chains))

    def changes(self, chains: ChainCurrents, others: Iterable[ChainLaw]) -> NDArray:
        """Changes of the currents, shape (k, 2, m), to first order, if the law becomes one of k others close to it.

        The values on the inner sides of the contacts change too: by as much as leaves no step unexplained.
        """
        inner = self._inner(chains)
        here = self._steps_and_currents(chains, inner)
        moved = (inner + _STEP * row[:, None] for row in np.eye(4))
        by_inner = np.stack([self._steps_and_currents(chains, values) - here for values in moved], axis=-1) / _STEP
        by_law = np.stack([other._steps_and_currents(chains, inner) - here for other in others], axis=-1)
        # shapes (m, 6, 4) and (m, 6, k): four steps that vanish, then two currents
        by_inner, by_law = by_inner.transpose(1, 0, 2), by_law.transpose(1, 0, 2)
        shifts = np.linalg.solve(by_inner[:, :4], by_law[:, :4])
        return (by_law[:, 4:] - by_inner[:, 4:] @ shifts).transpose(2, 1, 0)

    def _inner(self, chains: ChainCurrents) -> NDArray:
        laws = self.coefficients, self.contacts
        return inner_boundary(*laws, chains.baths, chains.n_rotors, chains.friction, self.log_factors)

    def _currents(self, chains: ChainCurrents, inner: NDArray) -> NDArray:
        factors = bulk_factors(self.contacts, chains.n_rotors, self.log_factors)
        return np.stack(factored_currents(self.coefficients, *inner, factors))

    def _steps_and_currents(self, chains: ChainCurrents, inner: NDArray) -> NDArray:
        """What is not explained of four steps at the contacts, and two currents, shape (6, m)."""
        laws = self.coefficients, self.contacts
        left = unexplained_steps(*laws, chains.baths, inner, chains.n_rotors, chains.friction, self.log_factors)
        return np.concatenate([left, self._currents(chains, inner)])
