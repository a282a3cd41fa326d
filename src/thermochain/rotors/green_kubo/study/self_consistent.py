"""Onsager coefficients at all temperatures together, since a tail depends on the slope of K^pp with temperature.

The tail of K^pp has the amplitude A = (dD^p/dT)^2 T^3 / (c_v (D^p + D^e)) (module `rotors.green_kubo.tail`).  A first
round estimates each temperature alone, without a tail.  A law through the results gives the slope, the slope gives
the tails, and the tails give the next round.  A change of A changes K in proportion to the extrapolated part,
so three rounds converge to a fraction of the error.
"""

from collections.abc import Sequence

import numpy as np

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.extrapolation import INVERSE_TIME, TailTerm
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.estimate import OnsagerEstimate, estimate_onsager
from thermochain.rotors.green_kubo.study.coefficients import fit_measured
from thermochain.rotors.green_kubo.study.onsager_table import onsager_frame
from thermochain.rotors.green_kubo.tail import RingTails, mode_coupling_amplitude, ring_tails
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.propagation import standard_error

_ROUNDS = 3
_NO_MOMENTUM_TAIL = RingTails(TailTerm(np.zeros_like), INVERSE_TIME)
# Relative uncertainty of the amplitude: free fits to the rings of the preset paper from T = 0.6 to 3 have one ratio to
# it, which is 1 within 4 % (docs/bias.md, table tail_amplitudes).
AMPLITUDE_STD = 0.05


def estimate_together(correlations: Sequence[TimeCorrelations], potential: Potential = ROTORS) -> list[OnsagerEstimate]:
    """Estimates in the given order, each with the tail that follows from all of them.

    With fewer than three temperatures, data too noisy for a law, or an uneven potential, the slope is unknown and each
    temperature is estimated without the tail.  Raises ValueError as `estimate_onsager` does.
    """
    if len(correlations) < 3 or not potential.is_even:
        return [estimate_onsager(c) for c in correlations]
    estimates = [estimate_onsager(c, _NO_MOMENTUM_TAIL) for c in correlations]
    for _ in range(_ROUNDS):
        try:
            coefficients = fit_measured(onsager_frame(estimates))
        except ValueError:  # the data, for example of a pilot, are too noisy for a law; later steps that need it raise
            return estimates
        estimates = [
            estimate_onsager(c, tails_of(coefficients, c.temperature, c.n_rotors, c.longest_lag, potential))
            for c in correlations
        ]
    return estimates


def tails_of(
    coefficients: TransportCoefficients,
    temperature: float,
    n_rotors: int,
    longest_lag: float,
    potential: Potential = ROTORS,
) -> RingTails:
    """Tails that follow from `coefficients` on rings of `n_rotors` whose correlations reach to `longest_lag`.

    The amplitude is as uncertain as the laws make it, and by AMPLITUDE_STD besides.
    """
    amplitude = _amplitude(coefficients, temperature, potential)
    of_laws = standard_error(coefficients, lambda c: _amplitude(c, temperature, potential))
    return ring_tails(
        n_rotors,
        longest_lag,
        _diffusivity(coefficients, temperature, potential),
        amplitude,
        float(np.hypot(AMPLITUDE_STD * amplitude, of_laws)),
    )


def _amplitude(coefficients: TransportCoefficients, temperature: float, potential: Potential) -> float:
    return mode_coupling_amplitude(
        temperature,
        float(coefficients.momentum_diffusivity(temperature)),
        float(coefficients.momentum_diffusivity_slope(temperature)),
        float(coefficients.thermal_conductivity(temperature)),
        potential,
    )


def _diffusivity(coefficients: TransportCoefficients, temperature: float, potential: Potential) -> float:
    """D^p + D^e."""
    heat = float(potential.specific_heat(temperature))
    return float(coefficients.momentum_diffusivity(temperature) + coefficients.thermal_conductivity(temperature) / heat)
