"""Coefficients for tests: with closed solutions, with kinks, with errors."""

from dataclasses import dataclass, replace

import numpy as np

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.onsager import LogPolynomialLaw, OnsagerLaw


@dataclass(frozen=True, eq=False)
class PowerLaw(OnsagerLaw):
    """K = a T^b with parameters (a, b)."""

    def __call__(self, temperature):
        a, b = self.parameters
        return a * np.asarray(temperature, dtype=float) ** b

    def derivative(self, temperature):
        a, b = self.parameters
        return a * b * np.asarray(temperature, dtype=float) ** (b - 1)

    def gradient(self, temperature):
        raise AssertionError("not needed")


def power_laws(D, d_exponent, kappa, k_exponent):
    """D^p = D T^d_exponent and kappa = kappa T^k_exponent."""
    none = np.zeros((2, 2))
    return TransportCoefficients(
        name="power laws",
        pp=PowerLaw(np.array([D, 1.0 + d_exponent]), none),
        ee=PowerLaw(np.array([kappa, 2.0 + k_exponent]), none),
        measured_range=(0.01, 100.0),
        admissible_range=(0.01, 100.0),
    )


def kinked():
    """Laws in the form of the measured ones, with continuations that the states of the tests reach."""
    none = np.zeros((3, 3))
    return TransportCoefficients(
        name="kinked",
        pp=LogPolynomialLaw(np.array([0.6, -1.5, 0.3]), none, 0.35, 0.9),
        ee=LogPolynomialLaw(np.array([0.2, -0.7, 0.15]), none, 0.35, 0.9),
        measured_range=(0.35, 0.9),
        admissible_range=(0.1, 6.0),
    )


def with_errors(relative):
    """The published laws, called measured, with independent relative errors of their parameters."""
    c = published_coefficients()
    pp, ee = (replace(law, covariance=np.diag((relative * law.parameters) ** 2)) for law in (c.pp, c.ee))
    return replace(c, name="measured", pp=pp, ee=ee)
