"""The section `published_protocol` of the configuration: its checks and its simulations."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.green_kubo.study.configuration import check_schedule, schedule_row
from thermochain.rotors.published_protocol.study.run import GIBBS, STARTS, ProtocolRun, langevin_start
from thermochain.runs.identity import check_distinct
from thermochain.runs.keys import naming

_FEWEST_BATCHES = 4  # number of batches that an error bar needs


def published_protocol_runs(config: Mapping[str, Any]) -> list[ProtocolRun]:
    """The simulations of the comparison, by temperature, one for each of STARTS."""
    section = config["published_protocol"]
    return [
        _scheduled(config, start, temperature, schedule_row(section["schedule"], temperature))
        for temperature in sorted(section["temperatures"])
        for start in STARTS
    ]


def langevin_time_runs(config: Mapping[str, Any]) -> list[ProtocolRun]:
    """The simulations behind the table of Langevin times: all blocks of all rows, then the exact samples there."""
    rows = config["published_protocol"]["langevin_times"]
    temperatures = {row["temperature"] for row in rows}
    exact = [r for r in published_protocol_runs(config) if r.start == GIBBS and r.temperature in temperatures]
    return [run for row in rows for run in _blocks(config, row)] + exact


def _scheduled(config: Mapping[str, Any], start: str, temperature: float, row: Mapping[str, Any]) -> ProtocolRun:
    effort = {key: row[key] for key in ("duration", "maximum_lag", "n_replicas")}
    time_step = config["published_protocol"]["time_step"]
    return _run(config, start=start, temperature=temperature, time_step=time_step, **effort)


def _blocks(config: Mapping[str, Any], row: Mapping[str, Any]) -> list[ProtocolRun]:
    """The simulations of a row of `langevin_times`, whose trajectories are as long as one time origin needs."""
    effort = {key: row[key] for key in ("temperature", "time_step", "maximum_lag", "n_replicas")}
    effort["duration"] = row["maximum_lag"] + config["published_protocol"]["sampling_interval"]
    return [
        _run(config, start=langevin_start(time), block=block, **effort)
        for time in sorted(row["times"])
        for block in range(row["blocks"])
    ]


def _run(config: Mapping[str, Any], **parameters: Any) -> ProtocolRun:
    section = config["published_protocol"]
    common = {key: section[key] for key in ("n_rotors", "sampling_interval")}
    return ProtocolRun(seed=config["seed"], **common, **parameters)


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, ProtocolRun]]:
    """Key, and a simulation that it asks for; one stands for all blocks."""
    section = config["published_protocol"]
    for run in published_protocol_runs(config):
        row = schedule_row(section["schedule"], run.temperature)
        yield f"published_protocol.schedule[{section['schedule'].index(row)}]", run
    for k, row in enumerate(section["langevin_times"]):
        for run in _blocks(config, {**row, "blocks": 1}):
            yield f"published_protocol.langevin_times[{k}]", run


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations of a row."""
    for k, row in enumerate(config["published_protocol"]["langevin_times"]):
        yield f"published_protocol.langevin_times[{k}]", {"blocks": row["blocks"], "number of times": len(row["times"])}


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    section = config["published_protocol"]
    with naming("published_protocol"):
        check_schedule(section["temperatures"], section["schedule"])
        check_distinct("temperatures", section["temperatures"])
        # rows that apply to no temperature are checked too
        rows = [_scheduled(config, STARTS[0], row["from"], row) for row in section["schedule"]]
        _check_batches("schedule", [*rows, *published_protocol_runs(config)])
    for k, row in enumerate(section["langevin_times"]):
        with naming(f"published_protocol.langevin_times[{k}]"):
            if row["temperature"] not in section["temperatures"]:
                raise ValueError(
                    f"temperature={row['temperature']:g} is not among published_protocol.temperatures, where the exact "
                    "samples are; add it there"
                )
            longest = schedule_row(section["schedule"], row["temperature"])["maximum_lag"]
            if row["maximum_lag"] > longest:
                raise ValueError(
                    f"maximum_lag={row['maximum_lag']:g} must be <= {longest:g}, that of the exact samples of the "
                    "schedule there; shorten it"
                )
            _check_batches("row", _blocks(config, {**row, "blocks": 1}))
    _check_differ(section["langevin_times"])


def _check_batches(where: str, runs: list[ProtocolRun]) -> None:
    for run in runs:
        if run.n_batches < _FEWEST_BATCHES:
            raise ValueError(
                f"{where}: n_replicas={run.n_replicas} makes {run.n_batches} independent batch(es), and an error "
                f"bar needs {_FEWEST_BATCHES}; choose 16 x a multiple of {_FEWEST_BATCHES}"
            )


def _check_differ(rows: list[Mapping[str, Any]]) -> None:
    """Raise ValueError if two of the rows ask for one line of the table."""
    lines = Counter((row["temperature"], row["time_step"], time) for row in rows for time in row["times"])
    for (temperature, time_step, time), number in lines.items():
        if number > 1:
            raise ValueError(
                f"published_protocol.langevin_times holds the time {time:g} at T = {temperature:g} with "
                f"time_step={time_step:g} twice; remove one"
            )
