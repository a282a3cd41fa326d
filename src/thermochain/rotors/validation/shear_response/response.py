r"""Momentum diffusivity from the current under a gradient of momentum: <j^p> = -D^p g for small g.

Two corrections are needed, for the energies of the rings and for their finite size.

Rings drawn from the canonical ensemble conserve their energies E, on which D^p depends steeply.  Since the law of E is
known, the part of the scatter that is linear and quadratic in E is removed, without bias, by regression on

    z = (E - <E>)/sigma   and   z^2 - 1,   both of mean zero.

On rings of M rotors at a jump X = g M of the momentum round the ring,

    D(M, X) = D^p + (a + b X^2)/M + O(1/M^2).

This form follows from diffusion.  Momentum and temperature fluctuate in waves k = 2 pi n/M, whose coupling shifts D by
a sum over waves (module `tail`), hence by order 1/M; and a gradient g couples the two fields, through the work done, by
g/k = X/(2 pi n) for any M.  The removal of heat from a ring also has an effect of order 1/M.  So all sizes at all jumps
are fitted together, and g -> 0 is taken along with 1/M -> 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.residual import fit_linear


@dataclass(frozen=True)
class ResponseLimit:
    """Limit D^p of D(M, X), and the terms with which D(M, X) approaches it.

    Attributes
    ----------
    value, std
        D^p and its statistical standard error.
    systematic
        Change of the limit without the smallest rings, or the error of that change if it is larger.
    size_slope, jump_slope
        The coefficients a and b in the docstring of this module.
    chi_square, degrees
        Weighted sum of squares of the fit and its degrees of freedom.
    """

    value: float
    std: float
    systematic: float
    size_slope: float
    jump_slope: float
    chi_square: float
    degrees: int


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


def extrapolate_response(n_rotors: NDArray, momentum_jumps: NDArray, values: NDArray, stds: NDArray) -> ResponseLimit:
    """Limit of D(M, X) from a fit to independent simulations; all arrays have shape (n_simulations,).

    Raises
    ------
    ValueError
        There are fewer than three ring sizes, or only one momentum jump on the larger rings.
    """
    larger = n_rotors > n_rotors.min()
    if np.unique(n_rotors).size < 3:
        raise ValueError(f"n_rotors holds {np.unique(n_rotors).size} ring size(s), at least 3 are needed; add rings")
    if np.unique(momentum_jumps[larger]).size < 2:
        raise ValueError("the rings larger than the smallest have one momentum jump, 2 are needed; add another")
    design = np.stack([np.ones(n_rotors.size), 1.0 / n_rotors, momentum_jumps**2 / n_rotors], axis=1)
    found, covariance, chi_square = _least_squares(design, values, stds)
    without, without_covariance, _ = _least_squares(design[larger], values[larger], stds[larger])
    moved = abs(without[0] - found[0])
    noise = np.sqrt(max(0.0, without_covariance[0, 0] - covariance[0, 0]))  # variances of nested fits subtract
    return ResponseLimit(
        value=float(found[0]),
        std=float(np.sqrt(covariance[0, 0])),
        systematic=float(max(moved, noise)),
        size_slope=float(found[1]),
        jump_slope=float(found[2]),
        chi_square=chi_square,
        degrees=int(values.size - 3),
    )


def _least_squares(design: NDArray, values: NDArray, stds: NDArray) -> tuple[NDArray, NDArray, float]:
    """Coefficients, their covariance and chi square."""
    what, remedy = "the limit of large rings", "add ring sizes or momentum jumps"
    found, matrix = fit_linear(design / stds[:, None], values / stds, what=what, remedy=remedy)
    return found, matrix @ matrix.T, float(np.sum(((values - design @ found) / stds) ** 2))
