r"""The limit n -> infinity of driven chains whose contacts with the baths have known resistances.

The currents of a chain are those of (IOS 2.30) between the inner sides of its contacts (`macroscopic.chain_currents`),
with constant factors lambda_p on D^p and lambda_e on kappa.  Both are fitted to J^p and J^e of all lengths n >= 65; the
limit is the state of (2.30) between the baths with these factors and without contacts.  Their logarithms have Gaussian
priors of width 0.1, ten times the errors of the measured coefficients.  These count where the currents determine a
factor less well than that: at equal temperatures with weak torques, where they hardly depend on kappa, and without
torques.

The statistical error comes from those of the currents.  The systematic error has three parts: the error of the law,
1 % and (2/N)^2 of each current, independent from length to length; that of every resistance and of both s in the table
of the contacts, taken as independent; and that of the coefficients, of which the shapes in T matter.  The contacts are
held while the coefficients vary, although both were measured together.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from thermochain.core.convergence import NotConverged
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import prove_fit
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.bulk_fit import state_between
from thermochain.rotors.driven.infinite_chain import CONTACTS, InfiniteChain
from thermochain.rotors.macroscopic.chain_currents import ChainCurrents, ChainLaw
from thermochain.rotors.macroscopic.contacts import Contacts

SHORTEST = 65  # fewest rotors of a chain that counts; in shorter ones the neglected order 1/N^2 exceeds the noise
_FACTOR_STD = 0.1  # width of the priors of log lambda
_STEP = 1e-4  # step of the finite differences
_FRACTION = 1e-2  # of the errors of the contacts, by which these are varied


@dataclass(frozen=True, eq=False)
class GroupedChains(ReadOnlyArrays):
    """Currents of m chains that belong to c conditions."""

    chains: ChainCurrents  # lengths, baths and currents
    correlation: NDArray  # correlation coefficient of the errors of J^p and J^e of each chain, shape (m,)
    group: NDArray  # number of the condition of each chain, from 0 to c - 1, shape (m,)

    @property
    def baths(self) -> NDArray:
        """T_L, T_R, p_L, p_R of every condition, shape (4, c)."""
        return self.chains.baths[:, np.unique(self.group, return_index=True)[1]]

    @property
    def covariance(self) -> NDArray:
        """Statistical covariance of all J^p, then all J^e, shape (2 m, 2 m)."""
        p_std, e_std = self.chains.currents_std
        common = np.diag(self.correlation * p_std * e_std)
        return np.block([[np.diag(p_std**2), common], [common, np.diag(e_std**2)]])


def limits_by_contacts(
    coefficients: TransportCoefficients, contacts: Contacts, grouped: GroupedChains
) -> list[InfiniteChain]:
    """The infinite chain of every condition.

    Raises NotConverged or NotProved if the fit does not end at a minimum, and what `inner_boundary` raises.
    """
    fit = _Fit.of(coefficients, contacts, grouped)
    values = state_between(coefficients, grouped.baths, fit.factors)
    factors_std, std = fit.errors_from(fit.statistical)
    from_law = fit.errors_from(fit.covariance_from(np.diag(grouped.chains.law_errors.ravel() ** 2)))
    from_contacts = fit.errors_by_contacts()
    factors_systematic, systematic = (np.hypot(*both) for both in zip(from_law, from_contacts, strict=True))
    systematic = np.hypot(systematic, fit.error_by_coefficients())
    chi_square, degrees = fit.goodness
    return [
        InfiniteChain(
            CONTACTS,
            fit.factors[:, k],
            factors_std[:, k],
            factors_systematic[:, k],
            values[:, k],
            std[:, k],
            systematic[:, k],
            float(chi_square[k]),
            float(degrees[k]),
        )
        for k in range(values.shape[1])
    ]


@dataclass(frozen=True, eq=False)
class _Problem(ReadOnlyArrays):
    """Least squares for the logarithms of the factors of all conditions, those of D^p before those of kappa."""

    coefficients: TransportCoefficients  # K^pp and K^ee of the bulk
    contacts: Contacts  # the resistances
    grouped: GroupedChains  # the currents

    @property
    def shape(self) -> tuple[int, int]:
        """Number of factors of a condition, and of conditions."""
        return 2, self.grouped.baths.shape[1]

    def law(self, factors: NDArray) -> ChainLaw:
        """The law of the chains with log factors of shape (2, c)."""
        return ChainLaw(self.coefficients, self.contacts, factors.reshape(self.shape)[:, self.grouped.group])

    def residual(self, factors: NDArray) -> NDArray:
        """Misfits of the 2 m currents over their errors, and of the 2 c factors over the widths of the priors."""
        chains = self.grouped.chains
        misfit = (self.law(factors).predict(chains) - chains.currents) / chains.errors
        return np.concatenate([misfit.ravel(), factors / _FACTOR_STD])

    def slopes(self, factors: NDArray) -> NDArray:
        """Derivatives of `residual` by the factors, shape (2 m + 2 c, 2 c)."""
        chains, group = self.grouped.chains, self.grouped.group
        others = [self.law(factors + _STEP * self.direction(k).ravel()) for k in range(2)]
        changes = self.law(factors).changes(chains, others) / _STEP / chains.errors  # by one of two factors
        found = np.zeros((*chains.errors.shape, *self.shape))
        found[:, np.arange(group.size), :, group] = changes.transpose(2, 1, 0)
        return np.concatenate([found.reshape(-1, factors.size), np.eye(factors.size) / _FACTOR_STD])

    def direction(self, k: int) -> NDArray:
        """One for the factor with the number k of all conditions, zero for the other, shape (2, c)."""
        return np.repeat(np.eye(2)[k], self.shape[1]).reshape(self.shape)


@dataclass(frozen=True, eq=False)
class _Fit(ReadOnlyArrays):
    """The factors that fit, and how they and the values of the limits respond to small changes."""

    problem: _Problem  # what was solved
    factors: NDArray  # log lambda_p and log lambda_e of every condition, shape (2, c)
    misfit: NDArray  # of the currents, over their errors, shape (2, m)
    response: NDArray  # derivatives of the factors by the measured currents, shape (2 c, 2 m)
    from_prior: NDArray  # derivatives of the factors by the priors over their widths, shape (2 c, 2 c)
    gains: NDArray  # derivatives of the values by the factors, shape (4, 2, c)

    @classmethod
    def of(cls, coefficients: TransportCoefficients, contacts: Contacts, grouped: GroupedChains) -> Self:
        """The fit of all conditions at once, each of which depends on its own currents alone."""
        problem, errors = _Problem(coefficients, contacts, grouped), grouped.chains.errors
        found = least_squares(problem.residual, np.zeros(np.prod(problem.shape)), jac=problem.slopes, xtol=1e-7)
        if not found.success:
            raise NotConverged(f"the limit of infinite chains stopped after {found.nfev} steps; lengthen the runs")
        matrix = prove_fit(found.jac, found.fun, what="the limit of infinite chains", remedy="lengthen the runs")
        factors, n = found.x.reshape(problem.shape), errors.size

        def slope(step: NDArray) -> NDArray:
            plus, minus = (state_between(coefficients, grouped.baths, factors + d) for d in (step, -step))
            return (plus - minus) / (2.0 * _STEP)

        gains = np.stack([slope(_STEP * problem.direction(k)) for k in range(2)], axis=1)
        misfit = found.fun[:n].reshape(errors.shape)
        return cls(problem, factors, misfit, matrix[:, :n] / errors.ravel(), matrix[:, n:], gains)

    def covariance_from(self, covariance: NDArray) -> NDArray:
        """Covariance of the factors, shape (2 c, 2 c), from that of the currents, shape (2 m, 2 m)."""
        return self.response @ covariance @ self.response.T

    @property
    def statistical(self) -> NDArray:
        """Statistical covariance of the factors, shape (2 c, 2 c); what no current determines has the prior's width."""
        return self.covariance_from(self.problem.grouped.covariance) + self.from_prior @ self.from_prior.T

    def errors_from(self, covariance: NDArray) -> tuple[NDArray, NDArray]:
        """Errors of factors and values, shapes (2, c) and (4, c), from the covariance of the factors."""
        own = np.einsum("fcgc->fgc", covariance.reshape(2 * self.problem.shape))
        values = np.einsum("qfc,fgc,qgc->qc", self.gains, own, self.gains)
        return np.sqrt(np.einsum("ffc->fc", own)), np.sqrt(np.maximum(values, 0.0))

    def errors_by_contacts(self) -> tuple[NDArray, NDArray]:
        """Errors of factors and values, shapes (2, c) and (4, c), from those of the table of the contacts."""
        law = self.problem.law(self.factors)
        others = [replace(law, contacts=changed) for changed in law.contacts.variations(_FRACTION)]
        moved = self._moved_factors(others) / _FRACTION
        values = np.einsum("qfc,kfc->kqc", self.gains, moved)
        return np.linalg.norm(moved, axis=0), np.linalg.norm(values, axis=0)

    def error_by_coefficients(self) -> NDArray:
        """Errors of the values, shape (4, c), from the covariance of the coefficients."""
        law, baths = self.problem.law(self.factors), self.problem.grouped.baths
        pairs = law.coefficients.principal_variations()
        varied = [coefficients for pair in pairs for coefficients in pair]
        moved = self._moved_factors([replace(law, coefficients=coefficients) for coefficients in varied])
        values = [state_between(c, baths, self.factors + step) for c, step in zip(varied, moved, strict=True)]
        halves = [0.5 * (plus - minus) for plus, minus in zip(values[::2], values[1::2], strict=True)]
        return np.linalg.norm(halves, axis=0) if halves else np.zeros_like(self.gains[:, 0])

    def _moved_factors(self, others: list[ChainLaw]) -> NDArray:
        """Changes of the factors, shape (k, 2, c), if the law becomes one of k others."""
        changes = self.problem.law(self.factors).changes(self.problem.grouped.chains, others)
        return -(changes.reshape(len(others), -1) @ self.response.T).reshape(-1, *self.problem.shape)

    @property
    def goodness(self) -> tuple[NDArray, NDArray]:
        """chi^2 of the currents of every condition, and its degrees of freedom, shapes (c,)."""
        group, c = self.problem.grouped.group, self.problem.shape[1]
        chi_square = np.bincount(group, np.sum(self.misfit**2, axis=0), c)
        from_prior = np.sum(self.from_prior**2, axis=1)  # share of each factor that the currents do not determine
        determined = 2.0 - np.sum(from_prior.reshape(self.problem.shape), axis=0)
        return chi_square, 2.0 * np.bincount(group, minlength=c) - determined
