"""Polynomials in 1/N through data of several chain sizes: the constant is the limit N -> infinity."""

import numpy as np
from numpy.typing import NDArray


def intercept_weights(per_site: NDArray, std: NDArray, degree: int) -> NDArray:
    """Weights w such that w @ data is the constant of the weighted polynomial, exact where sizes are degree + 1.

    Parameters
    ----------
    per_site
        1/N, shape (n_sizes,), n_sizes > degree.
    std
        Standard errors of the data, > 0, shape (n_sizes,).
    degree
        Of the polynomial in 1/N.
    """
    if per_site.size <= degree:
        raise ValueError(f"{per_site.size} sizes cannot determine a polynomial of degree {degree} in 1/N; add sizes")
    powers = np.vander(per_site / per_site.max(), degree + 1, increasing=True)
    return np.linalg.pinv(powers / std[:, None])[0] / std
