r"""Microscopic currents of driven chains, extrapolated to infinite size with the contact model.

The model is `macroscopic.contacts.finite_chain`; D^p and kappa enter with free factors, so only their shapes in T do.
Parameters are (log lambda_p, log lambda_e, l_p, l_T).  The currents do not determine all of them: with T_L = T_R
symmetry makes J^e = (p_L + p_R) J^p/2, and with p_L = p_R nothing depends on D^p.  So each has a wide Gaussian prior:
the factors are one within a factor of e, the layers zero within 10 sites or the length of bulk at the hotter bath that
resists as much as the exact contact 1/gamma, whichever is longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from thermochain.estimators.size_polynomial import intercept_weights
from thermochain.macroscopic.coefficients import TransportCoefficients
from thermochain.macroscopic.contacts import FiniteChain, finite_chain
from thermochain.macroscopic.stationary import NotConverged

_FACTOR_STD = 1.0  # of the logarithms
_LAYER_STD = 10.0  # sites
_STEP = 1e-4  # of central differences, in units of the priors' widths


@dataclass(frozen=True, eq=False)
class ChainSeries:
    """Chains of several sizes between the same baths.

    Attributes
    ----------
    T_left, T_right, p_left, p_right, friction
        Of the baths; p = tau/gamma.
    n_rotors
        Sizes n, shape (n_sizes,), at least two.
    momentum_current, energy_current
        N <j^p> and N <j^e> with N = (n-1)/2, shape (n_sizes,).
    momentum_current_std, energy_current_std, correlation
        Their standard errors, and the correlation of the errors of both at the same size, shape (n_sizes,).
    T_max, T_max_std
        Maximum of the temperature profile and its standard error, shape (n_sizes,).
    """

    T_left: float
    T_right: float
    p_left: float
    p_right: float
    friction: float
    n_rotors: NDArray
    momentum_current: NDArray
    momentum_current_std: NDArray
    energy_current: NDArray
    energy_current_std: NDArray
    correlation: NDArray
    T_max: NDArray
    T_max_std: NDArray

    def __post_init__(self):
        shape = np.shape(self.n_rotors)
        if len(shape) != 1 or np.unique(self.n_rotors).size < 2:
            raise ValueError(f"n_rotors={self.n_rotors} must be at least two sizes; add a longer chain")
        if (self.T_left, self.p_left) == (self.T_right, self.p_right):
            raise ValueError(f"T={self.T_left}, p={self.p_left} at both ends: nothing flows; choose other baths")
        names = ("momentum_current", "momentum_current_std", "energy_current", "energy_current_std", "correlation")
        for name in (*names, "T_max", "T_max_std"):
            values = np.asarray(getattr(self, name))
            if values.shape != shape or not np.all(np.isfinite(values)):
                raise ValueError(f"{name}={values} must be one finite number a size, shape {shape}")
            if name.endswith("std") and not np.all(values > 0):
                raise ValueError(f"{name}={values} must be > 0; give errors to all data")
        if not np.all(np.abs(self.correlation) < 1):
            raise ValueError(f"correlation={self.correlation} must lie in (-1, 1)")

    @property
    def per_site(self) -> NDArray:
        """1/N, shape (n_sizes,)."""
        return 2.0 / (self.n_rotors - 1.0)

    @property
    def covariance(self) -> NDArray:
        """Of the errors of (J^p, J^e) at each size, shape (n_sizes, 2, 2)."""
        std = np.stack([self.momentum_current_std, self.energy_current_std], axis=1)
        crossed = np.array([[0.0, 1.0], [1.0, 0.0]]) * np.asarray(self.correlation)[:, None, None]
        return (np.eye(2) + crossed) * std[:, :, None] * std[:, None, :]

    @property
    def baths(self) -> tuple[float, float, float, float]:
        """T_left, T_right, p_left, p_right."""
        return self.T_left, self.T_right, self.p_left, self.p_right


@dataclass(frozen=True)
class Limit:
    """A limit n -> infinity with its standard error."""

    value: float
    std: float


@dataclass(frozen=True, eq=False)
class ContactFit:
    """The contact model fitted to the currents of one series.

    Attributes
    ----------
    shapes
        Name of the coefficients that gave the shapes.
    momentum_current, energy_current, T_max
        Limits; T_max is that of the model times the ratio data/model, extrapolated linearly in 1/N.
    parameters, covariance
        (log lambda_p, log lambda_e, l_p, l_T), shapes (4,) and (4, 4); the priors are included.
    contacts
        (rho_p(T_L), rho_p(T_R), rho_T(T_L), rho_T(T_R)) with lambda D^p and lambda kappa, shape (4,).
    chi_square, degrees_of_freedom
        Of the currents.  The degrees of freedom are their number less the number of parameters that they, rather
        than the priors, determine.
    """

    shapes: str
    momentum_current: Limit
    energy_current: Limit
    T_max: Limit
    parameters: NDArray
    covariance: NDArray
    contacts: NDArray
    chi_square: float
    degrees_of_freedom: float


def fit_contacts(series: ChainSeries, coefficients: TransportCoefficients) -> ContactFit:
    """Least squares over all sizes with the shapes of `coefficients`; errors by linear propagation.

    Raises
    ------
    ValueError
        The temperatures leave the admissible range of the coefficients, or the fit does not converge.
    """
    model = _Model(series, coefficients)
    roots = np.linalg.cholesky(series.covariance)
    data = np.stack([series.momentum_current, series.energy_current], axis=1)

    def residual(theta: NDArray) -> NDArray:
        try:
            predicted = model.currents(theta[None])[0, :-1]
        except (ValueError, NotConverged):  # a trial step too far is refused by its infinite residual
            return np.full(data.size + theta.size, np.inf)
        misfit = np.linalg.solve(roots, (predicted - data)[..., None])
        return np.concatenate([misfit.ravel(), theta / model.prior])

    def jacobian(theta: NDArray) -> NDArray:
        slopes = model.slopes(theta)[:, :-1, :2]  # (4, n_sizes, 2)
        whitened = np.linalg.solve(roots, slopes[..., None])
        return np.concatenate([whitened.reshape(4, -1).T, np.diag(1.0 / model.prior)])

    model.currents(np.zeros((1, 4)))  # what is wrong with the baths is said here
    found = least_squares(residual, np.zeros(4), jac=jacobian, x_scale=model.prior, xtol=1e-9, ftol=1e-9, gtol=1e-9)
    if not found.success:
        raise ValueError(f"the contact model does not converge for {series.baths}; check the currents")
    design = jacobian(found.x)
    covariance = np.linalg.inv(design.T @ design)
    from_priors = float(np.sum(np.diag(covariance) / model.prior**2))
    return ContactFit(
        shapes=coefficients.name,
        **_limits(series, model, found.x, covariance),
        parameters=found.x,
        covariance=covariance,
        contacts=model.contacts(found.x),
        chi_square=float(np.sum(residual(found.x)[:-4] ** 2)),
        degrees_of_freedom=data.size - 4 + from_priors,
    )


def _limits(series: ChainSeries, model: _Model, theta: NDArray, covariance: NDArray) -> dict[str, Limit]:
    J_p, J_e, T_max = model.predict(theta[None])[0].T
    slopes = model.slopes(theta)  # (4, n_sizes + 1, 3)
    ratio = series.T_max / T_max[:-1]
    constant = intercept_weights(series.per_site, series.T_max_std, 1)
    value = T_max[-1] * (constant @ ratio)
    slope = slopes[:, -1, 2] * (constant @ ratio) - T_max[-1] * (slopes[:, :-1, 2] @ (constant * ratio / T_max[:-1]))
    noise = T_max[-1] * constant / T_max[:-1] * series.T_max_std
    return {
        "momentum_current": Limit(float(J_p[-1]), _error(slopes[:, -1, 0], covariance)),
        "energy_current": Limit(float(J_e[-1]), _error(slopes[:, -1, 1], covariance)),
        "T_max": Limit(float(value), float(np.hypot(_error(slope, covariance), np.linalg.norm(noise)))),
    }


def _error(slope: NDArray, covariance: NDArray) -> float:
    return float(np.sqrt(slope @ covariance @ slope))


class _Model:
    """Predictions for the sizes of a series and, last, for an infinite chain."""

    def __init__(self, series: ChainSeries, coefficients: TransportCoefficients):
        self._series, self._coefficients = series, coefficients
        self._n_rotors = np.append(series.n_rotors.astype(float), np.inf)
        T = np.array([series.T_left, series.T_right])
        self._D, self._kappa = coefficients.momentum_diffusivity(T), coefficients.thermal_conductivity(T)
        layers = [max(_LAYER_STD, float(v.min()) / series.friction) for v in (self._D, self._kappa)]
        self.prior = np.array([_FACTOR_STD, _FACTOR_STD, *layers])

    def predict(self, theta: NDArray) -> NDArray:
        """J^p, J^e and T_max for parameters of shape (k, 4): shape (k, n_sizes + 1, 3)."""
        chain = self._chain(theta)
        return np.stack([chain.momentum_current, chain.energy_current, chain.T_max], axis=-1)

    def currents(self, theta: NDArray) -> NDArray:
        """J^p and J^e alone, shape (k, n_sizes + 1, 2)."""
        return self.predict(theta)[..., :2]

    def slopes(self, theta: NDArray) -> NDArray:
        """Derivatives of `predict` at one set of parameters, shape (4, n_sizes + 1, 3)."""
        steps = np.diag(_STEP * self.prior)
        up, down = np.split(self.predict(np.concatenate([theta + steps, theta - steps])), 2)
        return (up - down) / (2.0 * _STEP * self.prior[:, None, None])

    def contacts(self, theta: NDArray) -> NDArray:
        """rho_p and rho_T at both baths, shape (4,)."""
        layers = np.concatenate([theta[2] / (np.exp(theta[0]) * self._D), theta[3] / (np.exp(theta[1]) * self._kappa)])
        return 1.0 / self._series.friction + layers

    def _chain(self, theta: NDArray) -> FiniteChain:
        log_p, log_e, layer_p, layer_T = theta.T[:, :, None]
        return finite_chain(
            self._coefficients,
            *self._series.baths,
            n_rotors=self._n_rotors,
            friction=self._series.friction,
            layer_p=layer_p,
            layer_T=layer_T,
            momentum_factor=np.exp(log_p),
            energy_factor=np.exp(log_e),
        )
