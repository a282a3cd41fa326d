"""Results of simulations on disk: written atomically with their provenance, and read only if they are intact."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from thermochain.runs import provenance
from thermochain.runs.files import replacing, save_text
from thermochain.runs.identity import Run

RunKind = TypeVar("RunKind", bound=Run)


class CorruptResult(RuntimeError):
    """Error of a stored result that is truncated, altered or incomplete; the message names the file and the remedy."""


def save_result(path: str | Path, run: Run, arrays: Mapping[str, NDArray], wall_time: float) -> None:
    """Write the named arrays of a run to `path` (.npz) and their provenance to a .json beside it; wall time in s."""
    with replacing(path) as temporary:
        np.savez(temporary, **arrays)  # type: ignore[arg-type]  # no array is called allow_pickle
    save_text(_provenance_path(path), provenance.describe(run.parameters, arrays, wall_time))


def load_result(path: str | Path, kind: type[RunKind]) -> tuple[RunKind, dict[str, NDArray]]:
    """A run of this kind and its arrays by name, as written by `save_result`.

    Raises CorruptResult, naming the file, unless content and parameters have the hash that the provenance states,
    and the parameters are those that the path spells.
    """
    try:
        record = json.loads(_provenance_path(path).read_text(encoding="utf-8"))
        if provenance.record_hash(record) != record["record_sha256"]:
            raise ValueError("its provenance has been altered")
        with Path(path).open("rb") as file, np.load(file) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if provenance.content_hash(record["parameters"], arrays) != record["content_sha256"]:
            raise ValueError("its content does not have the hash in its provenance")
        run = kind(**record["parameters"])
        if not str(Path(path).with_suffix("")).endswith(str(run.path)):
            raise ValueError(f"it holds the simulation {run.path}")
    except Exception as error:  # damaged bytes make the readers of zip, npy and JSON fail in every way
        raise CorruptResult(f"{path} cannot be trusted: {error}; delete it and run again to recompute it") from error
    return run, arrays


def _provenance_path(path: str | Path) -> Path:
    return Path(path).with_suffix(".json")
