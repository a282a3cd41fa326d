"""Tables of benchmarks that the pages quote: benchmarks/tables, with the day and the machine in every row."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from thermochain.runs.table import Table

TABLES = Path(__file__).parent / "tables"
_ORIGIN = {
    "measured": "day of the measurement",
    "machine": "its processor, cores and versions; empty where they were not recorded",
}


def kept_table(kind: str, columns: Mapping[str, str]) -> Table:
    """Kind of table that is kept: the given columns, and where they come from."""
    return Table(kind, **columns, **_ORIGIN)


def keep(table: Table, frame: pd.DataFrame, folder: Path = TABLES) -> Path:
    """Write `frame`, measured today on this machine, as the file of its kind; returns its path."""
    path = folder / f"{table.kind.partition('/')[0]}.csv"
    table.write(path, frame.assign(measured=today(), machine=machine()))
    print(f"written to {path}; make docs-numbers brings the page up to date")
    return path


def today() -> str:
    """The date, as in 2026-11-20."""
    return f"{datetime.now(UTC):%Y-%m-%d}"


def machine() -> str:
    """Text with processor, cores and versions."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "numba"))
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}, {versions}"
