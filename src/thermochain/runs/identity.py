"""Identity of a simulation: one tuple of parameters is one path and one seed.

The path spells the parameters in canonical decimals and nothing else, so presets share results; the random numbers
follow from the path, so the bits depend neither on the number of cores nor on the order of jobs.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

import numpy as np
from numpy.random import SeedSequence

from thermochain.core.arguments import check_integer, is_number, shown

PYTHON = 2**29  # bytes that Python and its libraries need in a job
_DIGITS = 10
_KINDS: dict[object, type] = {int: int, "int": int, float: float, "float": float, str: str, "str": str}


def canonical(value: float | int | str) -> str:
    """Shortest decimal that agrees with a number to ten digits: 0.1 + 0.2 -> "0.3", 400.0 -> "400"; words are kept."""
    if isinstance(value, int | str):
        return str(value)
    text = f"{value:.{_DIGITS}g}"
    if "e" in text:
        text = f"{float(text):.{_DIGITS + 10}f}".rstrip("0").rstrip(".")
    return text


def ten_digits(value: float) -> float:
    """The number rounded to the digits that paths and tables have."""
    return float(f"{value:.{_DIGITS}g}")


def check_distinct(name: str, values: Sequence[float]) -> None:
    """Raise ValueError if two of the values agree to the ten digits with which paths spell them."""
    texts = [canonical(float(value)) for value in values]
    for k, text in enumerate(texts):
        if text in texts[:k]:
            raise ValueError(f"{name} has the same entry twice, {text} to ten digits, in entry {k}; remove one")


def check_apart(name: str, values: Sequence[float]) -> None:
    """Raise ValueError if two positive values differ by less than 1 %, so that no fit tells them apart."""
    ordered = sorted(values)
    for low, high in pairwise(ordered):
        if high < 1.01 * low:
            raise ValueError(
                f"{name} holds {canonical(float(low))} and {canonical(float(high))}, which must differ by "
                "1 % or more for the laws through all of them; leave out one"
            )


def joined(values: Sequence[float]) -> str:
    """Several numbers as one word of a path, joined by underscores: [0.02, 0.05] -> "0.02_0.05"."""
    return "_".join(canonical(float(value)) for value in values)


def numbers_in(name: str, word: str) -> tuple[float, ...]:
    """The numbers that `joined` spells as `word`; raises ValueError with `name` if `word` has another form."""
    try:
        values = tuple(map(float, word.split("_")))
    except ValueError:
        values = ()
    if not values or not all(map(is_number, values)):
        raise ValueError(f"{name}={word!r} must be numbers joined by underscores, such as 0.02_0.05")
    return values


def seeds_of(path: PurePosixPath | str) -> SeedSequence:
    """Seed sequence of a path: its entropy is the first 16 bytes of the SHA-256 hash of the path."""
    digest = hashlib.sha256(str(path).encode()).digest()
    return SeedSequence(int.from_bytes(digest[:16], "big"))


@dataclass(frozen=True)
class Run:
    """The parameters of one simulation: a frozen dataclass of numbers and words.

    Every kind of simulation is a subclass, whose fields are all parameters that the result depends on.  It states

    SUBJECT
        Folder of the subject below the results.
    NAME
        Name of the kind of simulation; the rule that makes it is `simulate_NAME`.
    PATTERN
        Path of one run below the runs of the subject, with a {place} for every parameter.
    SIMULATION
        Module whose function `simulate(run)` returns the arrays of the result by name.
    SEEDS
        Prefix of the path in the hash that seeds the random numbers, by default SUBJECT and a slash.  A kind of
        simulation that is renamed keeps its random numbers by keeping its prefix.
    RESUMES
        Whether `simulate` takes a second argument, the path of a checkpoint from which it continues.

    Floats are rounded to the ten digits of the path when a run is made, so equal paths are equal runs.  A subclass
    checks its parameters in `check`, which raises ValueError naming the parameter, its value, the limit and the remedy,
    and bounds its time and its memory by `n_updates`, `n_correlated`, `n_random` and `job_memory`.
    """

    SUBJECT: ClassVar[str]
    NAME: ClassVar[str]
    PATTERN: ClassVar[str]
    SIMULATION: ClassVar[str]
    SEEDS: ClassVar[str | None] = None
    RESUMES: ClassVar[bool] = False

    def __post_init__(self) -> None:
        values = self.__dict__  # a frozen dataclass refuses assignments
        for name, kind in _kinds(type(self)):
            values[name] = _plain(name, values[name], kind)
        self.check()

    def check(self) -> None:
        """Raise ValueError for the first parameter that cannot be simulated."""

    @classmethod
    def from_wildcards(cls, wildcards: Mapping[str, str]) -> Self:
        """The run whose path has these values in place of its wildcards."""
        known = [field for field in fields(cls) if field.name in wildcards]
        return cls(**{field.name: _KINDS[field.type](wildcards[field.name]) for field in known})

    @classmethod
    def patterns(cls) -> tuple[str, ...]:
        """Patterns of the paths of all runs of this kind, below the runs of the subject."""
        return (cls.PATTERN,)

    @classmethod
    def wildcard_constraints(cls) -> dict[str, str]:
        """Parameter -> regular expression that matches its values in a path."""
        expressions = {int: r"[0-9]+", float: r"-?[0-9.]+", str: r"[A-Za-z0-9_.-]+"}
        return {field.name: expressions[_KINDS[field.type]] for field in fields(cls)}

    @property
    def parameters(self) -> dict[str, Any]:
        """All parameters by name."""
        return asdict(self)

    @property
    def path(self) -> PurePosixPath:
        """Path without suffix below the runs of the subject, from the parameters alone."""
        return PurePosixPath(self.PATTERN.format(**{k: canonical(v) for k, v in self.parameters.items()}))

    @property
    def file(self) -> str:
        """File of the result, below the working directory."""
        return f"results/{self.SUBJECT}/runs/{self.path}.npz"

    def seed_sequence(self) -> SeedSequence:
        """The seed sequence of this run: a hash of its path, which holds the base seed and the block."""
        return seeds_of(f"{self.SUBJECT + '/' if self.SEEDS is None else self.SEEDS}{self.path}")

    @property
    def n_updates(self) -> int:
        """Number of updates of one particle that the run makes; the time that a job requests follows from it."""
        raise NotImplementedError(f"{type(self).__name__} states no bound on its time")

    @property
    def n_correlated(self) -> int:
        """Number of samples, over all replicas, that the run correlates in time; they enter that time too."""
        return 0

    @property
    def n_random(self) -> int:
        """Normal random numbers that the run draws, where they take most of its time; they enter that time too."""
        return 0

    @property
    def job_memory(self) -> int:
        """Bytes that a job of this run needs, those of PYTHON included."""
        raise NotImplementedError(f"{type(self).__name__} states no bound on its memory")


@cache
def _kinds(cls: type[Run]) -> tuple[tuple[str, type], ...]:
    """Names and kinds of the parameters of a kind of simulation."""
    return tuple((field.name, _KINDS[field.type]) for field in fields(cls))


@lru_cache(maxsize=4096)  # the runs of a study have few different numbers
def _rounded(value: float) -> float:
    """The value with the ten digits of a path, and no negative zero."""
    return float(canonical(value)) + 0.0


def _plain(name: str, value: Any, kind: type) -> float | int | str:
    """The value as a Python number rounded to the ten digits of a path, or as a word."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if kind is int:
        check_integer(name, value, at_least=0)
        return int(value)
    if kind is float:
        if not is_number(value):
            raise ValueError(f"{name}={shown(value)} must be a finite number; correct it")
        return _rounded(float(value))
    if not isinstance(value, str):
        raise ValueError(f"{name}={shown(value)} must be a word; correct it")
    return value
