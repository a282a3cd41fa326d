r"""The limit n -> infinity of driven chains between the same baths, from the bulk of each chain.

It serves where the resistances of the contacts are not known; where they are, `contact_limit` is more accurate.

Fits of (IOS 2.30) to the bulk of each chain (`bulk_fit`) determine boundary values and the factors lambda on D^p and
kappa for which the equations have the currents of the chain.  The remaining finite-size corrections are in the factors,

    log lambda(N) = log lambda + s/N + q/N^2,

where s/N comes from correlations of the currents over the whole chain and q/N^2 from boundary layers and steep
gradients.  Both have Gaussian priors, whose widths are several sites and exceed the fitted values.  The limits
of the currents and of the highest temperature are those of (2.30) between the baths with the factors lambda.  Only the
shapes of the coefficients enter; the change of a limit with another set of shapes is its systematic error.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag, solve_triangular

from thermochain.core.residual import fit_linear
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.bulk_fit import BulkFit, propagate, state_between
from thermochain.rotors.driven.infinite_chain import BULK, InfiniteChain
from thermochain.rotors.macroscopic.stationary import Boundary

_PRIOR_SITES = 10.0  # width of the prior of s; the width of the prior of q is twice its square


def limit_by_bulk(
    baths: Boundary,
    fits: Mapping[int, BulkFit],
    coefficients: TransportCoefficients,
    *others: tuple[Mapping[int, BulkFit], TransportCoefficients],
) -> InfiniteChain:
    """The infinite chain extrapolated from `fits`, the bulk fits with the shapes of `coefficients` by length n.

    `others` are fits and coefficients with other shapes, whose limits give the systematic error; without them it is 0.
    Raises ValueError below two lengths.
    """
    chain = _extrapolate(baths, fits, coefficients)
    changes = [np.abs(_extrapolate(baths, *other).values - chain.values) for other in others]
    return replace(chain, systematic=np.max(changes, axis=0)) if changes else chain


def _extrapolate(baths: Boundary, fits: Mapping[int, BulkFit], coefficients: TransportCoefficients) -> InfiniteChain:
    """The infinite chain without systematic errors."""
    if len(fits) < 2:
        raise ValueError(f"fits has the lengths {sorted(fits)}, but an extrapolation needs at least two; add a length")
    sizes = np.array(sorted(fits))
    per_site = 2.0 / (sizes - 1.0)
    data = np.concatenate([fits[n].log_factors for n in sizes])
    root = block_diag(*(np.linalg.cholesky(fits[n].log_factors_covariance) for n in sizes))

    def whitened(points: NDArray) -> NDArray:
        return solve_triangular(root, points, lower=True)

    design = np.kron(np.stack([np.ones_like(per_site), per_site, per_site**2], axis=1), np.eye(2))
    prior = np.repeat([1.0, _PRIOR_SITES, 2.0 * _PRIOR_SITES**2], 2)
    found, matrix = fit_linear(
        np.concatenate([whitened(design), np.diag(1.0 / prior)]),
        np.concatenate([whitened(data), np.zeros(prior.size)]),
        what="the limit of infinite chains",
        remedy="lengthen the runs",
    )
    covariance = matrix @ matrix.T
    determined = found.size - float(np.sum(np.diag(covariance) / prior**2))
    ends = np.array(list(vars(baths).values()))
    values, spread = propagate(
        lambda factors: state_between(coefficients, ends, factors), found[:2], covariance[:2, :2]
    )
    return InfiniteChain(
        BULK,
        log_factors=found[:2],
        log_factors_std=np.sqrt(np.diag(covariance)[:2]),
        log_factors_systematic=np.zeros(2),
        values=values,
        std=np.sqrt(np.diag(spread)),
        systematic=np.zeros_like(values),
        chi_square=float(np.sum(whitened(data - design @ found) ** 2)),
        degrees_of_freedom=data.size - determined,
    )
