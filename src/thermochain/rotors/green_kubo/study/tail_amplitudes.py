"""Table of the amplitude of the slow tail of K^pp, fitted freely to each ring, beside that of mode coupling."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from thermochain.core.correlation import TimeCorrelations
from thermochain.core.extrapolation import TailTerm, fit_tail
from thermochain.core.running_integral import RunningIntegral, standard_error
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.study.coefficients import fit_measured
from thermochain.rotors.green_kubo.study.self_consistent import tails_of
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.table import Table

_OCTAVES = 3  # one more than for the coefficients, since both orders of the tail are free

TAIL_AMPLITUDES = Table(
    "tail_amplitudes/1",
    temperature="T",
    n_rotors="ring size M",
    start="start of the fit, t_max/8",
    theory="A of mode coupling, from the measured coefficients",
    ratio="A of the fit, with A and the next order free, over that of mode coupling",
    ratio_std="its statistical error",
    p_value="of the fit; small where the currents have not relaxed at its start",
)


def tail_amplitude_frame(
    rings: Iterable[TimeCorrelations], onsager: pd.DataFrame, potential: Potential = ROTORS
) -> pd.DataFrame:
    """Table TAIL_AMPLITUDES, one row for each ring; empty where mode coupling has no amplitude.

    That is with data too noisy for a law through the table of coefficients, and with an uneven potential.
    """
    try:
        coefficients = fit_measured(onsager) if potential.is_even else None
    except ValueError:
        coefficients = None
    rows = [_row(ring, coefficients, potential) for ring in rings] if coefficients else []
    return TAIL_AMPLITUDES.frame(rows)


def _row(ring: TimeCorrelations, coefficients: TransportCoefficients, potential: Potential) -> dict[str, float]:
    tails = tails_of(coefficients, ring.temperature, ring.n_rotors, ring.longest_lag, potential)
    terms = (TailTerm(tails.momentum.shape), tails.next_order)
    fit = fit_tail(RunningIntegral.of(ring.pp, ring.spacing), terms, _OCTAVES)
    ratios = fit.amplitudes[0] / tails.momentum.amplitude
    return {
        "temperature": ring.temperature,
        "n_rotors": ring.n_rotors,
        "start": fit.start,
        "theory": tails.momentum.amplitude,
        "ratio": float(np.mean(ratios)),
        "ratio_std": float(standard_error(ratios)),
        "p_value": fit.p_value,
    }
