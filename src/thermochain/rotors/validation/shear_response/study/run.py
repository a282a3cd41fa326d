"""Identity of the simulations of rings under a gradient of momentum: parameters, paths and random numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.random import SeedSequence

from thermochain.core.arguments import check_multiple
from thermochain.runs.identity import Run, seeds_of


@dataclass(frozen=True)
class ShearedRun(Run):
    """Rings of one size under one gradient of momentum; bounds are in the schema of the configuration.

    Attributes
    ----------
    temperature, n_rotors, time_step
        T, ring size M and Verlet step.
    momentum_jump
        Jump X of the momentum round the ring: the gradient is g = X/M.
    restoring_interval
        Time after which the energy of each ring is restored, again and again.
    relaxation, duration
        Time after which the flow is taken for stationary, and for which its current is averaged then.
    n_replicas
        Independent rings, a multiple of 8.
    seed
        Base seed of the study.

    Raises
    ------
    ValueError
        Naming the parameter, its value, the limit and the remedy.
    """

    temperature: float
    n_rotors: int
    momentum_jump: float
    time_step: float
    restoring_interval: float
    relaxation: float
    duration: float
    n_replicas: int
    seed: int

    PATTERN = (
        "T{temperature}/M{n_rotors}_X{momentum_jump}_dt{time_step}_h{restoring_interval}_from{relaxation}_t{duration}"
        "_R{n_replicas}_seed{seed}"
    )

    def __post_init__(self):
        check_multiple("restoring_interval", self.restoring_interval, "time_step", self.time_step)
        check_multiple("relaxation", self.relaxation, "restoring_interval", self.restoring_interval)
        check_multiple("duration", self.duration, "two restoring intervals", 2 * self.restoring_interval)
        check_multiple("n_replicas", self.n_replicas, "a register of eight", 8)

    @property
    def shear_rate(self) -> float:
        """The gradient g."""
        return self.momentum_jump / self.n_rotors

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        return seeds_of(f"sheared_rings/{self.path}")


def sheared_runs(config: Mapping[str, Any]) -> list[ShearedRun]:
    """Rings under a gradient of momentum, by temperature, size and jump."""
    section = config["shear_response"]
    common = {key: section[key] for key in ("time_step", "restoring_interval")} | {"seed": config["seed"]}
    runs = []
    for row in sorted(section["rings"], key=lambda row: (row["temperature"], row["n_rotors"])):
        parameters = {key: value for key, value in row.items() if key != "momentum_jumps"}
        runs += [ShearedRun(**parameters, **common, momentum_jump=jump) for jump in sorted(row["momentum_jumps"])]
    return runs
