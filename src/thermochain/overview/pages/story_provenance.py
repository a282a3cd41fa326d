"""What the story was made from: source, versions, simulations, and hashes of the tables, coefficients and figures."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from thermochain.runs.provenance import source_state, versions


@dataclass(frozen=True)
class Origin:
    """Where the numbers of a page come from.

    Attributes
    ----------
    source
        Commit that made the page; None outside a repository.
    versions
        Of Python and the packages.
    simulations
        Kind -> (number of records, hours of computing, commits that ran them, hash over their content hashes).
    files
        Name -> SHA-256 of the file.
    configuration
        The merged configuration, YAML.
    seed
        Of all random numbers.
    """

    source: str | None
    versions: Mapping[str, str]
    simulations: Mapping[str, "Simulations"]
    files: Mapping[str, str]
    configuration: str
    seed: int


@dataclass(frozen=True)
class Simulations:
    """The records of one kind of simulation, together."""

    number: int
    hours: float
    sources: tuple[str, ...]
    content: str


def origin(
    configuration: str, seed: int, records: Mapping[str, Iterable[str | Path]], files: Iterable[str | Path]
) -> Origin:
    """Gather it: the configuration as text, records of the simulations by kind (JSON), files behind the page."""
    return Origin(
        source=source_state(),
        versions=versions(),
        simulations={kind: _simulations(paths) for kind, paths in records.items()},
        files={str(path): hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in files},
        configuration=configuration,
        seed=seed,
    )


def _simulations(paths: Iterable[str | Path]) -> Simulations:
    records = [json.loads(Path(path).read_text(encoding="utf-8")) for path in paths]
    together = "".join(sorted(record["content_sha256"] for record in records))
    return Simulations(
        number=len(records),
        hours=sum(record["wall_time_s"] for record in records) / 3600.0,
        sources=tuple(sorted({record["source"] or "outside a repository" for record in records})),
        content=hashlib.sha256(together.encode()).hexdigest(),
    )
