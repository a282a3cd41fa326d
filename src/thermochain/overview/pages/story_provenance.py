"""Provenance of a story: source, versions, simulations, and hashes of tables, coefficients and figures."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from thermochain.runs.provenance import source_state, versions


@dataclass(frozen=True)
class Origin:
    """Provenance of the numbers of a page."""

    source: str | None  # commit that made the page; None outside a repository
    versions: Mapping[str, str]  # versions of Python and of the packages
    simulations: Mapping[str, "Simulations"]  # kind of simulation -> its simulations
    files: Mapping[str, str]  # name -> SHA-256 of the file
    configuration: str  # the merged configuration, YAML
    seed: int  # base seed of all random numbers


@dataclass(frozen=True)
class Simulations:
    """The simulations of one kind."""

    number: int  # number of records
    hours: float  # hours of computing
    sources: tuple[str, ...]  # commits that ran them
    content: str  # hash over the content hashes of all records


def origin(
    configuration: str, seed: int, records: Mapping[str, Iterable[str | Path]], files: Iterable[str | Path]
) -> Origin:
    """The origin of a page.

    Parameters
    ----------
    configuration
        The merged configuration, YAML.
    seed
        Base seed of the study.
    records
        Kind of simulation -> its records (JSON).
    files
        Tables, coefficients and figures behind the page.
    """
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
