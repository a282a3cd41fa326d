"""Transport coefficients of the macroscopic equations (2.30)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import check_kind, real_array, shown
from thermochain.rotors.onsager import ExponentialLaw, InversePowerLaw, OnsagerLaw

EXTRAPOLATION = 1.5  # measured coefficients are continued to this factor beyond the temperatures behind them
_NO_VARIANCE = 1e-14  # smaller variances, relative to the largest, are rounding errors


@dataclass(frozen=True, eq=False)
class TransportCoefficients:
    """Transport coefficients K^pp(T) and K^ee(T), and from them D^p = K^pp/T and kappa = K^ee/T^2 (IOS 2.29).

    Methods take a `temperature`, a number or an array, and return arrays of the same shape.  Methods that evaluate a
    coefficient raise ValueError for temperatures that are not finite or lie outside `admissible_range`.

    Attributes
    ----------
    name
        Short label for figures and tables.
    pp, ee
        Laws of the two Onsager coefficients.
    measured_range
        Temperatures (lowest, highest) of the data behind the laws; elsewhere the laws are extrapolated.
    admissible_range
        Temperatures (lowest, highest) outside which the coefficients are not evaluated.
    """

    name: str
    pp: OnsagerLaw
    ee: OnsagerLaw
    measured_range: tuple[float, float]
    admissible_range: tuple[float, float]

    def __post_init__(self) -> None:
        check_kind("name", self.name, str, "pass a short label")
        for name in ("pp", "ee"):
            check_kind(name, getattr(self, name), OnsagerLaw, "pass one of thermochain.rotors.onsager")
        for name in ("measured_range", "admissible_range"):
            ends = real_array(name, getattr(self, name), "two temperatures, the lower first")
            if ends.shape != (2,) or not 0 < ends[0] < ends[1] < np.inf:
                spelled = shown(getattr(self, name))
                raise ValueError(f"{name}={spelled} must be two temperatures, the lower first; pass (lowest, highest)")
            object.__setattr__(self, name, (float(ends[0]), float(ends[1])))

    def onsager_pp(self, temperature: ArrayLike) -> NDArray:
        """Onsager coefficient K^pp(T), elementwise."""
        return self.pp(self.check_temperature(temperature))

    def onsager_ee(self, temperature: ArrayLike) -> NDArray:
        """Onsager coefficient K^ee(T), elementwise."""
        return self.ee(self.check_temperature(temperature))

    def onsager_pp_std(self, temperature: ArrayLike) -> NDArray:
        """Standard error of K^pp(T) from the covariance of the law."""
        return self.pp.std(self.check_temperature(temperature))

    def onsager_ee_std(self, temperature: ArrayLike) -> NDArray:
        """Standard error of K^ee(T) from the covariance of the law."""
        return self.ee.std(self.check_temperature(temperature))

    def momentum_diffusivity(self, temperature: ArrayLike) -> NDArray:
        """Momentum diffusivity D^p(T) = K^pp(T) / T, elementwise."""
        T = self.check_temperature(temperature)
        return self.pp(T) / T

    def thermal_conductivity(self, temperature: ArrayLike) -> NDArray:
        """Thermal conductivity kappa(T) = K^ee(T) / T^2, elementwise."""
        T = self.check_temperature(temperature)
        return self.ee(T) / T**2

    def momentum_diffusivity_slope(self, temperature: ArrayLike) -> NDArray:
        """Derivative dD^p/dT, elementwise."""
        T = self.check_temperature(temperature)
        return self.pp.derivative(T) / T - self.pp(T) / T**2

    def thermal_conductivity_slope(self, temperature: ArrayLike) -> NDArray:
        """Derivative dkappa/dT, elementwise."""
        T = self.check_temperature(temperature)
        return self.ee.derivative(T) / T**2 - 2.0 * self.ee(T) / T**3

    def is_extrapolated(self, temperature: ArrayLike) -> NDArray:
        """True where T lies outside the measured range, admissible or not."""
        T = real_array("temperature", temperature)
        low, high = self.measured_range
        return (low > T) | (high < T)

    def check_temperature(self, temperature: ArrayLike, name: str = "temperature") -> NDArray:
        """`temperature` as an array; raises ValueError with its `name` and the first value that is not admissible."""
        T = real_array(name, temperature).astype(float)
        low, high = self.admissible_range
        good = (low <= T) & (high >= T)
        if not np.all(good):
            worst = float(T[~good].flat[0])
            raise ValueError(
                f"{name}={worst:.6g} must lie in [{low:g}, {high:g}], the admissible range of the "
                f"{self.name!r} coefficients; change the boundary values or measure further temperatures"
            )
        return T

    def resample(self, rng: Generator) -> TransportCoefficients:
        """Coefficients drawn with `rng` from the covariance of both laws, independently of each other."""
        pp, ee = (
            law.with_parameters(rng.multivariate_normal(law.parameters, law.covariance)) for law in (self.pp, self.ee)
        )
        return replace(self, pp=pp, ee=ee)

    def principal_variations(self) -> list[tuple[TransportCoefficients, TransportCoefficients]]:
        """Pairs of coefficients, one standard deviation to either side along each principal axis of both covariances.

        With them `propagation.standard_error` carries errors to any smooth function of the coefficients.  Directions
        without variance are left out.
        """
        pairs = []
        for key, law in (("pp", self.pp), ("ee", self.ee)):
            variance, axes = np.linalg.eigh(law.covariance)
            for v, axis in zip(variance, axes.T, strict=True):
                if v > _NO_VARIANCE * variance[-1]:
                    step = np.sqrt(v) * axis
                    plus, minus = (law.with_parameters(law.parameters + d) for d in (step, -step))
                    if key == "pp":
                        pairs.append((replace(self, pp=plus), replace(self, pp=minus)))
                    else:
                        pairs.append((replace(self, ee=plus), replace(self, ee=minus)))
        return pairs


def published_coefficients() -> TransportCoefficients:
    """The fits (A.2) with the printed parameters, recommended by their authors for 0.3 <= T <= 1.5.

    Returns
    -------
    TransportCoefficients

    Notes
    -----
    The covariances hold the printed errors on their diagonals.  The correlations were not published,
    and without them the errors are of no use for K: they make K^pp(1) uncertain by 60 %.
    """
    return TransportCoefficients(
        name="published",
        pp=ExponentialLaw(np.array([-5.00, 2.11, 0.95]), np.diag([1.32, 0.23, 0.06]) ** 2),
        ee=InversePowerLaw(np.array([0.20, 0.20, 0.176]), np.diag([0.02, 0.03, 0.008]) ** 2),
        measured_range=(0.3, 1.5),
        admissible_range=(0.01, 10.0),
    )
