"""Files that are whole or absent: atomic writes, checked reads."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from thermochain.estimators.correlation import TimeCorrelations
from thermochain.study import provenance


class CorruptResult(RuntimeError):
    """A stored result is truncated, altered or incomplete; the message names it and the remedy."""


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success it becomes `path` in one step, else it goes away.

    The temporary name keeps the suffix, by which writers choose the format.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def save_text(path: str | Path, text: str) -> None:
    """Write a text file atomically."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def save_correlations(
    path: str | Path, correlations: TimeCorrelations, parameters: Mapping[str, Any], wall_time: float
) -> None:
    """Write correlations to `path` (.npz) and their provenance beside it (.json)."""
    arrays = _arrays(correlations)
    with replacing(path) as temporary:
        np.savez(temporary, **arrays)
    save_text(_provenance_path(path), provenance.describe(parameters, arrays, wall_time))


def load_correlations(path: str | Path) -> TimeCorrelations:
    """Read what `save_correlations` wrote.

    Raises CorruptResult, naming the file, unless its content has the hash that its provenance states.
    """
    try:
        stated = json.loads(_provenance_path(path).read_text(encoding="utf-8"))["content_sha256"]
        with Path(path).open("rb") as file, np.load(file) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if provenance.content_hash(arrays) != stated:
            raise ValueError("its content does not have the hash in its provenance")
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise CorruptResult(f"{path} cannot be trusted: {error}; delete it and run again to recompute it") from error
    scalars = {name: arrays.pop(name).item() for name in ("temperature", "n_rotors")}
    return TimeCorrelations(**scalars, **arrays)


def _arrays(correlations: TimeCorrelations) -> dict[str, NDArray]:
    return {name: np.asarray(value) for name, value in vars(correlations).items()}


def _provenance_path(path: str | Path) -> Path:
    return Path(path).with_suffix(".json")
