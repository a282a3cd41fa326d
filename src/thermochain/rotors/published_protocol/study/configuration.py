"""The section `published_protocol` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.green_kubo.study.configuration import check_schedule, schedule_row
from thermochain.rotors.published_protocol.study.run import STARTS, ProtocolRun
from thermochain.runs.identity import check_distinct
from thermochain.runs.keys import naming

_FEWEST_BATCHES = 4  # number of batches that an error bar needs


def published_protocol_runs(config: Mapping[str, Any]) -> list[ProtocolRun]:
    """The simulations of the comparison, by temperature, one for each of STARTS."""
    section = config["published_protocol"]
    return [
        _run(config, start, temperature, schedule_row(section["schedule"], temperature))
        for temperature in sorted(section["temperatures"])
        for start in STARTS
    ]


def _run(config: Mapping[str, Any], start: str, temperature: float, row: Mapping[str, Any]) -> ProtocolRun:
    section = config["published_protocol"]
    return ProtocolRun(
        start=start,
        temperature=temperature,
        seed=config["seed"],
        **{key: section[key] for key in ("n_rotors", "time_step", "sampling_interval")},
        **{key: row[key] for key in ("duration", "maximum_lag", "n_replicas")},
    )


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, ProtocolRun]]:
    """Key, and a simulation that it asks for."""
    schedule = config["published_protocol"]["schedule"]
    for run in published_protocol_runs(config):
        yield f"published_protocol.schedule[{schedule.index(schedule_row(schedule, run.temperature))}]", run


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    section = config["published_protocol"]
    with naming("published_protocol"):
        check_schedule(section["temperatures"], section["schedule"])
        check_distinct("temperatures", section["temperatures"])
        # rows that apply to no temperature are checked too
        rows = [_run(config, STARTS[0], row["from"], row) for row in section["schedule"]]
        for run in [*rows, *published_protocol_runs(config)]:
            if run.n_batches < _FEWEST_BATCHES:
                raise ValueError(
                    f"schedule: n_replicas={run.n_replicas} makes {run.n_batches} independent batch(es), and an error "
                    f"bar needs {_FEWEST_BATCHES}; choose 16 x a multiple of {_FEWEST_BATCHES}"
                )
