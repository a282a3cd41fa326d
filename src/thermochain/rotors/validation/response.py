r"""Coefficients from the current that a small field drives in rings of M rotors, and their limit for long rings.

The current over the field tends to D^p for a gradient g of momentum (subject `shear_response`), and T times it to K^ee
for a heat field phi (`heat_response`): both are called K here.  Two corrections are needed, for the energies of the
rings and for their finite size.

Rings drawn from the canonical ensemble conserve their energies E, on which the coefficients depend steeply.  Since the
law of E is known, the part of the scatter that is linear and quadratic in E is removed, without bias, by regression on

    z = (E - <E>)/sigma   and   z^2 - 1,   both of mean zero.

On rings of M rotors at a drive X, which is M times the field,

    K(M, X) = K + (a + b X^2)/M + O(1/M^2).

This form follows from diffusion.  Momentum and temperature fluctuate in waves k = 2 pi n/M, whose coupling shifts K by
a sum over waves (module `rotors.green_kubo.tail`), hence by order 1/M; and a field acts on them, through the work done,
by field/k = X/(2 pi n) for any M.  The removal of heat from a ring also has an effect of order 1/M.  So all sizes at
all drives are fitted together, and the field vanishes along with 1/M.  Where all rings have one drive, b X^2 is a part
of a.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.residual import fit_linear


@dataclass(frozen=True)
class ResponseLimit:
    """Limit K of K(M, X), and the terms with which K(M, X) approaches it."""

    value: float  # K
    std: float  # its statistical standard error
    systematic: float  # change of the limit without the smallest rings, or the error of that change if it is larger
    size_slope: float  # the coefficient a in the docstring of this module
    drive_slope: float  # the coefficient b there; 0 where all rings have one drive
    chi_square: float  # weighted sum of squares of the fit
    degrees: int  # its degrees of freedom

    @property
    def error(self) -> float:
        """Total error of `value`, both in quadrature."""
        return float(np.hypot(self.std, self.systematic))


def response_design(n_rotors: NDArray, drives: NDArray) -> NDArray:
    """Terms of K(M, X), shape (n_simulations, 2 or 3): 1, 1/M, and X^2/M if there is more than one drive."""
    terms = [np.ones(n_rotors.size), 1.0 / n_rotors, drives**2 / n_rotors]
    return np.stack(terms if np.unique(drives).size > 1 else terms[:2], axis=1)


def canonical_mean(values: NDArray, energies: NDArray, mean: float, variance: float) -> tuple[float, float]:
    """Canonical mean over rings and its standard error, corrected for the energies of the rings.

    Parameters
    ----------
    values, energies
        One value and one energy for each ring, shape (n_rings,), n_rings >= 8.
    mean, variance
        Exact mean and variance of the energies.
    """
    if values.size < 8:
        raise ValueError(f"n_rings={values.size} must be >= 8 for a regression on energy and its error; add rings")
    z = (energies - mean) / np.sqrt(variance)
    design = np.stack([np.ones_like(z), z, z**2 - 1.0], axis=1)
    what, remedy = "the mean over rings of other energies", "add rings"
    coefficients, matrix = fit_linear(design, values, what=what, remedy=remedy)
    residual = values - design @ coefficients
    error = np.linalg.norm(matrix[0]) * np.linalg.norm(residual) / np.sqrt(values.size - 3)
    return float(coefficients[0]), float(error)


def extrapolate_response(n_rotors: NDArray, drives: NDArray, values: NDArray, stds: NDArray) -> ResponseLimit:
    """Limit of K(M, X) from a fit to independent simulations; all arrays have shape (n_simulations,).

    Raises ValueError if there are fewer than three ring sizes, or several drives of which the larger rings have one.
    """
    larger = n_rotors > n_rotors.min()
    if np.unique(n_rotors).size < 3:
        raise ValueError(f"n_rotors holds {np.unique(n_rotors).size} ring size(s), at least 3 are needed; add rings")
    design = response_design(n_rotors, drives)
    if design.shape[1] > response_design(n_rotors[larger], drives[larger]).shape[1]:
        raise ValueError("the rings larger than the smallest have one drive, 2 are needed; add another")
    found, covariance, chi_square = _least_squares(design, values, stds)
    without, without_covariance, _ = _least_squares(design[larger], values[larger], stds[larger])
    moved = abs(without[0] - found[0])
    noise = np.sqrt(max(0.0, without_covariance[0, 0] - covariance[0, 0]))  # variances of nested fits subtract
    return ResponseLimit(
        value=float(found[0]),
        std=float(np.sqrt(covariance[0, 0])),
        systematic=float(max(moved, noise)),
        size_slope=float(found[1]),
        drive_slope=float(found[2]) if found.size > 2 else 0.0,
        chi_square=chi_square,
        degrees=int(values.size - found.size),
    )


def _least_squares(design: NDArray, values: NDArray, stds: NDArray) -> tuple[NDArray, NDArray, float]:
    """Coefficients, their covariance and chi square."""
    what, remedy = "the limit of large rings", "add ring sizes or drives"
    found, matrix = fit_linear(design / stds[:, None], values / stds, what=what, remedy=remedy)
    return found, matrix @ matrix.T, float(np.sum(((values - design @ found) / stds) ** 2))
