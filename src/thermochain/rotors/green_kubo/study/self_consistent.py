"""Onsager coefficients at all temperatures together, since a tail depends on the slope of K^pp with temperature.

The tail of K^pp has the amplitude A = (dD^p/dT)^2 T^3 / (c_v (D^p + D^e)) (module `rotors.green_kubo.tail`).  A first
round estimates each temperature alone, without a tail.  A law through the results gives the slope, the slope gives
the tails, and the tails give the next round.  A change of A changes K in proportion to the extrapolated part,
so three rounds converge to a fraction of the error.
"""

from collections.abc import Sequence

import numpy as np

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.extrapolation import TailTerm
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.estimate import OnsagerEstimate, estimate_onsager
from thermochain.rotors.green_kubo.study.coefficients import fit_measured
from thermochain.rotors.green_kubo.study.onsager_table import onsager_frame
from thermochain.rotors.green_kubo.tail import mode_coupling_term
from thermochain.rotors.potential import ROTORS, Potential

_ROUNDS = 3
_NO_TAIL = TailTerm(np.zeros_like)
# Relative uncertainty of the amplitude: free fits at T = 0.5 ... 3 differ from it by 5 to 20 % (docs/green_kubo.md).
AMPLITUDE_STD = 0.2


def estimate_together(correlations: Sequence[TimeCorrelations], potential: Potential = ROTORS) -> list[OnsagerEstimate]:
    """Estimates in the given order, each with the tail that follows from all of them.

    With fewer than three temperatures, data too noisy for a law, or an uneven potential, the slope is unknown and each
    temperature is estimated without the tail.  Raises ValueError as `estimate_onsager` does.
    """
    if len(correlations) < 3 or not potential.is_even:
        return [estimate_onsager(c) for c in correlations]
    estimates = [estimate_onsager(c, _NO_TAIL) for c in correlations]
    for _ in range(_ROUNDS):
        try:
            coefficients = fit_measured(onsager_frame(estimates))
        except ValueError:  # the data, for example of a pilot, are too noisy for a law; later steps that need it raise
            return estimates
        tails = (momentum_tail(coefficients, c.temperature, c.n_rotors, potential) for c in correlations)
        estimates = [estimate_onsager(c, tail) for c, tail in zip(correlations, tails, strict=True)]
    return estimates


def momentum_tail(
    coefficients: TransportCoefficients, temperature: float, n_rotors: int, potential: Potential = ROTORS
) -> TailTerm:
    """Tail of K^pp on a ring of `n_rotors` that follows from `coefficients`."""
    return mode_coupling_term(
        temperature,
        n_rotors,
        momentum_diffusivity=float(coefficients.momentum_diffusivity(temperature)),
        momentum_diffusivity_slope=float(coefficients.momentum_diffusivity_slope(temperature)),
        thermal_conductivity=float(coefficients.thermal_conductivity(temperature)),
        relative_std=AMPLITUDE_STD,
        potential=potential,
    )
