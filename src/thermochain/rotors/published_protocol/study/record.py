"""Result of one simulation in the comparison of protocols: correlations, and the state of the rings at the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thermochain.core.correlation import TimeCorrelations, merge
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.rotors.published_protocol.study.run import ProtocolRun
from thermochain.runs.storage import load_result

_PAIRS = ("pp", "ee", "pe")
_ORIGINS = ("single_origin", "every_origin")
_START = ("winding", "winding_end", "cosine", "kinetic")


@dataclass(frozen=True, eq=False)
class ProtocolRecord(ReadOnlyArrays):
    """Result of one `ProtocolRun`."""

    single_origin: TimeCorrelations  # correlations with the single time origin t = 0
    every_origin: TimeCorrelations  # correlations of the same trajectories with all time origins
    winding: NDArray  # winding number of every ring at t = 0, shape (n_replicas,)
    winding_end: NDArray  # the same at the end, shape (n_replicas,)
    cosine: NDArray  # average of cos r over every ring at t = 0, shape (n_replicas,)
    kinetic: NDArray  # average of p^2 over every ring at t = 0, shape (n_replicas,)

    def arrays(self) -> dict[str, NDArray]:
        """The record as arrays by name, for storage."""
        arrays = {name: getattr(self, name) for name in _START}
        for origins in ("single", "every"):
            correlations = getattr(self, f"{origins}_origin")
            arrays |= {f"{origins}_{pair}": getattr(correlations, pair) for pair in _PAIRS}
        return arrays | {"lag_times": self.single_origin.lag_times}


def load_record(path: str | Path) -> tuple[ProtocolRun, ProtocolRecord]:
    """A stored run and its record; CorruptResult if the file is not intact or not where its run belongs."""
    run, arrays = load_result(path, ProtocolRun)
    correlations = {
        f"{origins}_origin": TimeCorrelations(
            run.temperature,
            run.n_rotors,
            arrays["lag_times"],
            **{pair: arrays[f"{origins}_{pair}"] for pair in _PAIRS},
        )
        for origins in ("single", "every")
    }
    return run, ProtocolRecord(**correlations, **{name: arrays[name] for name in _START})


def merge_records(records: Sequence[ProtocolRecord]) -> ProtocolRecord:
    """One record of all rings of independent blocks of one simulation."""
    correlations = {name: merge([getattr(record, name) for record in records]) for name in _ORIGINS}
    return ProtocolRecord(
        **correlations, **{name: np.concatenate([getattr(record, name) for record in records]) for name in _START}
    )
