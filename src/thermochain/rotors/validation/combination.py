r"""One value from several measurements of a quantity, by generalised least squares.

Measurements x = A K + noise with covariance C have the best linear unbiased estimate (Aitken 1935)

    K = W x,   W = (A^T C^-1 A)^-1 A^T C^-1,   cov(K) = (A^T C^-1 A)^-1,

and chi^2 = (x - A K)^T C^-1 (x - A K) has n - m degrees of freedom for n measurements of m quantities.  For independent
errors of one quantity that is the mean with weights 1/sigma^2.  If the measurements differ by more than their errors
say, chi^2 exceeds its degrees of freedom, and the errors are enlarged by the factor of Birge (1932), as the Particle
Data Group does: sqrt(chi^2/degrees) where that exceeds 1.  Values and weights stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.stats import chi2

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.residual import fit_linear


@dataclass(frozen=True, eq=False)
class Combination(ReadOnlyArrays):
    """Quantities from all their measurements.

    Attributes
    ----------
    values
        The quantities, shape (m,).
    covariance
        Their covariance, not enlarged, shape (m, m).
    weights
        What each measurement counts in each quantity, shape (m, n).  A weight may be negative if errors are shared.
    pulls
        Residuals of the measurements over their own standard errors, shape (n,).  For one quantity and independent
        errors, the difference of a measurement and the combination of the others over the error of that difference.
    chi_square, degrees
        Weighted sum of squares of the residuals, and its degrees of freedom, n - m.
    """

    values: NDArray
    covariance: NDArray
    weights: NDArray
    pulls: NDArray
    chi_square: float
    degrees: int

    @property
    def probability(self) -> float:
        """Probability of a chi^2 at least as large if all errors are as stated."""
        return float(chi2.sf(self.chi_square, self.degrees))

    @property
    def factor(self) -> float:
        """Factor by which the errors are enlarged, sqrt(chi^2/degrees) or 1 if that is smaller."""
        return max(1.0, float(np.sqrt(self.chi_square / self.degrees)))

    @property
    def errors(self) -> NDArray:
        """Standard errors of the quantities, enlarged, shape (m,)."""
        return self.factor * np.sqrt(np.diag(self.covariance))


def combine(values: NDArray, covariance: NDArray, design: NDArray | None = None) -> Combination:
    """Combination of measurements, shape (n,), with this covariance, shape (n, n).

    The design A, shape (n, m), says which quantities each of them measures; without it all measure one.  Raises
    ValueError if there is no measurement more than quantities, or if the covariance is none of independent
    measurements.
    """
    design = np.ones((values.size, 1)) if design is None else design
    n, m = design.shape
    if n <= m:
        raise ValueError(f"n={n} measurements must be more than their {m} quantities; add a route")
    try:
        root = np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        raise ValueError("covariance must be positive definite; give every measurement an error of its own") from None
    whitened, data = (solve_triangular(root, array, lower=True) for array in (design, values))
    what, remedy = "the combination", "give every quantity a measurement"
    found, matrix = fit_linear(whitened, data, what=what, remedy=remedy)
    spread = matrix @ matrix.T
    residual = values - design @ found
    spreads = np.diag(covariance - design @ spread @ design.T)
    return Combination(
        values=found,
        covariance=spread,
        weights=solve_triangular(root, matrix.T, lower=True, trans=1).T,
        pulls=residual / np.sqrt(spreads),
        chi_square=float(np.sum((data - whitened @ found) ** 2)),
        degrees=n - m,
    )


def measured_covariance(stds: NDArray, systematics: NDArray, causes: Sequence[str]) -> NDArray:
    """Covariance of measurements, shape (n, n), from their standard and systematic errors, shape (n,) each.

    Statistical errors are independent.  Systematic errors of one cause are one unknown in all measurements that name
    this cause, hence fully correlated; those of different causes are independent.
    """
    names = np.asarray(causes)
    return np.diag(stds**2) + np.outer(systematics, systematics) * (names[:, None] == names)
