"""Driven chain of infinite length, as it follows from chains of several lengths between the same baths."""

from dataclasses import dataclass

from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays

CONTACTS, BULK = "contacts", "bulk"


@dataclass(frozen=True, eq=False)
class InfiniteChain(ReadOnlyArrays):
    """Driven chain of infinite length between two baths.

    Its currents and its highest temperature are those of (IOS 2.30) with a factor lambda_p on D^p and lambda_e on
    kappa.  Standard errors are statistical; systematic ones are independent of them.
    """

    route: str  # how the factors were found: by CONTACTS (`contact_limit`) or by the BULK (`bulk_limit`)
    log_factors: NDArray  # log lambda_p and log lambda_e, shape (2,)
    log_factors_std: NDArray  # their standard errors, shape (2,)
    log_factors_systematic: NDArray  # their systematic errors, shape (2,)
    values: NDArray  # J^p, J^e, T_max and Sigma in the order of `bulk_fit.QUANTITIES`, shape (4,)
    std: NDArray  # their standard errors, shape (4,)
    systematic: NDArray  # their systematic errors, shape (4,)
    chi_square: float  # goodness of fit of the chains of all lengths
    # Number of data less that of the parameters.  A parameter counts by the fraction to which the data, rather than the
    # prior, determine it.
    degrees_of_freedom: float
