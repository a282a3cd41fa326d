"""Simulation of driven chains: the averages of all replicas of a run, which continues from checkpoints."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.random import SFC64, Generator
from numpy.typing import NDArray

from thermochain.core.arguments import check_choice
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.driven import open_chain
from thermochain.rotors.driven.chain_moments import SERIES, ChainMoments, join_replicas
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.local_gibbs import sample_local_gibbs
from thermochain.rotors.driven.study.run import N_RECORDS, N_SEGMENTS, DrivenRun
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress
from thermochain.runs.storage import load_result

logger = logging.getLogger(__name__)

STARTS = ("macroscopic", "linear")


def simulate(run: DrivenRun, checkpoint: str | Path, potential: Potential = ROTORS) -> dict[str, NDArray]:
    """Arrays of one block, by name: series in double and moments in single precision, as `load_chain` reads them.

    An interrupted simulation continues from the file `checkpoint` with the same bits; the caller removes that file when
    the result is stored.
    """
    start = "macroscopic" if run.of_rotors else "linear"
    found = simulate_moments(run, start, open_checkpoint(checkpoint, run, start), potential)
    return {"series": found.series, "moments": found.moments.astype(np.float32)}


def open_checkpoint(path: str | Path, run: DrivenRun, start: str = "macroscopic") -> Checkpoint:
    """The checkpoint of a run that begins at `start`, in the file `path` (.npz)."""
    return Checkpoint(path, f"{start} {run.path}", __name__)


def simulate_moments(
    run: DrivenRun,
    start: str = "macroscopic",
    checkpoint: Checkpoint | None = None,
    potential: Potential = ROTORS,
) -> ChainMoments:
    """Averages over time of all replicas of one block; reports progress to the log.

    `start` selects the profiles of the local Gibbs state at time 0: "macroscopic" for the solution of (IOS 2.30) with
    the published coefficients of rotors, which shortens the transient, or "linear" for straight lines between the
    baths.

    Raises FloatingPointError, naming run and seeds, if a number is no longer finite, or if the energy that enters at
    the ends is not what the chains store.
    """
    rng = Generator(SFC64(run.seed_sequence()))  # the fastest generator; noise dominates the cost of short chains
    chains = _started(run, start, rng, potential)
    work = _Work(run, chains.energies)
    if checkpoint is not None and (state := checkpoint.load(rng)) is not None:
        chains.restore(state["chains"])
        work.restore(state)
    progress = Progress(logger, run.n_updates, "updates")
    progress.skip(run.n_updates * work.done / N_RECORDS)
    while work.done < N_RECORDS:
        currents, moments = chains.run(run.record_steps, run.stride, run.profile_stride)
        work.add(currents, moments, chains.power_of_ends(moments))
        progress.advance(run.n_updates / N_RECORDS)
        if checkpoint is not None and checkpoint.due and work.done < N_RECORDS:
            checkpoint.save(chains.state | work.state, rng)
    work.check_balance(chains.energies, potential.stiffness)
    return work.result()


def load_chain(blocks: Sequence[str | Path]) -> tuple[DrivenRun, ChainMoments]:
    """Parameters of the first block of one chain, and averages of the chain, from the files of all its blocks.

    Raises CorruptResult, naming the file, if one is damaged.
    """
    stored = [load_result(path, DrivenRun) for path in blocks]
    return stored[0][0], join_replicas([_moments_of(*block) for block in stored])


def _started(run: DrivenRun, start: str, rng: Generator, potential: Potential) -> RotorChains:
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
        *sample_local_gibbs(momentum, temperature, run.n_replicas, rng, potential),
        run.time_step,
        temperatures=(run.T_left, run.T_right),
        torques=(run.torque_left, run.torque_right),
        friction=run.friction,
        rng=rng,
        potential=potential,
    )


class _Work:
    """Series and moments of the records that have been simulated, and the balance of the energy."""

    def __init__(self, run: DrivenRun, energies: NDArray):
        self._run = run
        self._guard = Guard(run.path, run.seed_sequence(), run.time_step)
        self.done = 0
        self._series = np.zeros((len(SERIES), N_RECORDS, run.n_replicas))
        self._moments = np.zeros((N_SEGMENTS, len(MOMENTS), run.n_rotors, run.n_replicas))
        self._power = np.zeros((2, run.n_replicas))
        self._energies = energies

    def add(self, currents: NDArray, moments: NDArray, power: NDArray) -> None:
        """Add the averages of the next record; `power` is that of both ends."""
        p, p2, cosine = (moments[MOMENTS.index(name)] for name in ("p", "p2", "cos"))
        bonds = (1.0 - cosine[1:]).sum(axis=0) / self._run.n_rotors
        record = np.stack([*currents, p.mean(axis=0), 0.5 * p2.mean(axis=0) + bonds])
        self._guard.check_finite(currents=currents, moments=moments)
        self._series[:, self.done] = record
        share = N_SEGMENTS / N_RECORDS
        self._moments[int(self.done * share)] += share * moments
        self._power += power / N_RECORDS
        self.done += 1

    def check_balance(self, energies: NDArray, stiffness: float) -> None:
        """Raise FloatingPointError unless the power of all records explains the change to these energies."""
        self._guard.check_balance(self._power, (energies - self._energies) / self._run.duration, stiffness)

    @property
    def state(self) -> dict[str, NDArray]:
        arrays = {"series": self._series, "moments": self._moments, "power": self._power, "energies": self._energies}
        return arrays | {"done": np.array(self.done)}

    def restore(self, state: dict[str, NDArray]) -> None:
        self._series, self._moments, self.done = state["series"], state["moments"], int(state["done"])
        self._power, self._energies = state["power"], state["energies"]

    def result(self) -> ChainMoments:
        # rounded to the single precision of the file, so that fresh and stored results agree
        arrays = {"series": self._series, "moments": self._moments.astype(np.float32)}
        return _moments_of(self._run, arrays)


def _moments_of(run: DrivenRun, arrays: Mapping[str, NDArray]) -> ChainMoments:
    names = ("T_left", "T_right", "torque_left", "torque_right", "friction", "interval")
    parameters = {name: getattr(run, name) for name in names}
    return ChainMoments(**parameters, series=arrays["series"], moments=arrays["moments"].astype(float))
