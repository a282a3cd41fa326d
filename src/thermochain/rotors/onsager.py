r"""Laws K(T) for the Onsager coefficients: formulas, derivatives and error propagation; no fitting here.

A law is a member of a family of functions of T, with its parameters and their covariance.  Laws are immutable;
`with_parameters` returns another member of the family and serves to resample the uncertainty.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import ArrayLike, NDArray

from thermochain.core.read_only import ReadOnlyArrays


@dataclass(frozen=True, eq=False)
class OnsagerLaw(ReadOnlyArrays, ABC, copied=True):
    """A positive function of temperature with parameters and their covariance."""

    parameters: NDArray  # shape (n_parameters,)
    covariance: NDArray  # shape (n_parameters, n_parameters); zero if it is unknown

    def __post_init__(self):
        for name in ("parameters", "covariance"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=float))
        super().__post_init__()
        n = self.parameters.size
        if self.parameters.shape != (n,) or self.covariance.shape != (n, n):
            raise ValueError(
                f"parameters {self.parameters.shape} and covariance {self.covariance.shape} must be (n,) and (n, n)"
            )

    @abstractmethod
    def __call__(self, temperature: ArrayLike) -> NDArray:
        """K(T), elementwise."""

    @abstractmethod
    def derivative(self, temperature: ArrayLike) -> NDArray:
        """dK/dT, elementwise."""

    @abstractmethod
    def gradient(self, temperature: ArrayLike) -> NDArray:
        """dK/d parameters, shape (n_parameters, ...)."""

    def std(self, temperature: ArrayLike) -> NDArray:
        """Standard error of K(T) by linear propagation of the covariance, elementwise."""
        gradient = self.gradient(temperature)
        variance = np.einsum("i...,ij,j...->...", gradient, self.covariance, gradient)
        return np.sqrt(np.maximum(variance, 0.0))

    def with_parameters(self, parameters: NDArray) -> Self:
        """The member of the family with other parameters."""
        return replace(self, parameters=np.asarray(parameters, dtype=float))


@dataclass(frozen=True, eq=False)
class ExponentialLaw(OnsagerLaw):
    """K(T) = a exp(-b T) + c / T^2, the form of K^pp in IOS (A.2); parameters (a, b, c)."""

    def __call__(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        a, b, c = self.parameters
        return a * np.exp(-b * T) + c / T**2

    def derivative(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        a, b, c = self.parameters
        return -a * b * np.exp(-b * T) - 2.0 * c / T**3

    def gradient(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        a, b, _ = self.parameters
        decay = np.exp(-b * T)
        return np.stack([decay, -a * T * decay, 1.0 / T**2])


@dataclass(frozen=True, eq=False)
class InversePowerLaw(OnsagerLaw):
    """K(T) = a + b / T + c / T^2, the form of K^ee in IOS (A.2); parameters (a, b, c)."""

    def __call__(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        a, b, c = self.parameters
        return a + b / T + c / T**2

    def derivative(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        _, b, c = self.parameters
        return -b / T**2 - 2.0 * c / T**3

    def gradient(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        return np.stack([np.ones_like(T), 1.0 / T, 1.0 / T**2])


@dataclass(frozen=True, eq=False)
class LogLinearLaw(OnsagerLaw):
    """A law whose logarithm is linear in its parameters, which makes it positive everywhere."""

    @abstractmethod
    def basis(self, temperature: ArrayLike) -> tuple[NDArray, NDArray]:
        """Derivatives d log K / dc_k and d^2 log K / dc_k d log T, both of shape (n_parameters, ...)."""

    def __call__(self, temperature: ArrayLike) -> NDArray:
        basis, _ = self.basis(temperature)
        return np.exp(np.tensordot(self.parameters, basis, axes=1))

    def derivative(self, temperature: ArrayLike) -> NDArray:
        T = np.asarray(temperature, dtype=float)
        basis, slope = self.basis(T)
        value = np.exp(np.tensordot(self.parameters, basis, axes=1))
        return value * np.tensordot(self.parameters, slope, axes=1) / T

    def gradient(self, temperature: ArrayLike) -> NDArray:
        basis, _ = self.basis(temperature)
        return np.exp(np.tensordot(self.parameters, basis, axes=1)) * basis

    def logarithmic_slope(self, temperature: ArrayLike) -> NDArray:
        """Logarithmic slope d log K / d log T, elementwise."""
        _, slope = self.basis(temperature)
        return np.tensordot(self.parameters, slope, axes=1)


@dataclass(frozen=True, eq=False)
class LogPolynomialLaw(LogLinearLaw):
    """log K is a polynomial in log T inside a range of temperatures and linear beyond its ends.

    log K = sum_k c_k P_k(s) with Legendre polynomials and s in [-1, 1] over the range; outside, K continues as the
    power law that matches value and slope at the nearer end.

    Attributes
    ----------
    parameters
        (c_0, c_1, ...), at least two.
    low, high
        Ends of the range.
    """

    low: float
    high: float

    def basis(self, temperature: ArrayLike) -> tuple[NDArray, NDArray]:
        y = np.log(np.asarray(temperature, dtype=float))
        middle = 0.5 * np.log(self.low * self.high)
        half_width = 0.5 * np.log(self.high / self.low)
        s = (y - middle) / half_width
        inside = np.clip(s, -1.0, 1.0)
        unit = np.eye(self.parameters.size)
        value = legendre.legval(inside, unit)
        slope = legendre.legval(inside, legendre.legder(unit))
        return value + slope * (s - inside), slope / half_width


@dataclass(frozen=True, eq=False)
class ActivatedLaw(LogLinearLaw):
    """log K = c_0 + c_1 log T + c_2 / T + c_3 log(1 + T^2), cut after two, three or four terms.

    Two terms are a power law.  The third adds a barrier c_2: phase slips at a rate exp(-2/T) make K^pp ~ T^2 exp(2/T).
    The fourth term is small below T = 1 and leads to the power law T^(c_1 + 2 c_3) far above, where rotors turn freely.
    Both limits have a physical meaning, so the law is extrapolated beyond the data without change.

    Attributes
    ----------
    parameters
        (c_0, c_1), (c_0, c_1, c_2) or (c_0, c_1, c_2, c_3).
    """

    def __post_init__(self):
        super().__post_init__()
        if not 2 <= self.parameters.size <= 4:
            raise ValueError(
                f"{self.parameters.size} parameters must be 2, 3 or 4 for an activated law; add or remove terms"
            )

    def basis(self, temperature: ArrayLike) -> tuple[NDArray, NDArray]:
        T = np.asarray(temperature, dtype=float)
        n = self.parameters.size
        value = [np.ones_like(T), np.log(T), 1.0 / T, np.log1p(T**2)]
        slope = [np.zeros_like(T), np.ones_like(T), -1.0 / T, 2.0 * T**2 / (1.0 + T**2)]
        return np.stack(value[:n]), np.stack(slope[:n])
