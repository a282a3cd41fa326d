"""Simulation of driven chains: from a run to the averages of its replicas, with checkpoints on the way."""

import logging
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.core.arguments import check_choice
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.driven import open_chain
from thermochain.rotors.driven.chain_moments import SERIES, ChainMoments
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.local_gibbs import sample_local_gibbs
from thermochain.rotors.driven.study.run import N_RECORDS, N_SEGMENTS, RotorNessRun
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress
from thermochain.runs.storage import load_result, save_result

logger = logging.getLogger(__name__)

STARTS = ("macroscopic", "linear")


def simulate_ness_run(
    run: RotorNessRun, start: str = "macroscopic", checkpoint: Checkpoint | None = None
) -> ChainMoments:
    """Averages of all replicas of one block; reports progress to the log.

    `start` is the profile of the local Gibbs state at time 0: the macroscopic solution with the published coefficients,
    which shortens the transient, or the straight lines between the baths.

    Raises FloatingPointError, naming run and seeds, if a number is no longer finite.
    """
    rng = Generator(SFC64(run.seed_sequence()))  # the fastest; noise is what short chains spend most on
    chains = _started(run, start, rng)
    work = _Work(run)
    if checkpoint is not None and (state := checkpoint.load(rng)) is not None:
        chains.restore(state["chains"])
        work.restore(state)
    progress = Progress(logger, run.n_updates, "updates")
    progress.skip(run.n_updates * work.done / N_RECORDS)
    while work.done < N_RECORDS:
        work.add(*chains.run(run.record_steps, run.stride, run.profile_stride))
        progress.advance(run.n_updates / N_RECORDS)
        if checkpoint is not None and checkpoint.due and work.done < N_RECORDS:
            checkpoint.save(chains.state | work.state, rng)
    return work.result()


def save_moments(path: str | Path, run: RotorNessRun, moments: ChainMoments, wall_time: float) -> None:
    """Write the averages to `path` (.npz) and their provenance beside it (.json)."""
    arrays = {"series": moments.series, "moments": moments.moments.astype(np.float32)}
    save_result(path, asdict(run), arrays, wall_time)


def load_moments(path: str | Path) -> ChainMoments:
    """Read what `save_moments` wrote.  Raises CorruptResult, naming the file, if it cannot be trusted."""
    parameters, arrays = load_result(path, lambda stored: RotorNessRun(**stored).path)
    return _moments_of(RotorNessRun(**parameters), **arrays)


def _started(run: RotorNessRun, start: str, rng: Generator) -> RotorChains:
    check_choice("start", start, STARTS)
    p_left, p_right = run.torque_left / run.friction, run.torque_right / run.friction
    x = open_chain.positions(run.n_rotors)
    if start == "linear":
        momentum = np.interp(x, [-1.0, 1.0], [p_left, p_right])
        temperature = np.interp(x, [-1.0, 1.0], [run.T_left, run.T_right])
    else:
        state = stationary_profiles(published_coefficients(), run.T_left, run.T_right, p_left, p_right, x)
        momentum, temperature = state.momentum, state.temperature
    return RotorChains(
        *sample_local_gibbs(momentum, temperature, run.n_replicas, rng),
        run.time_step,
        temperatures=(run.T_left, run.T_right),
        torques=(run.torque_left, run.torque_right),
        friction=run.friction,
        rng=rng,
    )


class _Work:
    """Records and segments as they fill."""

    def __init__(self, run: RotorNessRun):
        self._run = run
        self._guard = Guard(run.path, run.seed_sequence(), run.time_step)
        self.done = 0
        self._series = np.zeros((len(SERIES), N_RECORDS, run.n_replicas))
        self._moments = np.zeros((N_SEGMENTS, len(MOMENTS), run.n_rotors, run.n_replicas))

    def add(self, currents: NDArray, moments: NDArray) -> None:
        """Take the averages of the next record."""
        p, p2, cosine = (moments[MOMENTS.index(name)] for name in ("p", "p2", "cos"))
        bonds = (1.0 - cosine[1:]).sum(axis=0) / self._run.n_rotors
        record = np.stack([*currents, p.mean(axis=0), 0.5 * p2.mean(axis=0) + bonds])
        self._guard.check_finite(currents=currents, moments=moments)
        self._series[:, self.done] = record
        share = N_SEGMENTS / N_RECORDS
        self._moments[int(self.done * share)] += share * moments
        self.done += 1

    @property
    def state(self) -> dict[str, NDArray]:
        return {"series": self._series, "moments": self._moments, "done": np.array(self.done)}

    def restore(self, state: dict[str, NDArray]) -> None:
        self._series, self._moments, self.done = state["series"], state["moments"], int(state["done"])

    def result(self) -> ChainMoments:
        # single precision on disk; the same numbers whether they come from there or from here
        return _moments_of(self._run, self._series, self._moments.astype(np.float32))


def _moments_of(run: RotorNessRun, series: NDArray, moments: NDArray) -> ChainMoments:
    names = ("T_left", "T_right", "torque_left", "torque_right", "friction", "interval")
    return ChainMoments(**{name: getattr(run, name) for name in names}, series=series, moments=moments.astype(float))
