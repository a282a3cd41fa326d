"""Identity of one Green-Kubo simulation: its parameters, its path and its random numbers.

One run is one tuple of physical and numerical parameters.  The path spells the tuple in canonical
decimals and nothing else, so presets share results; the seed is derived from the tuple, so the bits
depend neither on the number of cores nor on the order of jobs.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from typing import ClassVar, Self

import numpy as np
from numpy.random import SeedSequence

from thermochain.models.checks import check_integer, check_multiple, check_positive, check_range, shown

_BATCH_UNIT = 16  # an independent batch of replicas is a multiple of this
_MOST_BATCHES = 32  # kept apart in one run
_MOST_MEMORY = 8 * 2**30
_LONGEST = 1e9  # trajectory
# C(t) falls like exp(-T t^2) at high temperature; sampled at h = 0.8/sqrt(T) the sum over lags is off by
# 2 exp(-pi^2/(T h^2)) = 4e-7 of the area under that peak.
_RESOLUTION = 0.8

_DIGITS = 10


def canonical(value: float | int) -> str:
    """The shortest decimal that agrees to ten digits: 0.1 + 0.2 -> "0.3", 400.0 -> "400"."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{_DIGITS}g}"
    if "e" in text:
        text = f"{float(text):.{_DIGITS + 10}f}".rstrip("0").rstrip(".")
    return text


def check_distinct(name: str, values: Sequence[float]) -> None:
    """Raise ValueError if two of the values agree to the ten digits with which paths spell them."""
    texts = [canonical(float(value)) for value in values]
    for k, text in enumerate(texts):
        if text in texts[:k]:
            raise ValueError(f"{name} has the same entry twice, {text} to ten digits, in entry {k}; remove one")


class SpelledRun:
    """A frozen dataclass of numbers that its path spells, in the order of PATTERN."""

    PATTERN: ClassVar[str]

    @classmethod
    def from_wildcards(cls, wildcards: Mapping[str, str]) -> Self:
        """The run whose path has these wildcard values."""
        kinds = {f.name: int if f.type in (int, "int") else float for f in fields(cls)}
        return cls(**{name: kind(wildcards[name]) for name, kind in kinds.items()})

    @property
    def path(self) -> PurePosixPath:
        """Relative path without suffix, from the parameters alone."""
        return PurePosixPath(self.PATTERN.format(**{k: canonical(v) for k, v in asdict(self).items()}))


@dataclass(frozen=True)
class GreenKuboRun(SpelledRun):
    """Parameters of one equilibrium simulation of `n_replicas` rings.

    Attributes
    ----------
    temperature
        T > 0 of the Gibbs state.
    n_rotors
        Ring size M >= 3.
    time_step, sampling_interval
        Verlet step and the interval at which currents are recorded, a whole number of steps.
    duration, maximum_lag
        Length of each trajectory and of the correlations, whole numbers of sampling intervals,
        maximum_lag < duration.
    n_replicas
        Number of independent rings, a multiple of 16.
    seed
        Base seed of the study.
    block
        Number of this independent repetition, from 0.

    Raises
    ------
    ValueError
        Naming the parameter, its value, the limit and the remedy.
    """

    temperature: float
    n_rotors: int
    time_step: float
    sampling_interval: float
    duration: float
    maximum_lag: float
    n_replicas: int
    seed: int
    block: int = 0

    PATTERN = (
        "T{temperature}/M{n_rotors}_dt{time_step}_h{sampling_interval}_t{duration}_lag{maximum_lag}"
        "_R{n_replicas}_seed{seed}/block{block}"
    )

    def __post_init__(self):
        for field in fields(self):
            kind = int if field.type in (int, "int") else float
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray) and value.ndim == 0:
                value = value.item()
            if kind is int:
                check_integer(field.name, value, at_least={"n_rotors": 3, "n_replicas": 1}.get(field.name, 0))
                object.__setattr__(self, field.name, int(value))
            else:
                check_positive(field.name, value)
                object.__setattr__(self, field.name, float(canonical(float(value))))
        self._check_physics()
        self._check_lengths()

    def _check_physics(self) -> None:
        check_range("temperature", self.temperature, 0.05, 10.0, "the dynamics is not resolved outside")
        check_range("time_step", self.time_step, 1e-4, 0.25, "Verlet is unstable from 1 and inaccurate long before")
        longest = min(1.0, _RESOLUTION / self.temperature**0.5)
        check_range(
            "sampling_interval",
            self.sampling_interval,
            self.time_step,
            longest,
            f"currents at T={self.temperature:g} change within {longest:.2g}",
        )

    def _check_lengths(self) -> None:
        for name in ("duration", "maximum_lag"):
            check_range(name, getattr(self, name), 0.0, _LONGEST, "shorten the trajectories and add replicas or blocks")
        check_multiple("sampling_interval", self.sampling_interval, "time_step", self.time_step)
        check_multiple("duration", self.duration, "sampling_interval", self.sampling_interval)
        check_multiple("maximum_lag", self.maximum_lag, "sampling_interval", self.sampling_interval)
        check_multiple("n_replicas", self.n_replicas, "the smallest batch", _BATCH_UNIT)
        if self.maximum_lag >= self.duration:
            raise ValueError(
                f"maximum_lag={self.maximum_lag:.10g} must be < duration={self.duration:.10g}; "
                "lengthen the trajectories or shorten the correlations"
            )
        if self.memory > _MOST_MEMORY:
            raise ValueError(
                f"duration={self.duration:.10g} with n_replicas={shown(self.n_replicas)} needs "
                f"{self.memory / 2**30:.3g} GiB a batch, at most {_MOST_MEMORY / 2**30:g}; "
                "shorten the trajectories and add replicas or blocks"
            )

    @property
    def stride(self) -> int:
        """Steps between recorded currents."""
        return round(self.sampling_interval / self.time_step)

    @property
    def n_samples(self) -> int:
        """Recorded currents of each trajectory."""
        return round(self.duration / self.sampling_interval)

    @property
    def n_lags(self) -> int:
        """Lags 0 .. maximum_lag of the correlations."""
        return round(self.maximum_lag / self.sampling_interval) + 1

    @property
    def n_batches(self) -> int:
        """Independent batches into which the replicas are divided evenly: at most 32, of 16 replicas or more."""
        units = self.n_replicas // _BATCH_UNIT
        return max(n for n in range(1, _MOST_BATCHES + 1) if units % n == 0)

    @property
    def batch_replicas(self) -> int:
        """Replicas of one batch."""
        return self.n_replicas // self.n_batches

    @property
    def memory(self) -> int:
        """Bytes that a batch needs: two currents; one padded copy and two spectra; eight arrays of the rings."""
        padded = self.n_samples + self.n_lags
        return 8 * self.batch_replicas * (2 * self.n_samples + 3 * padded + 8 * self.n_rotors)

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: a tenth more than its batch, and a quarter of a GiB for Python and its libraries."""
        return self.memory + self.memory // 10 + 2**28

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.n_samples * self.stride

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path, which holds seed and block."""
        return seeds_of(self.path)


def seeds_of(path: PurePosixPath | str) -> SeedSequence:
    """Random numbers that belong to a path."""
    digest = hashlib.sha256(str(path).encode()).digest()
    return SeedSequence(int.from_bytes(digest[:16], "big"))
