"""Stationary energy exchange: theory beside simulation, at many M and for every rate (Li, Theorem 3, Proposition 2)."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from thermochain.exchange.exchange_chain import PRINTED_NOISE
from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.exchange.study.seeds import seed_of
from thermochain.runs.table import Table

_FOURIER_GAPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # of the baths, over T_left
_CORRELATION_SIZES = (8, 16, 32, 64, 128)
_TIMES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)  # of the simulations
_THEORY_TIMES = np.arange(65) / 8.0

STATIONARY = Table(
    "exchange_stationary/1",
    {
        "rate": "rate function f",
        "particles": "M",
        "quantity": "E_i: mean energy of cell i; C_ij: M times the covariance; kappa: -J (N + 1)/(T_R - T_L), fast time; "
        "sigma: entropy production",
        "simulated": "time average of exact exchanges",
        "std": "its standard error between replicas",
        "theory": "the limit M -> infinity: E*, S of the Lyapunov equation, kappa and entropy production at E*",
        "printed": "S with the coefficients of Theorem 6.1 as printed, for covariances",
    },
)

IN_TIME = Table(
    "exchange_covariance_in_time/1",
    {
        "time": "fast time since the sharp start at E_i = T_left",
        "quantity": "E_i: mean; C_ii: M times the variance",
        "simulated": "average over independent chains; empty where only the theory is given",
        "std": "its standard error",
        "theory": "the limit (3.1), (3.2)",
        "printed": "(3.2) with the coefficients of Theorem 6.1 as printed",
        "mesoscopic": "average over paths of (3.3)",
        "mesoscopic_std": "its standard error",
    },
)

FOURIER = Table(
    "exchange_fourier/1",
    {
        "rate": "rate function f",
        "gap": "(T_R - T_L)/T_L",
        "conductivity": "kappa of (5.3) at the equilibrium E*",
        "limit": "f(T_L, T_L)/2",
        "slope": "(kappa - limit)/(T_R - T_L)",
        "growth": "largest real part of the eigenvalues of DF at E*",
    },
)

CORRELATIONS = Table(
    "exchange_correlations/1",
    {
        "n_cells": "N",
        "position": "x of the second cell, i/(N + 1); the first is the one nearest to x = 1/4",
        "driven": "N S_ij with the bath temperatures of the configuration",
        "equal": "N S_ij with both baths at their mean",
    },
)

TABLES = {
    "stationary": (STATIONARY),
    "covariance_in_time": (IN_TIME),
    "fourier": (FOURIER),
    "correlations": (CORRELATIONS),
}


def make_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """The tables of TABLES."""
    return {
        "stationary": stationary_table(section, seed),
        "covariance_in_time": in_time_table(section, seed),
        "fourier": fourier_table(section),
        "correlations": correlation_table(section),
    }


def stationary_table(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """The first rate at all M and the other rates at the largest, columns of STATIONARY.columns."""
    particles = sorted(section["particles"])
    cases = [(section["rates"][0], M) for M in particles] + [(rate, particles[-1]) for rate in section["rates"][1:]]
    return pd.DataFrame([row for rate, M in cases for row in _stationary_rows(section, rate, M, seed)])


def chain_of(section: Mapping[str, Any], rate: str, particles: float) -> EnergyExchange:
    """The chain of the configuration with a rate and a number of particles."""
    cells = {name: section[name] for name in ("n_cells", "T_left", "T_right")}
    return EnergyExchange(rate=rate, particles_per_cell=particles, **cells)


def _stationary_rows(section: Mapping[str, Any], rate: str, M: float, seed: int) -> Iterator[dict[str, Any]]:
    exchange = chain_of(section, rate, M)
    run = exchange.simulate(n_events=section["n_events"], seed=seed_of("stationary", rate, M, seed))
    limit = exchange.equilibrium()
    common = {"rate": rate, "particles": M, "printed": np.nan}
    means, errors = run.energies
    for i, value in enumerate(limit.energies):
        yield common | {"quantity": f"E_{i + 1}", "simulated": means[i], "std": errors[i], "theory": value}
    for name, (value, error), theory in (
        ("kappa", run.conductivity, limit.conductivity),
        ("sigma", run.entropy_production, limit.entropy_production),
    ):
        yield common | {"quantity": name, "simulated": value, "std": error, "theory": theory}
    right, printed = exchange.linear_noise_covariance(), exchange.linear_noise_covariance(PRINTED_NOISE)
    values, errors = (M * array for array in run.covariance)
    for i, j in product(range(len(means)), repeat=2):
        if i <= j:
            row = {"quantity": f"C_{i + 1}{j + 1}", "simulated": values[i, j], "std": errors[i, j]}
            yield common | row | {"theory": right[i, j], "printed": printed[i, j]}


def in_time_table(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """Mean and variance after a sharp start, the first rate at the largest M, columns of IN_TIME.columns."""
    M = max(section["particles"])
    exchange = chain_of(section, section["rates"][0], M)
    start = np.full(section["n_cells"], float(section["T_left"]))
    theory = exchange.linear_noise_in_time(times=_THEORY_TIMES, start=start)
    printed = exchange.linear_noise_in_time(times=_THEORY_TIMES, start=start, noise=PRINTED_NOISE)
    arguments = {"times": np.array(_TIMES), "start": start, "n_paths": section["n_paths"]}
    jumps = exchange.trajectories(**arguments, seed=seed_of("in time", M, seed))
    paths = exchange.mesoscopic(**arguments, seed=seed_of("mesoscopic", M, seed))
    rows = []
    for t, time in enumerate(_THEORY_TIMES):
        for i in range(section["n_cells"]):
            names = {"time": time, "quantity": f"E_{i + 1}"}, {"time": time, "quantity": f"C_{i + 1}{i + 1}"}
            values = (side[0][t, i] for side in (theory, printed)), (side[1][t, i, i] for side in (theory, printed))
            rows += [
                name | dict(zip(("theory", "printed"), pair, strict=True))
                for name, pair in zip(names, values, strict=True)
            ]
            if time in _TIMES:
                at = [x[_TIMES.index(time), :, i] for x in (jumps, paths)]
                rows[-2] |= _mean_columns(*at)
                rows[-1] |= _mean_columns(*(M * (x - x.mean()) ** 2 for x in at))
    return pd.DataFrame(rows)


def _mean_columns(jumps: np.ndarray, paths: np.ndarray) -> dict[str, float]:
    root = np.sqrt(jumps.size)
    columns = {"simulated": jumps.mean(), "std": jumps.std(ddof=1) / root}
    return columns | {"mesoscopic": paths.mean(), "mesoscopic_std": paths.std(ddof=1) / root}


def fourier_table(section: Mapping[str, Any]) -> pd.DataFrame:
    """Conductivity against the difference of the bath temperatures, columns of FOURIER.columns; theory only."""
    rows = []
    for rate, gap in product(section["rates"], _FOURIER_GAPS):
        baths = {"T_left": section["T_left"], "T_right": section["T_left"] * (1.0 + gap)}
        exchange = EnergyExchange(rate=rate, n_cells=section["n_cells"], particles_per_cell=1, **baths)
        state = exchange.equilibrium()
        limit = 0.5 * exchange.chain.rate(baths["T_left"], baths["T_left"])
        slope = (state.conductivity - limit) / (baths["T_right"] - baths["T_left"])
        row = {"rate": rate, "gap": gap, "conductivity": state.conductivity, "limit": limit}
        rows.append(row | {"slope": slope, "growth": state.growth})
    return pd.DataFrame(rows)


def correlation_table(section: Mapping[str, Any]) -> pd.DataFrame:
    """N S_ij of the first rate between a cell and all others, columns of CORRELATIONS.columns; theory only."""
    mean = 0.5 * (section["T_left"] + section["T_right"])
    frames = []
    for n in _CORRELATION_SIZES:
        first = max(round(0.25 * (n + 1)) - 1, 0)
        columns = {}
        for name, baths in (("driven", (section["T_left"], section["T_right"])), ("equal", (mean, mean))):
            exchange = EnergyExchange(
                rate=section["rates"][0], n_cells=n, particles_per_cell=1, T_left=baths[0], T_right=baths[1]
            )
            columns[name] = n * exchange.linear_noise_covariance()[first]
        frame = pd.DataFrame(columns).assign(n_cells=n, position=np.arange(1, n + 1) / (n + 1))
        frames.append(frame.drop(index=first))
    return pd.concat(frames, ignore_index=True)
