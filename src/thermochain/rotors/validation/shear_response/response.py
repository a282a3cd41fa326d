r"""The momentum diffusivity from the current that a gradient of momentum drives: <j^p> = -D^p g for small g.

Two corrections remain, for the energies of the rings and for their finite size.

Rings of a canonical ensemble keep their energies E, and D^p depends steeply on them.  Their scatter is no error: its
law is known, so what is linear and quadratic in E is taken out of the scatter, without bias, by regression on

    z = (E - <E>)/sigma   and   z^2 - 1,   both of mean zero.

On rings of M rotors at a jump X = g M of the momentum round the ring,

    D(M, X) = D^p + (a + b X^2)/M + O(1/M^2).

Diffusion gives that form.  Momentum and temperature fluctuate in waves k = 2 pi n/M, whose coupling shifts D by a sum
over waves (module `tail`), hence by 1/M; and a gradient g couples the two fields, through the work that it does, by
g/k = X/(2 pi n), whatever M.  How heat is taken out of a ring matters by 1/M too.  So all sizes at all jumps are
fitted together, and g -> 0 is taken along with 1/M -> 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
        a and b of the module's head.
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
    """Mean over rings and its standard error, with the effect of their different energies taken out.

    Parameters
    ----------
    values, energies
        One value and one energy a ring, shape (n_rings,), n_rings >= 8.
    mean, variance
        Exact mean and variance of the energies.
    """
    if values.size < 8:
        raise ValueError(f"n_rings={values.size} must be >= 8 for a regression on energy and its error; add rings")
    z = (energies - mean) / np.sqrt(variance)
    design = np.stack([np.ones_like(z), z, z**2 - 1.0], axis=1)
    inverse = np.linalg.inv(design.T @ design)
    coefficients = inverse @ (design.T @ values)
    residual = values - design @ coefficients
    return float(coefficients[0]), float(np.sqrt(inverse[0, 0] * (residual @ residual) / (values.size - 3)))


def extrapolate_response(n_rotors: NDArray, momentum_jumps: NDArray, values: NDArray, stds: NDArray) -> ResponseLimit:
    """Fit D(M, X) of independent simulations, all arrays of shape (n_simulations,).

    Raises
    ------
    ValueError
        Fewer than three ring sizes, or no second momentum jump on the larger rings.
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
    noise = np.sqrt(max(0.0, without_covariance[0, 0] - covariance[0, 0]))  # of nested fits the variances subtract
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
    weighted = design / stds[:, None]
    covariance = np.linalg.inv(weighted.T @ weighted)
    found = covariance @ (weighted.T @ (values / stds))
    return found, covariance, float(np.sum(((values - design @ found) / stds) ** 2))
