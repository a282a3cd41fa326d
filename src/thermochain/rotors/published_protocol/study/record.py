"""What one run of the comparison of protocols leaves: correlations, and how well its start was in equilibrium."""

from dataclasses import dataclass
from pathlib import Path

from numpy.typing import NDArray

from thermochain.core.correlation import TimeCorrelations
from thermochain.rotors.published_protocol.study.run import ProtocolRun
from thermochain.runs.storage import load_result, save_result

_PAIRS = ("pp", "ee", "pe")
_START = ("winding", "winding_end", "cosine", "kinetic")


@dataclass(frozen=True, eq=False)
class ProtocolRecord:
    """Results of one `ProtocolRun`.

    Attributes
    ----------
    single_origin, every_origin
        Correlations of the same trajectories with the time origin t = 0 alone, and with all of them.
    winding, winding_end
        Winding number of every ring at t = 0 and at the end, shape (n_replicas,).
    cosine, kinetic
        Averages of cos r and of p^2 over every ring at t = 0, shape (n_replicas,).
    """

    single_origin: TimeCorrelations
    every_origin: TimeCorrelations
    winding: NDArray
    winding_end: NDArray
    cosine: NDArray
    kinetic: NDArray


def save_record(path: str | Path, run: ProtocolRun, record: ProtocolRecord, wall_time: float) -> None:
    """Write a record to `path` (.npz) and its provenance beside it (.json)."""
    arrays = {name: getattr(record, name) for name in _START}
    for origins in ("single", "every"):
        correlations = getattr(record, f"{origins}_origin")
        arrays |= {f"{origins}_{pair}": getattr(correlations, pair) for pair in _PAIRS}
    save_result(path, run.parameters, arrays | {"lag_times": record.single_origin.lag_times}, wall_time)


def load_record(path: str | Path) -> tuple[ProtocolRun, ProtocolRecord]:
    """Read what `save_record` wrote; CorruptResult if the file is not intact or not where its run belongs."""
    parameters, arrays = load_result(path, lambda parameters: ProtocolRun.from_parameters(parameters).path)
    protocol_run = ProtocolRun.from_parameters(parameters)
    run = protocol_run.run
    correlations = {
        f"{origins}_origin": TimeCorrelations(
            run.temperature,
            run.n_rotors,
            arrays["lag_times"],
            **{pair: arrays[f"{origins}_{pair}"] for pair in _PAIRS},
        )
        for origins in ("single", "every")
    }
    return protocol_run, ProtocolRecord(**correlations, **{name: arrays[name] for name in _START})
