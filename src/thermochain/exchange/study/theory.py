"""Tables without randomness: Fourier's law and long-range correlations of the limit, chains at weak coupling."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from thermochain.exchange.barrier import Barrier
from thermochain.exchange.flipped_chain import conductivity, mobility
from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.exchange.study.gaps import GAPS, gaps_table
from thermochain.exchange.study.weak_coupling import MOBILITY, mobility_table
from thermochain.runs.table import Table

_FOURIER_GAPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # differences of the bath temperatures over T_left
_CORRELATION_SIZES = (8, 16, 32, 64, 128)
_BARRIERS = (("cells", 10), ("exponential", 1), ("exponential", 2), ("exponential", 10), ("exponential", 100))
_SCALING_SIZE = 24
_CHAIN_BATHS = (1.0, 2.0)

FOURIER = Table(
    "exchange_fourier/1",
    rate="rate function f",
    gap="(T_R - T_L)/T_L",
    conductivity="kappa of (5.3) at the equilibrium E*",
    limit="f(T_L, T_L)/2",
    slope="(kappa - limit)/(T_R - T_L)",
    growth="largest real part of the eigenvalues of DF at E*",
)

CORRELATIONS = Table(
    "exchange_correlations/1",
    n_cells="N",
    position="x of the second cell, i/(N + 1); the first is the one nearest to x = 1/4",
    driven="N S_ij with the bath temperatures of the configuration",
    equal="N S_ij with both baths at their mean",
)

COUPLING = Table(
    "exchange_coupling/1",
    coupling="delta; 0 for the limit",
    over_square="conductivity of the microscopic chain over delta^2; in the limit the Ginzburg-Landau value",
    over_delta="conductivity of the microscopic chain over delta",
    exponent="d log kappa/d log delta from this coupling to the next smaller one",
)


BARRIER = Table(
    "exchange_barrier/1",
    baths="cells: energies Gamma(M) of cells in equilibrium; exponential: those of Li",
    particles="M",
    part="-lambda/a, a the affinity M (1/T_R - 1/T_L) of cells, for the baths of Li 1/T_R - 1/T_L",
    generating="mu(lambda)/(a <Q_t>/t), mu the generating function of the cumulants of the energy Q_t that "
    "passes one barrier; symmetric about part = 1/2 where the fluctuation relation holds",
)

TABLES = {
    "fourier": FOURIER,
    "correlations": CORRELATIONS,
    "barrier": BARRIER,
    "coupling": COUPLING,
    "mobility": MOBILITY,
    "gaps": GAPS,
}


def make_tables(
    rates: Sequence[str],
    n_cells: int,
    T_left: float,
    T_right: float,
    flip_rate: float,
    chain_couplings: Sequence[float],
    gaps: Mapping[str, Any],
) -> dict[str, pd.DataFrame]:
    """Content of all TABLES from keys of the section `exchange` and of its part `weak_coupling`."""
    return {
        "fourier": fourier_table(rates, n_cells, T_left),
        "correlations": correlation_table(rates[0], T_left, T_right),
        "barrier": barrier_table(T_left, T_right),
        "coupling": coupling_table(flip_rate, chain_couplings),
        "mobility": mobility_table(flip_rate),
        "gaps": gaps_table(**gaps),
    }


def fourier_table(rates: Sequence[str], n_cells: int, T_left: float) -> pd.DataFrame:
    """Table of FOURIER: conductivity against the difference of the bath temperatures."""
    rows = []
    for rate, gap in product(rates, _FOURIER_GAPS):
        T_right = T_left * (1.0 + gap)
        exchange = EnergyExchange(rate=rate, n_cells=n_cells, particles_per_cell=1, T_left=T_left, T_right=T_right)
        state = exchange.equilibrium()
        limit = 0.5 * exchange.chain.rate(T_left, T_left)
        slope = (state.conductivity - limit) / (T_right - T_left)
        row = {"rate": rate, "gap": gap, "conductivity": state.conductivity, "limit": limit}
        rows.append(row | {"slope": slope, "growth": state.growth})
    return pd.DataFrame(rows)


def correlation_table(rate: str, T_left: float, T_right: float) -> pd.DataFrame:
    """Table of CORRELATIONS: N S_ij between a cell near x = 1/4 and all others."""
    mean = 0.5 * (T_left + T_right)
    frames = []
    for n in _CORRELATION_SIZES:
        first = max(round(0.25 * (n + 1)) - 1, 0)
        columns = {}
        for name, baths in (("driven", (T_left, T_right)), ("equal", (mean, mean))):
            exchange = EnergyExchange(rate=rate, n_cells=n, particles_per_cell=1, T_left=baths[0], T_right=baths[1])
            columns[name] = n * exchange.linear_noise_covariance()[first]
        frame = pd.DataFrame(columns).assign(n_cells=n, position=np.arange(1, n + 1) / (n + 1))
        frames.append(frame.drop(index=first))
    return pd.concat(frames, ignore_index=True)


def barrier_table(T_left: float, T_right: float) -> pd.DataFrame:
    """Table of BARRIER: exact generating functions of the current through one barrier."""
    part, frames = np.linspace(0.0, 1.0, 41), []
    for baths, particles in _BARRIERS:
        barrier = Barrier(particles, T_left, T_right, of_cells=baths == "cells")
        affinity = barrier.affinity if barrier.of_cells else barrier.affinity / particles
        columns = {"part": part, "generating": barrier.generating(-part * affinity) / (affinity * barrier.mean)}
        frames.append(pd.DataFrame(columns).assign(baths=baths, particles=particles))
    return pd.concat(frames, ignore_index=True)


def coupling_table(flip_rate: float, chain_couplings: Sequence[float]) -> pd.DataFrame:
    """Table of COUPLING: exact conductivity of microscopic chains against delta."""
    couplings = sorted(chain_couplings, reverse=True)
    kappas = np.array([conductivity(_SCALING_SIZE, delta, flip_rate, *_CHAIN_BATHS) for delta in couplings])
    frame = pd.DataFrame({"coupling": couplings, "over_square": kappas / np.square(couplings)})
    frame["over_delta"] = kappas / np.array(couplings)
    frame["exponent"] = np.append(np.diff(np.log(kappas)) / np.diff(np.log(couplings)), np.nan)
    limit = {"coupling": 0.0, "over_square": mobility(flip_rate), "over_delta": 0.0, "exponent": 2.0}
    return pd.concat([frame, pd.DataFrame([limit])], ignore_index=True)
