"""Identity of a simulation that compares the published protocol with exact Gibbs samples."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from numpy.random import SeedSequence

from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import check_distinct, seeds_of

LANGEVIN, GIBBS = STARTS = ("langevin", "gibbs")

# IOS, Appendix A
FRICTION = 1.0
THERMALISATION_TIME = 50.0


@dataclass(frozen=True)
class ProtocolRun:
    """One run whose rings start as `start` says.

    Attributes
    ----------
    start
        "langevin": q = 0, Gaussian momenta, Langevin dynamics for the published time at the published friction;
        "gibbs": exact samples.
    run
        Everything else.

    Raises
    ------
    ValueError
        The start is not known.
    """

    start: str
    run: GreenKuboRun

    PATTERN = "{start}/" + GreenKuboRun.PATTERN

    def __post_init__(self):
        if self.start not in STARTS:
            raise ValueError(f"start={self.start!r} must be one of {', '.join(map(repr, STARTS))}")

    @classmethod
    def from_wildcards(cls, wildcards: Mapping[str, str]) -> "ProtocolRun":
        """The run whose path has these wildcard values."""
        return cls(wildcards["start"], GreenKuboRun.from_wildcards(wildcards))

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> "ProtocolRun":
        """The run with these `parameters`."""
        others = dict(parameters)
        return cls(others.pop("start"), GreenKuboRun(**others))

    @property
    def parameters(self) -> dict[str, Any]:
        """Start and all other parameters by name."""
        return {"start": self.start} | asdict(self.run)

    @property
    def path(self) -> PurePosixPath:
        """Relative path without suffix, from the parameters alone."""
        return PurePosixPath(self.start) / self.run.path

    def seed_sequence(self) -> SeedSequence:
        """Random numbers of this run: a hash of its path."""
        return seeds_of(self.path)


def protocol_runs(config: Mapping[str, Any]) -> dict[float, list[ProtocolRun]]:
    """The simulations of the configuration's section `published_protocol`: temperature -> one run a start.

    Raises ValueError, beginning with the key, if a temperature has no row in the schedule, two temperatures or two
    rows are alike, or a row is no run with an error bar.
    """
    section = config["published_protocol"]
    begins = [row["from"] for row in section["schedule"]]
    if len(set(begins)) < len(begins):
        raise ValueError(f"schedule has two rows with the same `from` among {begins}; merge them")
    lowest = min(section["temperatures"])
    if lowest < min(begins):
        raise ValueError(f"temperatures holds {lowest:g}, but schedule begins at {min(begins):g}; add a row for it")
    check_distinct("temperatures", section["temperatures"])
    for row in section["schedule"]:  # those that serve no temperature too
        _run(config, row["from"], row)
    return {
        temperature: [ProtocolRun(start, _run(config, temperature, _row_of(section, temperature))) for start in STARTS]
        for temperature in sorted(section["temperatures"])
    }


def _row_of(section: Mapping[str, Any], temperature: float) -> Mapping[str, Any]:
    """The last row that begins at or below the temperature."""
    return max((row for row in section["schedule"] if row["from"] <= temperature), key=lambda row: row["from"])


def _run(config: Mapping[str, Any], temperature: float, row: Mapping[str, Any]) -> GreenKuboRun:
    section = config["published_protocol"]
    run = GreenKuboRun(
        temperature=temperature,
        seed=config["seed"],
        **{key: section[key] for key in ("n_rotors", "time_step", "sampling_interval")},
        **{key: row[key] for key in ("duration", "maximum_lag", "n_replicas")},
    )
    if run.n_batches < 4:
        raise ValueError(
            f"schedule: n_replicas={run.n_replicas} makes {run.n_batches} independent batch(es), and an error bar "
            "needs 4; choose 16 x a multiple of 4"
        )
    return run
