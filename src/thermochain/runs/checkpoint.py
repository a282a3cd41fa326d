"""Checkpoints of long simulations, from which a killed run continues and ends with the same bits.

A checkpoint belongs to one run and to the source code that wrote it.  It is not an output of the job, since Snakemake
deletes outputs when a job fails.  It is written atomically, and a checkpoint that is damaged or foreign is not used.
Where a user names the file, a file that holds anything else is refused before it could be replaced.
"""

import hashlib
import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.runs.files import replacing
from thermochain.runs.provenance import content_hash
from thermochain.runs.sources import source_files

logger = logging.getLogger(__name__)


class Checkpoint:
    """File in which a run stores its state while it is simulated.

    Parameters
    ----------
    path
        File of the checkpoint (.npz).
    run
        Path of the run, which identifies it.
    module
        Module that simulates the run; if its source or that of a module it imports changes, the checkpoint is void.
    seconds
        Time between two checkpoints.
    """

    def __init__(self, path: str | Path, run: str, module: str, seconds: float = 30.0):
        self._path = Path(path)
        self._identity = {"run": run, "source": _source_hash(module)}
        self._seconds = seconds
        self._last = time.monotonic()

    def load(self, rng: Generator) -> dict[str, NDArray] | None:
        """The last saved state, or None without a valid checkpoint; `rng` is set to its state at that time."""
        try:
            record, arrays = _read(self._path)
            if content_hash(record["parameters"], arrays) != record["content_sha256"]:
                raise ValueError("its content does not have its hash")
            if {key: record["parameters"][key] for key in self._identity} != self._identity:
                raise ValueError("it belongs to another run or to other source code")
            rng.bit_generator.state = _as_arrays(record["parameters"]["rng"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, LookupError, TypeError, EOFError, BadZipFile) as error:
            logger.warning("the checkpoint %s is not used: %s; starting anew", self._path, error)
            return None
        logger.info("going on from the checkpoint %s", self._path)
        return arrays

    def check_own(self) -> None:
        """Raise ValueError if the file exists and holds anything but a checkpoint of this run."""
        if not self._path.exists():
            return
        if (holder := checkpointed_run(self._path)) == self._identity["run"]:
            return
        held = "no checkpoint of this project" if holder is None else f"the checkpoint of {holder}"
        raise ValueError(f"checkpoint={str(self._path)!r} holds {held} and would be replaced; pass another name")

    @property
    def due(self) -> bool:
        """Whether the time between two checkpoints has passed."""
        return time.monotonic() - self._last >= self._seconds

    def save(self, arrays: Mapping[str, NDArray], rng: Generator) -> None:
        """Write the state of the simulation and of its random number generator."""
        parameters = self._identity | {"rng": _as_lists(rng.bit_generator.state)}
        record = {"parameters": parameters, "content_sha256": content_hash(parameters, arrays)}
        with replacing(self._path) as temporary:
            np.savez(temporary, record=json.dumps(record), **arrays)
        self._last = time.monotonic()

    def remove(self) -> None:
        """Delete the checkpoint after the result has been stored."""
        self._path.unlink(missing_ok=True)


def checkpointed_run(path: Path) -> str | None:
    """Name of the run whose checkpoint the file holds; None if it holds none, or a damaged one."""
    if not path.is_file():
        return None
    try:
        parameters = _read(path)[0]["parameters"]
        return str(parameters["run"]) if {"source", "rng"} <= parameters.keys() else None
    except Exception:  # foreign bytes make the readers of zip, npy and JSON fail in every way
        return None


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray]]:
    """The record of a checkpoint and its other arrays."""
    with path.open("rb") as file, np.load(file) as stored:
        arrays = {name: stored[name] for name in stored.files}
    return json.loads(str(arrays.pop("record"))), arrays


def _as_lists(state: Any) -> Any:
    """State of a bit generator with lists in place of arrays, for JSON."""
    if isinstance(state, dict):
        return {key: _as_lists(value) for key, value in state.items()}
    return state.tolist() if isinstance(state, np.ndarray) else state


def _as_arrays(state: Any) -> Any:
    """State of a bit generator with arrays in place of lists, the inverse of `_as_lists`."""
    if isinstance(state, dict):
        return {key: _as_arrays(value) for key, value in state.items()}
    return np.array(state, dtype=np.uint64) if isinstance(state, list) else state


def _source_hash(module: str) -> str:
    sources = b"\0".join(Path(path).read_bytes() for path in source_files(module))
    return hashlib.sha256(sources).hexdigest()
