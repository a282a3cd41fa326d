r"""Onsager coefficients from time correlations: K^{ab} = int_0^inf C^{ab}(s) ds (IOS 2.17-2.23), with errors.

Running integrals are extrapolated by `core.extrapolation`, with the tails of `tail`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from thermochain.core.arguments import check_kind
from thermochain.core.correlation import SingleOriginCorrelations, TimeCorrelations
from thermochain.core.extrapolation import (
    INVERSE_ROOT,
    INVERSE_TIME,
    NOT_MEASURED,
    TailTerm,
    extrapolate,
)
from thermochain.core.running_integral import RunningIntegral
from thermochain.core.series.batches import FEWEST_BATCHES
from thermochain.rotors.green_kubo.tail import RingTails

_SLOW_BELOW = 0.65  # temperature


def tail_octaves(pair: str, temperature: float) -> int:
    """Octaves of lags before the longest one over which the tail of K^`pair` is fitted.

    Below T = 0.65, K^ee relaxes exponentially and more slowly than K^pp; what is left of it at t_max/4 would look like
    a tail.
    """
    return 1 if pair != "pp" and temperature < _SLOW_BELOW else 2


@dataclass(frozen=True)
class OnsagerEstimate:
    """Onsager coefficients at one temperature, with their errors.

    Attributes
    ----------
    temperature, n_rotors, n_batches
        T, ring size M, and the number of independent batches from which the errors follow.
    pp, ee
        K^pp and K^ee.
    pp_std, ee_std
        Statistical standard errors.
    pp_systematic, ee_systematic
        Systematic errors of the extrapolation.
    start_pp, start_ee
        Times from which the tails were fitted.
    pp_settled, ee_settled
        False if the longest lag is too short.
    pe, pe_std
        K^pe and its statistical error; it must vanish by the symmetry (q, p) -> (-q, -p).

    What belongs to a current that the correlations lack is nan, and not settled.
    """

    temperature: float
    n_rotors: int
    n_batches: int
    pp: float
    pp_std: float
    pp_systematic: float
    start_pp: float
    pp_settled: bool
    ee: float
    ee_std: float
    ee_systematic: float
    start_ee: float
    ee_settled: bool
    pe: float
    pe_std: float

    @property
    def pp_error(self) -> float:
        """Total error of `pp`, statistical and systematic in quadrature."""
        return float(np.hypot(self.pp_std, self.pp_systematic))

    @property
    def ee_error(self) -> float:
        """Total error of `ee`, statistical and systematic in quadrature."""
        return float(np.hypot(self.ee_std, self.ee_systematic))


def tail_terms(pair: str, tails: RingTails | None) -> tuple[TailTerm, ...]:
    """Terms of the tail of K^`pair`, in which K^pp alone has one that falls like t^{-1/2}."""
    if tails is None:
        return (INVERSE_ROOT,) if pair == "pp" else (INVERSE_TIME,)
    return (tails.momentum, tails.next_order) if pair == "pp" else (tails.next_order,)


def estimate_onsager(correlations: TimeCorrelations, tails: RingTails | None = None) -> OnsagerEstimate:
    """K^pp, K^ee and K^pe (IOS 2.17-2.23 with the normalisation of `correlation`) with their errors.

    Parameters
    ----------
    correlations
        Correlations at one temperature, in at least 4 batches and 17 lags.
    tails
        The tails on these rings, from `tail.ring_tails`, which needs the slope of the coefficients with temperature.
        Without them K^pp has a tail t^{-1/2} of unknown amplitude, with a larger statistical error and no finite-size
        correction, and the others a tail 1/t.

    Returns
    -------
    OnsagerEstimate.  The sign of `pe` is that of the integral int <J^p J^e>/M.

    Raises
    ------
    ValueError
        There are too few batches or lags, or the correlations have a single time origin.
    """
    check_kind("correlations", correlations, TimeCorrelations, "take those of simulate_green_kubo")
    if isinstance(correlations, SingleOriginCorrelations):
        raise ValueError(
            "correlations of protocol='published' have a single time origin and must not be extrapolated; integrate "
            "them, for example RunningIntegral.of(correlations.pp, correlations.spacing), or take protocol='gibbs'"
        )
    if correlations.n_batches < FEWEST_BATCHES:
        raise ValueError(
            f"correlations: n_batches={correlations.n_batches} must be >= {FEWEST_BATCHES} for an error bar; pass "
            f"{FEWEST_BATCHES} independent batches, which simulate_green_kubo makes of n_replicas=64"
        )
    if tails is not None:
        check_kind("tails", tails, RingTails, "pass the result of tail.ring_tails, or omit it")
    for pair in correlations.pairs:
        if not np.any(np.ptp(getattr(correlations, pair), axis=0) > 0):
            raise ValueError(
                f"correlations: all {correlations.n_batches} batches have the same {pair}, and the error is their "
                "scatter; pass independent batches"
            )
    limits = {
        pair: extrapolate(
            RunningIntegral.of(getattr(correlations, pair), correlations.spacing),
            tail_terms(pair, tails),
            tail_octaves(pair, correlations.temperature),
        )
        for pair in correlations.pairs
    }
    values: dict[str, Any] = {}
    for pair in ("pp", "ee"):
        limit = limits.get(pair, NOT_MEASURED)
        values |= {
            pair: limit.value,
            f"{pair}_std": limit.std,
            f"{pair}_systematic": limit.systematic,
            f"start_{pair}": limit.start,
            f"{pair}_settled": limit.settled,
        }
    mixed = limits.get("pe", NOT_MEASURED)
    return OnsagerEstimate(
        temperature=correlations.temperature,
        n_rotors=correlations.n_rotors,
        n_batches=correlations.n_batches,
        pe=mixed.value,
        pe_std=mixed.std,
        **values,
    )
