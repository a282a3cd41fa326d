"""Tables of the chain of Theorem 2 in time: statements of the slides at finite size beside their limits."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.forced_chain import ForcedChain
from thermochain.oscillators.harmonic.forced_laws import ForcedLimit, end_momenta, evolve_forced_limit, limit_work
from thermochain.oscillators.harmonic.study.parameters import periodic_force, thermal_work
from thermochain.runs.table import Table

_N_PROFILES = 6
_CELLS = 4  # cells of the mesh of the limit equations in a spring of the longest chain, at least
# test functions G(x, s)
TESTS: dict[str, Callable[[NDArray, float], NDArray]] = {
    "1": lambda x, _: np.ones_like(x),
    "cos(pi x) e^-s": lambda x, s: np.cos(np.pi * x) * np.exp(-s),
    "sin(2 pi x) (1 + s)": lambda x, s: np.sin(2.0 * np.pi * x) * (1.0 + s),
}
TABLES = {
    "forced_profiles": Table(
        "harmonic_forced_profiles/1",
        n="springs",
        time="macroscopic time, that of the chain over n^2",
        x="position i/n",
        temperature="variance of p_i",
        temperature_limit="T(t, x) of Theorem 2",
    ),
    "forced": Table(
        "harmonic_forced/1",
        quantity="work, mechanical and thermal work: W_n(t) and its parts; momentum 0, momentum n: n times "
        "int_0^t <p> ds of an end; squares of means: (1/n) sum <r>^2 + <p>^2; energy: (1/n) sum of the energies; "
        "covariances: (1/n) sum of their squares; temperature, stretch: largest distance from the limit; "
        "equipartition, G: int_0^t (1/n) sum G(i/n, s) (Var r_i - Var p_i) ds; stretch, G and energy, G: "
        "(1/n) sum G(i/n, t) <r_i> and energy_i",
        n="springs",
        time="macroscopic time t",
        value="exact moments",
        limit="its limit for n -> infinity",
    ),
}


def solve(section: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Both tables by name, from the keys flip_rate, chain, periodic_force and forced of the section `harmonic`."""
    settings, parameters = section["forced"], periodic_force(section)
    # finer where the early evolution is fast; every time is a multiple of the first
    steps = np.arange(settings["n_times"])
    times = settings["last_time"] * (steps / steps[-1]) ** 2
    sizes = settings["sizes"]
    limits = {
        n: evolve_forced_limit(
            n * -(-_CELLS * sizes[-1] // n),
            times,
            **{name: parameters[name] for name in ("force", "T_left", "flip_rate")},
            work=thermal_work(section),
        )
        for n in sizes
    }
    rows = list(_mean_rows(settings["mean_sizes"], times, parameters, thermal_work(section), limits[sizes[-1]]))
    profiles = []
    for n in sizes:
        states = ForcedChain(n=n, **parameters).evolve(times)
        rows += _moment_rows(n, times, states, limits[n])
        for k in np.unique(np.linspace(0, steps[-1], _N_PROFILES).round().astype(int))[1:]:
            columns = {"x": np.arange(n + 1) / n, "temperature": states[k].temperature}
            at_masses = limits[n].temperature[k, :: (limits[n].x.size - 1) // n]
            profiles.append(pd.DataFrame(columns).assign(temperature_limit=at_masses, n=n, time=times[k]))
    table = pd.concat([pd.DataFrame(row) for row in rows], ignore_index=True)
    return {"forced_profiles": pd.concat(profiles, ignore_index=True), "forced": table}


def _mean_rows(
    sizes: list[int], times: NDArray, parameters: Mapping[str, Any], heat: float, limit: ForcedLimit
) -> Iterator[dict[str, Any]]:
    law = {name: parameters[name] for name in ("force", "flip_rate")}
    mechanical, thermal = limit_work(times, **law, work=heat)
    ends = end_momenta(times, **law)
    squares = np.trapezoid(limit.stretch**2, limit.x, axis=1)
    for n in sizes:
        means = ForcedChain(n=n, **parameters).means(times)
        found = {
            "work": (means.mechanical_work + means.thermal_work, mechanical + thermal),
            "mechanical work": (means.mechanical_work, mechanical),
            "thermal work": (means.thermal_work, thermal),
            "momentum 0": (means.end_momenta[:, 0], ends[:, 0]),
            "momentum n": (means.end_momenta[:, 1], ends[:, 1]),
            "squares of means": (means.mean_square, squares),
        }
        for quantity, (value, to) in found.items():
            yield {"quantity": quantity, "n": n, "time": times, "value": value, "limit": to}


def _moment_rows(n: int, times: NDArray, states: list[ChainMoments], limit: ForcedLimit) -> Iterator[dict[str, Any]]:
    x = np.arange(n + 1) / n
    cells = (limit.x.size - 1) // n
    mean = np.array([state.mean for state in states])
    variance = np.array([np.diagonal(state.covariance) for state in states])
    density = 0.5 * (variance + mean**2)  # of the energy of each bond and each momentum
    at_masses = limit.temperature[:, ::cells]
    between = 0.5 * (x[1:] + x[:-1])  # a bond lies between its masses
    stretch = np.array([np.interp(between, limit.x, r) for r in limit.stretch])
    found = {
        "energy": (density.sum(axis=1) / n, np.trapezoid(limit.energy, limit.x, axis=1)),
        "covariances": (
            np.array([np.sum(s.covariance**2) for s in states]) / n,
            np.trapezoid(2.0 * limit.temperature**2, limit.x, axis=1),
        ),
        "temperature": (np.max(np.abs(variance[:, n:] - at_masses), axis=1), np.zeros(times.size)),
        "stretch": (np.max(np.abs(mean[:, :n] - stretch), axis=1), np.zeros(times.size)),
    }
    for name, G in TESTS.items():
        at, fine = (np.array([G(places, time) for time in times]) for places in (x, limit.x))
        gap = (np.sum(at[:, 1:] * variance[:, :n], axis=1) - np.sum(at * variance[:, n:], axis=1)) / n
        integral = np.concatenate([[0.0], np.cumsum(0.5 * (gap[1:] + gap[:-1]) * np.diff(times))])
        lengths = np.sum(at[:, 1:] * mean[:, :n], axis=1) / n
        energies = (np.sum(at[:, 1:] * density[:, :n], axis=1) + np.sum(at * density[:, n:], axis=1)) / n
        found |= {
            f"equipartition, {name}": (integral, np.zeros(times.size)),
            f"stretch, {name}": (lengths, np.trapezoid(fine * limit.stretch, limit.x, axis=1)),
            f"energy, {name}": (energies, np.trapezoid(fine * limit.energy, limit.x, axis=1)),
        }
    for quantity, (value, to) in found.items():
        yield {"quantity": quantity, "n": n, "time": times, "value": value, "limit": to}
