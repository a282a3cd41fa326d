"""Stochastic energy exchange in a chain of cells (Li): theory and simulation of one chain, for use in a notebook."""

import math
from collections.abc import Callable

import numpy as np
from numpy.random import SFC64, Generator, SeedSequence
from numpy.typing import ArrayLike, NDArray

from thermochain.core.arguments import check_integer, check_kind, check_positive, check_range, real_array, shown
from thermochain.core.compiled import bound
from thermochain.core.memory import check_memory
from thermochain.exchange.chain import NOISE, Chain, TransferNoise
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.limit import (
    Equilibrium,
    check_size,
    covariance_in_time,
    find_equilibrium,
    solve_limit,
    stationary_covariance,
)
from thermochain.exchange.mesoscopic import mesoscopic_law, mesoscopic_parameters
from thermochain.exchange.pair_diffusion import PairDiffusion
from thermochain.exchange.path_law import covariance_between_times
from thermochain.exchange.rates import average_currents, check_rate, compiled_rate
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.runs.guard import Guard

_N_REPLICAS = 16
_MOST_CELLS, _LARGEST, _MOST_STEPS = 10_000, 1e9, 1e9
_MOST_RECORDS = 4096  # largest number of records of a trajectory
_MOST_STORED = 2**23  # largest number of energies in all records together
_MOST_EVENTS = 10**12  # a day of computing
_STEP = 0.05  # time step of the mesoscopic equation, times the largest rate


class EnergyExchange:
    """N cells of M particles between two baths.

    Three arguments mean the same in all methods: `times` increase and are >= 0, shape (n_times,); `start` holds the N
    energies > 0 at time 0; `noise` holds the second moments of exchanged energies, by default those of the shares
    Beta(1, M - 1) for large M.  All methods raise ValueError naming the argument, its value, the limit and the remedy.

    Parameters
    ----------
    rate
        "sum_sqrt" sqrt(E1 + E2), "harmonic_mean_sqrt" sqrt(E1 E2/(E1 + E2)), "min_sqrt", "constant" (1), or a function
        f(E1, E2) of arithmetic and functions of math or numpy, which numba compiles.
    n_cells
        N >= 1.
    particles_per_cell
        M >= 1 of the shares Beta(1, M - 1).  1 means full shares: with the constant rate the model of Kipnis, Marchioro
        and Presutti, with "sum_sqrt" the kinetic limit (52).
    T_left, T_right
        Bath temperatures > 0.

    Raises
    ------
    ValueError
        Naming the argument, its value, the limit and the remedy.  `BadRate`, a ValueError that names the energies,
        where the rate is not finite and > 0: here for energies from a hundredth of the colder to a hundred times the
        hotter bath, and in every method wherever it calls the rate.
    """

    def __init__(self, *, rate: str | Callable, n_cells: int, particles_per_cell: float, T_left: float, T_right: float):
        check_integer("n_cells", n_cells, at_least=1, at_most=_MOST_CELLS)
        for name, value in (("particles_per_cell", particles_per_cell), ("T_left", T_left), ("T_right", T_right)):
            check_positive(name, value)
            check_range(name, value, 1.0 / _LARGEST, _LARGEST, "beyond, energies are lost in rounding")
        if particles_per_cell < 1:
            raise ValueError(
                f"particles_per_cell={particles_per_cell:g} must be >= 1; 1 lets cells exchange all their energy"
            )
        compiled = compiled_rate(rate)
        check_rate(compiled, min(T_left, T_right), max(T_left, T_right))
        self.particles_per_cell = float(particles_per_cell)
        name = rate if isinstance(rate, str) else getattr(rate, "__name__", type(rate).__name__)
        self._work = f"energy exchange, rate {name}, N={n_cells} M={particles_per_cell:g} T={T_left:g}, {T_right:g}"
        self.chain = Chain(compiled, int(n_cells), float(T_left), float(T_right))

    def equilibrium(self) -> Equilibrium:
        """E* of (3.1) with current, conductivity, stability and entropy production."""
        return find_equilibrium(self.chain)

    def linear_noise_covariance(self, noise: TransferNoise = NOISE) -> NDArray:
        """S of the Lyapunov equation at E*, shape (N, N); energies have covariance S/M for large M.

        The work grows as N^3: some seconds for 500 cells, half a minute for 1,000, and hours for 10,000.
        """
        check_kind("noise", noise, TransferNoise, "leave it out")
        check_size(self.chain.n_cells)
        return stationary_covariance(self.chain, self.equilibrium(), noise)

    def limit(self, *, times: ArrayLike, start: ArrayLike) -> NDArray:
        """Solution of (3.1) in fast time, shape (n_times, N)."""
        return solve_limit(self.chain, self._start(start), _times(times))

    def linear_noise_in_time(
        self, *, times: ArrayLike, start: ArrayLike, noise: TransferNoise = NOISE
    ) -> tuple[NDArray, NDArray]:
        """Solution of (3.1) and M times the covariance of (3.2) about it, (n_times, N) and (n_times, N, N)."""
        check_kind("noise", noise, TransferNoise, "leave it out")
        return covariance_in_time(self.chain, self._start(start), _times(times), noise)

    def linear_noise_between_times(
        self, *, times: ArrayLike, start: ArrayLike, noise: TransferNoise = NOISE
    ) -> tuple[NDArray, NDArray]:
        """Solution of (3.1) and M times the covariances of (3.2) between all times (Theorem 3).

        Shapes (n_times, N) and (n_times, N, n_times, N).
        """
        check_kind("noise", noise, TransferNoise, "leave it out")
        return covariance_between_times(self.chain, self._start(start), _times(times), noise)

    def simulate(self, *, n_events: int, seed: int | SeedSequence, time_scale: str = "fast") -> StationaryChain:
        """Stationary averages from about `n_events` exact exchanges, in 16 independent chains that start at E*.

        A quarter as many exchanges precede them and are discarded; long chains relax in a time of about N^2 at unit
        rate.

        Parameters
        ----------
        n_events
            Exchanges of all chains together, >= 16.
        seed
            Integer >= 0 or `SeedSequence`, which decides the bits.
        time_scale
            "fast", in which clocks ring at M f, or "slow", at f; nothing else differs.

        Returns
        -------
        StationaryChain: the energies and currents with their averages and errors.
        """
        check_integer("n_events", n_events, at_least=_N_REPLICAS, at_most=_MOST_EVENTS)
        start = self.equilibrium().energies
        jumps = self._jumps(np.tile(start, (_N_REPLICAS, 1)), seed, time_scale)
        duration = n_events / _N_REPLICAS / (self._speed(time_scale) * float(np.sum(self.chain.rates(start))))
        jumps.run(np.array([0.25 * duration]))
        jumps.moved[:], jumps.n_events = 0.0, 0
        n_records = max(16, min(_MOST_RECORDS, _MOST_STORED // (_N_REPLICAS * self.chain.n_cells)))
        samples = jumps.run(np.full(n_records, duration / n_records))
        Guard(self._work, seed).check_finite(energies=samples, moved=jumps.moved)
        baths = (self.chain.T_left, self.chain.T_right)
        currents = bound(average_currents, self.chain.rate)(samples, *baths)
        return StationaryChain(*baths, samples, jumps.moved, currents, duration, jumps.n_events)

    def trajectories(
        self, *, times: ArrayLike, start: ArrayLike, n_paths: int, seed: int | SeedSequence, time_scale: str = "fast"
    ) -> NDArray:
        """Energies of independent chains from a sharp start, by exact exchanges.

        Parameters
        ----------
        times, start
            As in all methods.
        n_paths
            Independent chains, >= 1.
        seed, time_scale
            As in `simulate`.

        Returns
        -------
        Energies, shape (n_times, n_paths, N).
        """
        first, ends = self._start(start), _times(times)
        self._check_paths(n_paths, ends)
        jumps = self._jumps(np.tile(first, (n_paths, 1)), seed, time_scale)
        records = jumps.run(np.diff(ends, prepend=0.0))
        Guard(self._work, seed).check_finite(energies=records)
        return records

    def mesoscopic(
        self,
        *,
        times: ArrayLike,
        start: ArrayLike,
        n_paths: int,
        seed: int | SeedSequence,
        time_step: float | None = None,
        noise: TransferNoise = NOISE,
    ) -> NDArray:
        """Energies of independent paths of the mesoscopic equation (3.3), in fast time.

        The scheme is of weak second order in the step, conserves energy and keeps it positive by reflection
        (`exchange.pair_diffusion`).

        Parameters
        ----------
        times, start, noise
            As in all methods.
        n_paths
            Independent paths, >= 1.
        seed
            As in `simulate`.
        time_step
            Largest step; without it, a twentieth of the inverse of the largest rate at the start.

        Returns
        -------
        Energies, shape (n_times, n_paths, N).
        """
        check_kind("noise", noise, TransferNoise, "leave it out")
        first, ends = self._start(start), _times(times)
        self._check_paths(n_paths, ends)
        largest = _STEP / float(np.max(self.chain.rates(first))) if time_step is None else time_step
        check_positive("time_step", largest)
        if ends[-1] > _MOST_STEPS * largest:
            raise ValueError(
                f"time_step={largest:g} makes more than {_MOST_STEPS:g} steps up to times[-1]={ends[-1]:g}; take a "
                "larger one"
            )
        paths = PairDiffusion(
            np.tile(first, (n_paths, 1)),
            law=mesoscopic_law(self.chain.rate),
            parameters=mesoscopic_parameters(self.particles_per_cell, noise),
            baths=(self.chain.T_left, self.chain.T_right),
            time_step=largest,
            rng=_generator(seed),
        )
        records = np.empty((ends.size, n_paths, self.chain.n_cells))
        for record, span in zip(records, np.diff(ends, prepend=0.0), strict=True):
            if span == 0.0:  # the time of the start
                record[:] = first
                continue
            n_steps = max(1, math.ceil(span / largest - 1e-9))
            paths.time_step = span / n_steps
            record[:] = paths.run(1, n_steps)[0]
        Guard(self._work, seed, largest).check_finite(energies=records)
        return records

    def _check_paths(self, n_paths: int, times: NDArray) -> None:
        """Raise ValueError unless this machine holds the energies of so many paths, at all times and twice more."""
        check_integer("n_paths", n_paths, at_least=1)
        n_bytes = 8.0 * n_paths * (self.chain.n_cells + 2) * (times.size + 4)
        check_memory(f"n_paths={n_paths} at {times.size} times", n_bytes, "pass fewer paths or times, in several calls")

    def _jumps(self, energies: NDArray, seed: int | SeedSequence, time_scale: str) -> Jumps:
        return Jumps(
            energies,
            rate=self.chain.rate,
            particles_per_cell=self.particles_per_cell,
            baths=(self.chain.T_left, self.chain.T_right),
            speed=self._speed(time_scale),
            rng=_generator(seed),
        )

    def _speed(self, time_scale: str) -> float:
        if not isinstance(time_scale, str) or time_scale not in ("fast", "slow"):
            raise ValueError(
                f"time_scale={shown(time_scale)} must be 'fast' (clocks of rate M f) or 'slow' (f); choose one"
            )
        return self.particles_per_cell if time_scale == "fast" else 1.0

    def _start(self, start: ArrayLike) -> NDArray:
        energies = real_array("start", start, f"n_cells={self.chain.n_cells} finite energies > 0").astype(float)
        if energies.shape != (self.chain.n_cells,) or not np.all(np.isfinite(energies)) or np.any(energies <= 0):
            raise ValueError(
                f"start={shown(start)} must be n_cells={self.chain.n_cells} finite energies > 0; pass one for each cell"
            )
        check_range("start", float(energies.max()), 0.0, _LARGEST, "beyond, energies are lost in rounding")
        return energies


def _times(times: ArrayLike) -> NDArray:
    """The times as an array, once they are checked."""
    what = "increasing times >= 0, shape (n_times,)"
    t = real_array("times", times, what).astype(float)
    if t.ndim != 1 or t.size == 0 or not np.all(np.isfinite(t)) or t[0] < 0 or np.any(np.diff(t) <= 0):
        raise ValueError(f"times={shown(times)} must be {what}; sort them")
    check_range("times", float(t[-1]), 0.0, _LARGEST, "everything has settled long before")
    return t


def _generator(seed: int | SeedSequence) -> Generator:
    if isinstance(seed, SeedSequence):
        return Generator(SFC64(seed))
    check_integer("seed", seed, at_least=0)
    return Generator(SFC64(SeedSequence(seed)))
