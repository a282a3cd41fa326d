"""Constants of polynomials in 1/N."""

import numpy as np
import pytest

from thermochain.estimators.size_polynomial import intercept_weights

PER_SITE = 2.0 / (np.array([65, 129, 257, 513]) - 1.0)
STD = np.array([0.1, 0.2, 0.1, 0.3])
ROUNDING = 1e-10  # of a solve with a condition number of about 1e3


@pytest.mark.parametrize("degree", [1, 2, 3])
def test_the_constant_of_a_polynomial_is_found_whatever_the_errors(degree):
    weights = intercept_weights(PER_SITE, STD, degree)
    for power in range(degree + 1):
        assert weights @ PER_SITE**power == pytest.approx(float(power == 0), abs=ROUNDING)


def test_more_sizes_than_coefficients_are_weighted_for_the_least_error():
    weights = intercept_weights(PER_SITE, STD, 1)
    error = np.linalg.norm(weights * STD)
    unweighted = intercept_weights(PER_SITE, np.ones(4), 1)
    assert error < np.linalg.norm(unweighted * STD)
    design = np.stack([np.ones(4), PER_SITE], axis=1) / STD[:, None]
    # the Gauss-Markov bound
    assert error**2 == pytest.approx(np.linalg.inv(design.T @ design)[0, 0], rel=1e-9)


def test_too_few_sizes_are_refused():
    with pytest.raises(ValueError, match="2 sizes cannot determine"):
        intercept_weights(PER_SITE[:2], STD[:2], 2)
