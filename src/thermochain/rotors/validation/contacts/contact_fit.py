r"""Fit of the boundary resistances of contacts to the currents of driven chains.

Unknown are log rho_p and log rho_T at every temperature and friction of the table, and the sites s_p and s_e of the
bulk's correction (`contacts`).  Predicted currents are those of (IOS 2.30) between the inner sides of the contacts.
Currents are compared in units of their scales, |J^p| and the larger of the heats |J^e - p J^p| that the baths exchange,
because J^e vanishes at the onset of uphill diffusion.  Besides its statistical error each has that of the coefficients
and that of the order 1/N^2, which the law neglects.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from thermochain.core.convergence import NotConverged
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.macroscopic.factored import factored_currents
from thermochain.rotors.macroscopic.finite_chain import inner_boundary, unexplained_steps

COEFFICIENT_ERROR = 0.01  # relative error of the currents of long chains, from that of the coefficients
NEGLECTED_SITES = 2.0  # square root of the coefficient of 1/N^2, which the law neglects
_STEP = 1e-5  # step of the finite differences
_ROUGHNESS = 1.0  # width of the prior of second differences, between entries of the table, of log rho less its guess
_REACH = 2.0  # largest change of log rho from its guess
_SITES = 30.0  # width of the prior of s


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


@dataclass(frozen=True)
class ContactFit:
    """Contacts fitted to the currents of chains."""

    contacts: Contacts  # the table, with standard errors
    chi_square: float  # goodness of fit of the currents and of the priors
    degrees_of_freedom: int  # number of currents and priors minus number of parameters


def predict_currents(coefficients: TransportCoefficients, contacts: Contacts, chains: ChainCurrents) -> NDArray:
    """J^p and J^e of (2.30) with contacts, shape (2, m)."""
    inner = inner_boundary(coefficients, contacts, chains.baths, chains.n_rotors, chains.friction)
    return np.stack(factored_currents(coefficients, *inner, contacts.log_factors(chains.n_rotors)))


def fit_contacts(
    coefficients: TransportCoefficients, chains: ChainCurrents, friction: NDArray, temperature: NDArray
) -> ContactFit:
    """Least-squares fit of the table of contacts at these frictions and temperatures to the currents of `chains`.

    Raises NotConverged if the fit does not end.
    """
    table = _Table(coefficients, chains, friction, temperature)
    start = table.guess()
    priors = _priors(friction.size, temperature.size)
    neglected = np.hypot(COEFFICIENT_ERROR, (2.0 * NEGLECTED_SITES / (chains.n_rotors - 1.0)) ** 2)
    width = np.hypot(chains.currents_std, neglected * chains.scales)

    def residual(theta: NDArray) -> NDArray:
        misfit = (predict_currents(coefficients, table.contacts(theta), chains) - chains.currents) / width
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

    def guess(self) -> NDArray:
        """Parameters of a layer of a few sites of bulk behind the end rotor."""
        c, T = self.coefficients, self.temperature
        rotor = 1.0 / self.friction[:, None]
        rho = rotor + 4.0 / c.momentum_diffusivity(T), rotor + 1.0 + 5.0 / c.thermal_conductivity(T)
        return np.concatenate([np.log(rho).ravel(), [8.0, 4.0]])

    def slopes(self, theta: NDArray) -> NDArray:
        """Derivatives of the currents by the parameters, shape (2 m, n_parameters), through the inner values too."""
        chains = self.chains
        inner = inner_boundary(self.coefficients, self.contacts(theta), chains.baths, chains.n_rotors, chains.friction)

        def left_and_currents(inner: NDArray, theta: NDArray) -> NDArray:
            law = self.contacts(theta)
            left = unexplained_steps(self.coefficients, law, chains.baths, inner, chains.n_rotors, chains.friction)
            return np.concatenate(
                [left, factored_currents(self.coefficients, *inner, law.log_factors(chains.n_rotors))]
            )

        here = left_and_currents(inner, theta)
        by_inner = [left_and_currents(inner + _STEP * row[:, None], theta) - here for row in np.eye(4)]
        by_theta = [left_and_currents(inner, theta + _STEP * row) - here for row in np.eye(theta.size)]
        # shapes (m, 6, 4) and (m, 6, n_parameters): four steps that vanish, then two currents
        inner_slopes, theta_slopes = (np.stack(rows).transpose(2, 1, 0) / _STEP for rows in (by_inner, by_theta))
        moved = np.linalg.solve(inner_slopes[:, :4], theta_slopes[:, :4])
        total = theta_slopes[:, 4:] - inner_slopes[:, 4:] @ moved
        return total.transpose(1, 0, 2).reshape(-1, theta.size)


def _priors(m: int, k: int) -> NDArray:
    """Rows of the priors for m frictions and k temperatures: second differences of log rho along T, and the sites."""
    second = np.diff(np.eye(k), n=2, axis=0) / _ROUGHNESS
    rows = np.kron(np.eye(2 * m), second)
    return np.block([[rows, np.zeros((len(rows), 2))], [np.zeros((2, 2 * m * k)), np.eye(2) / _SITES]])
