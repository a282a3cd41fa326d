"""Exact moments of rings that start in local equilibrium, beside their limits in time (Olla (16), (22), (27))."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.oscillators.harmonic.bonds import bending, stretch
from thermochain.oscillators.harmonic.chain import Bond, HarmonicChain, Noise, harmonic_ring
from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.ring_limits import RingLimit, RingProfiles, bending_limit, flip_limit, solve_ring
from thermochain.oscillators.harmonic.stretch_flip import stretch_flip
from thermochain.oscillators.harmonic.velocity_exchange import velocity_exchange
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.runs.table import Table

_N_NODES = 16  # of the limits, which have two waves
_N_SHOWN = 16  # positions of a ring in the table of profiles
RINGS = Table(
    "harmonic_rings/1",
    equation="number in Olla: 16 stretch flips, 22 velocity flips, 27 bending with velocity exchange",
    quantity="momentum <p>, bond <r> or <k>, temperature Var p, printed: T of the equation as printed",
    n="masses of the ring, some of which are listed; 0 for the limit",
    time="macroscopic time, that of the ring over n^2",
    x="position i/n of a mass or a bending, (i - 1/2)/n of a stretch",
    value="exact moment of the ring, or solution of the limit",
)
RING_ERRORS = Table(
    "harmonic_ring_errors/1",
    equation="as in the table of rings",
    n="masses of the ring",
    time="macroscopic time",
    mean_error="largest distance of a conserved mean from its limit, over all masses",
    temperature_error="largest |Var p_i - T(t, i/n)|",
    printed_error="the same with T of the equation as printed",
    scatter="standard deviation, in one ring, of the amplitude of the wave of p; for (22) of r",
)


@dataclass(frozen=True)
class _Case:
    """One equation, the ring of which it is the limit, and the names of its conserved means."""

    noise: Noise  # noise of the ring
    bond: Bond  # difference of positions that a bond depends on
    limit: Callable[[float], RingLimit]  # rate of the noise -> limit of the ring
    printed: Callable[[float], RingLimit]  # rate of the noise -> limit as printed
    means: tuple[str, ...]  # "momentum" or "bond": the means that are conserved beside the energy

    def ring(self, n: int, rate: float) -> HarmonicChain:
        """The ring of n masses."""
        return harmonic_ring(n, noise=self.noise, rate=rate, bond=self.bond)

    def places(self, n: int) -> dict[str, NDArray]:
        """Positions of the momenta and of the bonds."""
        masses = np.arange(n) / n
        return {"momentum": masses, "bond": masses - 0.5 / n if self.bond is stretch else masses}


CASES = {
    16: _Case(stretch_flip, stretch, flip_limit, flip_limit, ("momentum",)),
    22: _Case(velocity_flip, stretch, flip_limit, flip_limit, ("bond",)),
    27: _Case(
        velocity_exchange,
        bending,
        bending_limit,
        lambda rate: bending_limit(rate, as_printed=True),
        ("bond", "momentum"),
    ),
}


def ring_frames(settings: Mapping[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables RINGS and RING_ERRORS from the keys flip_rate and rings of the section `harmonic`.

    At time 0 the last of the conserved means is a sine and the temperature is 1 + a cosine, of one wave; covariances
    are those of the local equilibrium.
    """
    rings = settings["rings"]
    times = np.linspace(0.0, rings["last_time"], rings["n_times"])
    profiles, errors = [], []
    for equation, case in CASES.items():
        limit, printed = (_solve(law(settings["flip_rate"]), rings, times) for law in (case.limit, case.printed))
        listed = [(0, name, x, values) for name, x, values in _limits(case, limit, printed)]
        for n in rings["sizes"]:
            chain = case.ring(n, settings["flip_rate"])
            states = _evolve(case, chain, rings, times)
            listed += [(n, name, x, values) for name, x, values in _moments(case, states)]
            errors += [{"equation": equation, **row} for row in _errors(case, states, limit, printed, times)]
        profiles += [_rows(times, equation, *profile) for profile in listed]
    return pd.concat(profiles, ignore_index=True), pd.DataFrame(errors)


def _temperature(x: NDArray, rings: Mapping[str, Any]) -> NDArray:
    return rings["temperature"] + rings["temperature_wave"] * np.cos(2.0 * np.pi * x)


def _solve(limit: RingLimit, rings: Mapping[str, Any], times: NDArray) -> RingProfiles:
    x = np.arange(_N_NODES) / _N_NODES
    means = np.zeros((len(limit.coupling), _N_NODES))
    means[-1] = rings["mean_wave"] * np.sin(2.0 * np.pi * x)
    return solve_ring(limit, means, _temperature(x, rings), times)


def _evolve(case: _Case, chain: HarmonicChain, rings: Mapping[str, Any], times: NDArray) -> list[ChainMoments]:
    places = case.places(chain.n_masses)
    waves = {name: np.zeros(chain.n_masses) for name in places}
    waves[case.means[-1]] = rings["mean_wave"] * np.sin(2.0 * np.pi * places[case.means[-1]])
    mean = np.concatenate([waves["bond"], waves["momentum"]])
    variance = _temperature(np.concatenate([places["bond"], places["momentum"]]), rings)
    return MomentEquations(chain).evolve(mean, np.diag(variance), times * chain.n_masses**2)


def _means(name: str, states: list[ChainMoments]) -> NDArray:
    return np.array([state.momentum if name == "momentum" else state.bonds for state in states])


def _moments(case: _Case, states: list[ChainMoments]) -> Iterator[tuple[str, NDArray, NDArray]]:
    """Quantity, positions and values at all times, at some of the masses."""
    n = states[0].chain.n_masses
    some, places = slice(None, None, max(1, n // _N_SHOWN)), case.places(n)
    for name in case.means:
        yield name, places[name][some], _means(name, states)[:, some]
    yield "temperature", places["momentum"][some], np.array([state.temperature for state in states])[:, some]


def _limits(case: _Case, limit: RingProfiles, printed: RingProfiles) -> Iterator[tuple[str, NDArray, NDArray]]:
    fine = np.linspace(0.0, 1.0, 41)
    values = limit.at(fine)
    for number, name in enumerate([*case.means, "temperature"]):
        yield name, fine, values[:, number]
    yield "printed", fine, printed.at(fine)[:, -1]


def _errors(
    case: _Case, states: list[ChainMoments], limit: RingProfiles, printed: RingProfiles, times: NDArray
) -> Iterator[dict[str, float]]:
    chain = states[0].chain
    n, places = chain.n_masses, case.places(chain.n_masses)
    means = [_means(name, states) - limit.at(places[name])[:, number] for number, name in enumerate(case.means)]
    temperature = np.array([state.temperature for state in states])
    right, wrong = (temperature - law.at(places["momentum"])[:, -1] for law in (limit, printed))
    moved = case.means[-1]
    wave = 2.0 / n * np.sin(2.0 * np.pi * places[moved])
    block = slice(chain.n_bonds, None) if moved == "momentum" else slice(chain.n_bonds)
    for number, time in enumerate(times):
        yield {
            "n": n,
            "time": time,
            "mean_error": max(float(np.max(np.abs(error[number]))) for error in means),
            "temperature_error": np.max(np.abs(right[number])),
            "printed_error": np.max(np.abs(wrong[number])),
            "scatter": np.sqrt(wave @ states[number].covariance[block, block] @ wave),
        }


def _rows(times: NDArray, equation: int, n: int, quantity: str, x: NDArray, values: NDArray) -> pd.DataFrame:
    columns = {"time": np.repeat(times, x.size), "x": np.tile(x, times.size), "value": values.ravel()}
    return pd.DataFrame(columns).assign(equation=equation, n=n, quantity=quantity)
