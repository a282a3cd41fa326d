"""Tables of weak coupling: pinned harmonic pairs with velocity flips, the energy Ginzburg-Landau limit (Olla, 5.1)."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.exchange.flipped_chain import mean_energies, mobility
from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.pinned_pair import PinnedPair
from thermochain.exchange.ring_conductivity import ring_conductivity
from thermochain.exchange.study.full_shares import ring_rows
from thermochain.exchange.study.pair_run import PairsRun, PinnedPairsRun
from thermochain.exchange.study.ring_run import GinzburgLandauRun
from thermochain.runs.table import Table

_POTENTIALS = (("harmonic", "harmonic"), ("quartic", "harmonic"), ("log_cosh", "harmonic"), ("quartic", "quartic"))
_ENERGIES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
_LARGEST_LOG_COSH = 30.0  # beyond, the short kink at q = 0 is not resolved

PAIRS = Table(
    "exchange_pairs/1",
    coupling="delta; 0 for the limit",
    time="microscopic time times delta^2",
    difference="mean of E_1 - E_2; simulated, in the limit exact",
    difference_std="its standard error",
    difference_exact="the closed moments of the pair at this delta",
    variance="variance of E_1",
    variance_std="its standard error",
)

PINNED_PAIRS = Table(
    "exchange_pinned_pairs/1",
    coupling="delta; 0 for the limit (43) with the sigma^2 and alpha of the pair",
    time="microscopic time times delta^2",
    difference="mean of E_1 - E_2; simulated, in the limit solved",
    difference_std="its standard error",
    variance="variance of E_1",
    variance_std="its standard error",
    harmonic="mean of E_1 - E_2 with the sigma^2 = E_1 E_2/(4 gamma) of harmonic oscillators instead; in the limit",
)

MOBILITY = Table(
    "exchange_mobility/1",
    pinning="U: harmonic q^2/2, quartic q^2/2 + q^4/4, log_cosh q^2/2 + log cosh q",
    bond="V, likewise",
    first="E_1",
    second="E_2",
    mobility="sigma^2 of (44)",
    ratio="G = sigma^2/(E_1 E_2)",
    drift="alpha of (45), with the sign that makes (43) reversible",
    period="Z(E_1), the period of the orbit",
)

GINZBURG_LANDAU = Table(
    "exchange_ginzburg_landau/1",
    mobility="product: sigma^2 = E_1 E_2; geodesic: E_1 E_2/(E_1^{3/2} + E_2^{3/2}) (51)",
    density_power="nu of Z(E) = E^nu",
    source="ring: kappa at T = 1; static: beta^2 <sigma^2>; correction: beta^2 sum int <alpha alpha>",
    value="the number",
    std="its standard error",
)


def pairs_table(results: Sequence[tuple[PairsRun, Mapping[str, NDArray]]]) -> pd.DataFrame:
    """Table of PAIRS: relaxation of a pair in the limit and at the coupling of every run.

    All runs have the same flip rate and the same energies at the start.
    """
    frames = [_limit_frame((results[0][0].first_energy, results[0][0].second_energy), results[0][0].flip_rate)]
    for run, averages in results:
        start, times = (run.first_energy, run.second_energy), np.array(run.TIMES)
        exact = mean_energies(start, times / run.coupling**2, run.coupling, run.flip_rate)
        columns = {"time": times, "difference_exact": exact[:, 0] - exact[:, 1]}
        frames.append(pd.DataFrame(columns | dict(averages)).assign(coupling=run.coupling))
    return pd.concat(frames, ignore_index=True)


def _limit_frame(start: tuple[float, float], flip_rate: float) -> pd.DataFrame:
    r"""Rows of PAIRS in the limit with sigma^2 = c E_1 E_2, where the moments of E_1 at given total s close,

    d<E_1>/dt = -c (2 <E_1> - s),   d<E_1^2>/dt = c (4 s <E_1> - 6 <E_1^2>).
    """
    c, total = mobility(flip_rate), sum(start)
    times = np.linspace(0.0, PairsRun.TIMES[-1], 81)
    fast, slow = np.exp(-6.0 * c * times), np.exp(-2.0 * c * times)
    gap = start[0] - 0.5 * total
    mean = 0.5 * total + gap * slow
    # particular solution of the second moment: s^2/3 + total gap exp(-2 c t)
    square = total**2 / 3.0 + total * gap * slow
    square = square + (start[0] ** 2 - square[0]) * fast
    columns = {"time": times, "difference": 2.0 * mean - total, "variance": square - mean**2}
    return pd.DataFrame(columns).assign(
        coupling=0.0, difference_std=0.0, variance_std=0.0, difference_exact=columns["difference"]
    )


def pinned_pairs_table(results: Sequence[tuple[PinnedPairsRun, Mapping[str, NDArray]]]) -> pd.DataFrame:
    """Table of PINNED_PAIRS: relaxation of an anharmonic pair in the limit and at the coupling of every run.

    All runs have the same potentials, flip rate and energies at the start.
    """
    run = results[0][0]
    start, times = (run.first_energy, run.second_energy), np.linspace(0.0, run.TIMES[-1], 41)
    mean, variance = PinnedPair(run.pinning, run.bond, run.flip_rate).limit_moments(start, times)
    harmonic = (start[0] - start[1]) * np.exp(-2.0 * mobility(run.flip_rate) * times)
    limit = {"time": times, "difference": 2.0 * mean - sum(start), "variance": variance, "harmonic": harmonic}
    frames = [pd.DataFrame(limit).assign(coupling=0.0, difference_std=0.0, variance_std=0.0)]
    frames += [
        pd.DataFrame({"time": run.TIMES} | dict(averages)).assign(coupling=run.coupling, harmonic=np.nan)
        for run, averages in results
    ]
    return pd.concat(frames, ignore_index=True)


def mobility_table(flip_rate: float) -> pd.DataFrame:
    """Table of MOBILITY: sigma^2, alpha and Z at equal energies, and with the second a quarter of the first."""
    rows = []
    for pinning, bond in _POTENTIALS:
        pair = PinnedPair(pinning, bond, flip_rate)
        for first in _ENERGIES:
            if pinning == "log_cosh" and first > _LARGEST_LOG_COSH:
                continue
            for second in (first, 0.25 * first):
                sigma2 = pair.mobility(first, second)
                row = {"pinning": pinning, "bond": bond, "first": first, "second": second, "mobility": sigma2}
                row |= {"ratio": sigma2 / (first * second), "drift": pair.drift(first, second)}
                rows.append(row | {"period": pair.period(first)})
    return pd.DataFrame(rows)


def ginzburg_landau_table(results: Sequence[tuple[GinzburgLandauRun, NDArray]]) -> pd.DataFrame:
    """Table of GINZBURG_LANDAU from runs and their correlations of shape (n_batches, n_lags)."""
    rows = []
    for run, correlations in results:
        dynamics = GinzburgLandau(run.mobility, 1.0, run.density_power)
        ring = ring_conductivity(dynamics.static_conductivity(1.0), correlations, run.spacing)
        rows += [{"mobility": run.mobility, "density_power": run.density_power} | row for row in ring_rows(ring)]
    return pd.DataFrame(rows)
