"""The mesoscopic equation dZ = F(Z) dt + M^{-1/2} H(Z) dW (Li, 3.3) as a law of `PairDiffusion`."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numba import njit

from thermochain.exchange.chain import TransferNoise
from thermochain.exchange.pair_diffusion import LEFT_BATH, RIGHT_BATH


def mesoscopic_parameters(particles_per_cell: float, noise: TransferNoise) -> tuple[float, float, float, float]:
    """Parameters in the order that `mesoscopic_law` expects: 1/M and the coefficients of V, V_0 and V_N."""
    return 1.0 / particles_per_cell, noise.square, noise.product, noise.bath_square


@lru_cache(maxsize=16)
def mesoscopic_law(rate: Callable) -> Callable:
    """Compiled drift f (E_1 - E_2)/2 and amplitude M^{-1/2} V of the current between two cells."""

    @njit(error_model="numpy")
    def law(left, right, kind, parameters):
        inverse, square, product, bath_square = parameters
        f = rate(left, right)
        weight_left = bath_square if kind == LEFT_BATH else square
        weight_right = bath_square if kind == RIGHT_BATH else square
        variance = weight_left * left * left + product * left * right + weight_right * right * right
        return 0.5 * f * (left - right), np.sqrt(inverse * f * variance)

    return law
