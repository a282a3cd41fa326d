"""Provenance of a result: its parameters, versions, state of the source, wall time, and the hash of its content."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PACKAGES = ("thermochain", "numpy", "scipy", "numba")
_PACKAGE_ROOT = Path(__file__).parents[1]


def content_hash(parameters: Mapping[str, Any], arrays: Mapping[str, NDArray]) -> str:
    """SHA-256 of the parameters and of the names, types, shapes and values of the arrays.

    It is the same on every machine that computes the same bits.
    """
    digest = hashlib.sha256(json.dumps(parameters, sort_keys=True).encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        little_endian = array.astype(array.dtype.newbyteorder("<"), copy=False)
        digest.update(f"{name} {little_endian.dtype.str} {array.shape}".encode())
        digest.update(little_endian.tobytes())
    return digest.hexdigest()


def record_hash(record: Mapping[str, Any]) -> str:
    """SHA-256 of all entries of a provenance record except this hash."""
    said = {key: value for key, value in record.items() if key != "record_sha256"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def describe(parameters: Mapping[str, Any], arrays: Mapping[str, NDArray], wall_time: float) -> str:
    """The provenance record of a result as JSON text."""
    record = {
        "parameters": dict(parameters),
        "content_sha256": content_hash(parameters, arrays),
        "versions": versions(),
        "source": source_state(),
        "wall_time_s": round(wall_time, 3),
    }
    record["record_sha256"] = record_hash(record)
    return json.dumps(record, indent=2) + "\n"


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that the numbers depend on."""
    return {"python": platform.python_version(), **{p: version(p) for p in _PACKAGES}}


def source_state() -> str | None:
    """Commit of the source tree, with "+changes" if the package is modified; None if no repository holds it."""
    # such variables name another repository than the one around the source
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=_PACKAGE_ROOT, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    try:
        if not git("ls-files", "--", "."):
            return None
        return git("rev-parse", "HEAD") + ("+changes" if git("status", "--porcelain", "--", ".") else "")
    except (OSError, subprocess.CalledProcessError):
        return None
