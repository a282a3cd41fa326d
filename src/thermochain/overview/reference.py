"""Reference results: small tables in the repository, from which every figure can be redrawn.

A table of the reference holds the numbers of a run to six significant digits and standard errors to three.
"""

import hashlib
import json
import platform
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from thermochain.runs.files import replacing, save_text
from thermochain.runs.provenance import source_state
from thermochain.runs.table import read_any_table

VALUE_DIGITS, ERROR_DIGITS = 6, 3
PROVENANCE, CONFIGURATION = "provenance.json", "configuration.yaml"
_PACKAGES = ("thermochain", "numpy", "scipy", "numba", "snakemake")


@dataclass(frozen=True)
class Shipped:
    """One file of the reference."""

    rule: str  # name of the rule that made it
    exact: bool  # whether it does not depend on random numbers
    target: str = "figures"  # target of make that makes it: "figures", or "validation" if the figures do not need it


def error_columns(columns: Collection[str]) -> dict[str, list[str]]:
    """Column with a standard error -> the columns whose squares add up to its square.

    A column ``x`` has its total error in ``x_error``, or else in ``x_std`` and ``x_systematic``; a column named ``std``
    or ``error`` belongs to the column before.
    """
    columns = list(columns)
    found = {}
    for before, column in zip(["", *columns], columns, strict=False):
        if column in ("std", "error"):
            found[before] = [column]
        elif f"{column}_error" in columns:
            found[column] = [f"{column}_error"]
        elif f"{column}_std" in columns:
            found[column] = [name for name in (f"{column}_std", f"{column}_systematic") if name in columns]
    return found


def ship(results: Path, reference: Path, files: Mapping[str, Shipped], configuration: Mapping[str, Any]) -> int:
    """Write the reference of the finished run under `results`; return its size in bytes.

    Parameters
    ----------
    results, reference
        Folders; what the provenance of `reference` lists is replaced.
    files
        Path below `results` -> its description; tables are rounded, other files copied.
    configuration
        Configuration of the run.

    Raises
    ------
    FileNotFoundError
        Naming how many files are missing and the first.
    CorruptResult
        Naming the table that cannot be trusted.
    """
    missing = [name for name in files if not (results / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"{len(missing)} file(s) are missing under {results}, such as {missing[0]}; run it first"
        )
    if (reference / PROVENANCE).is_file():
        for old in shipped_files(reference):
            (reference / old).unlink(missing_ok=True)
    for name, shipped in files.items():
        _copy(results / name, reference / name, exact=shipped.exact)
    text = yaml.safe_dump(dict(configuration), sort_keys=False, allow_unicode=True)
    save_text(reference / CONFIGURATION, text)
    record = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "source": source_state(),
        "simulated_from": _simulated_from(results),
        "seed": configuration["seed"],
        "configuration_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "versions": {"python": platform.python_version(), **{p: version(p) for p in _PACKAGES}},
        "machine": platform.machine(),
        "digits": {"values": VALUE_DIGITS, "errors": ERROR_DIGITS},
        "files": {
            name: {
                "rule": shipped.rule,
                "exact": shipped.exact,
                "target": shipped.target,
                "sha256": hashlib.sha256((reference / name).read_bytes()).hexdigest(),
            }
            for name, shipped in sorted(files.items())
        },
    }
    save_text(reference / PROVENANCE, json.dumps(record, indent=1) + "\n")
    return sum(path.stat().st_size for path in reference.rglob("*") if path.is_file())


def shipped_files(reference: Path) -> dict[str, Shipped]:
    """Path below the reference -> description of the file."""
    record = json.loads((reference / PROVENANCE).read_text(encoding="utf-8"))
    return {name: Shipped(entry["rule"], entry["exact"], entry["target"]) for name, entry in record["files"].items()}


def unpack(reference: Path, folder: Path) -> None:
    """Copy all files of the reference to `folder`, from which figures are drawn."""
    for name in shipped_files(reference):
        with replacing(folder / name) as temporary:
            temporary.write_bytes((reference / name).read_bytes())


def rounded(frame: pd.DataFrame, *, exact: bool) -> pd.DataFrame:
    """The table with its floating-point columns rounded; in an exact table no column is a standard error."""
    errors = set() if exact else {name for names in error_columns(frame.columns).values() for name in names}
    columns = {
        name: frame[name].map(
            lambda value, digits=ERROR_DIGITS if name in errors else VALUE_DIGITS: _round(value, digits)
        )
        for name in frame.columns
        if pd.api.types.is_float_dtype(frame[name])
    }
    return frame.assign(**columns)


def _round(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _copy(source: Path, target: Path, *, exact: bool) -> None:
    if source.suffix == ".csv":
        table, frame = read_any_table(source)
        table.write(target, rounded(frame, exact=exact))
    else:
        with replacing(target) as temporary:
            temporary.write_bytes(source.read_bytes())


def _simulated_from(results: Path) -> list[str]:
    """States of the source that the simulations under `results` say they came from."""
    records = (
        json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for path in results.rglob("*.npz")
        if path.with_suffix(".json").is_file()
    )
    return sorted({str(record["source"]) for record in records})
