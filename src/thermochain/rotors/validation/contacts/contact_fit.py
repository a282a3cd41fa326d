r"""Fit of the boundary resistances of contacts to the currents of driven chains.

Unknown are log rho_p and log rho_T at every temperature and friction of the table, and the sites s_p and s_e of the
bulk's correction (`contacts`).  Predicted currents are those of (IOS 2.30) between the inner sides of the contacts, and
the error of every current has a part of the law beside the statistical one (`chain_currents`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from thermochain.core.convergence import NotConverged
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.chain_currents import ChainCurrents, ChainLaw
from thermochain.rotors.macroscopic.contacts import Contacts

_STEP = 1e-5  # step of the finite differences
_ROUGHNESS = 1.0  # width of the prior of second differences, between entries of the table, of log rho less its guess
_REACH = 2.0  # largest change of log rho from its guess
_SITES = 30.0  # width of the prior of s


@dataclass(frozen=True)
class ContactFit:
    """Contacts fitted to the currents of chains."""

    contacts: Contacts  # the table, with standard errors
    chi_square: float  # goodness of fit of the currents and of the priors
    degrees_of_freedom: int  # number of currents and priors minus number of parameters


def fit_contacts(
    coefficients: TransportCoefficients, chains: ChainCurrents, friction: NDArray, temperature: NDArray
) -> ContactFit:
    """Least-squares fit of the table of contacts at these frictions and temperatures to the currents of `chains`.

    Raises NotConverged if the fit does not end.
    """
    table = _Table(coefficients, chains, friction, temperature)
    start = table.guess()
    priors = _priors(friction.size, temperature.size)
    width = chains.errors

    def residual(theta: NDArray) -> NDArray:
        misfit = (table.law(theta).predict(chains) - chains.currents) / width
        return np.concatenate([misfit.ravel(), priors @ (theta - start)])

    def jacobian(theta: NDArray) -> NDArray:
        return np.concatenate([table.slopes(theta) / width.ravel()[:, None], priors])

    reach = np.append(np.full(start.size - 2, _REACH), [_SITES, _SITES])
    bounds = start - reach, start + reach  # beyond, trial steps ask for contacts that no chain has
    found = least_squares(residual, start, jac=jacobian, bounds=bounds, x_scale=reach, xtol=1e-5, ftol=1e-5)
    if not found.success:
        raise NotConverged(f"the fit of the contacts stopped after {found.nfev} steps; add chains")
    std = np.sqrt(np.diag(np.linalg.inv(found.jac.T @ found.jac)))
    return ContactFit(table.contacts(found.x, std), 2.0 * found.cost, found.fun.size - found.x.size)


@dataclass(frozen=True, eq=False)
class _Table(ReadOnlyArrays):
    """Contacts and currents as functions of the parameters log rho_p, log rho_T, s_p, s_e in one vector theta."""

    coefficients: TransportCoefficients  # K^pp and K^ee of the bulk
    chains: ChainCurrents  # the measured currents
    friction: NDArray  # frictions of the table, shape (m,)
    temperature: NDArray  # temperatures of the table, shape (k,)

    def contacts(self, theta: NDArray, std: NDArray | None = None) -> Contacts:
        """The contacts with these parameters and their standard errors, zero if left out."""
        shape = 2, self.friction.size, self.temperature.size
        std = np.zeros_like(theta) if std is None else std
        rho = np.exp(theta[:-2].reshape(shape))
        error = rho * std[:-2].reshape(shape)
        return Contacts(self.friction, self.temperature, rho[0], error[0], rho[1], error[1], theta[-2:], std[-2:])

    def law(self, theta: NDArray) -> ChainLaw:
        """The law of chains with these contacts."""
        return ChainLaw(self.coefficients, self.contacts(theta))

    def guess(self) -> NDArray:
        """Parameters of a layer of a few sites of bulk behind the end rotor."""
        c, T = self.coefficients, self.temperature
        rotor = 1.0 / self.friction[:, None]
        rho = rotor + 4.0 / c.momentum_diffusivity(T), rotor + 1.0 + 5.0 / c.thermal_conductivity(T)
        return np.concatenate([np.log(rho).ravel(), [8.0, 4.0]])

    def slopes(self, theta: NDArray) -> NDArray:
        """Derivatives of the currents by the parameters, shape (2 m, n_parameters), through the inner values too."""
        others = (self.law(theta + _STEP * row) for row in np.eye(theta.size))
        return self.law(theta).changes(self.chains, others).reshape(theta.size, -1).T / _STEP


def _priors(m: int, k: int) -> NDArray:
    """Rows of the priors for m frictions and k temperatures: second differences of log rho along T, and the sites."""
    second = np.diff(np.eye(k), n=2, axis=0) / _ROUGHNESS
    rows = np.kron(np.eye(2 * m), second)
    return np.block([[rows, np.zeros((len(rows), 2))], [np.zeros((2, 2 * m * k)), np.eye(2) / _SITES]])
