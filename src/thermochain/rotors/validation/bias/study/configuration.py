"""The section `bias` of the configuration: its checks and its simulations, which are Green-Kubo runs."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.green_kubo.study.configuration import FEWEST_LAGS
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.validation.study.section_checks import check_runs_differ
from thermochain.runs.keys import naming


def ring_size_runs(config: Mapping[str, Any]) -> list[GreenKuboRun]:
    """The simulations of rings of several sizes, by temperature and size."""
    rows = sorted(config["bias"]["ring_sizes"], key=lambda row: row["temperature"])
    return [
        _run(config, row, n_rotors, config["green_kubo"]["time_step"])
        for row in rows
        for n_rotors in sorted(row["n_rotors"])
    ]


def time_step_runs(config: Mapping[str, Any]) -> list[GreenKuboRun]:
    """The simulations with several time steps, by temperature and step."""
    rows = sorted(config["bias"]["time_steps"], key=lambda row: row["temperature"])
    return [_run(config, row, row["n_rotors"], step) for row in rows for step in sorted(row["time_steps"])]


def _run(config: Mapping[str, Any], row: Mapping[str, Any], n_rotors: int, time_step: float) -> GreenKuboRun:
    return GreenKuboRun(
        temperature=row["temperature"],
        n_rotors=n_rotors,
        time_step=time_step,
        sampling_interval=config["green_kubo"]["sampling_interval"],
        duration=row["duration"],
        maximum_lag=row["maximum_lag"],
        n_replicas=row["n_replicas"],
        seed=config["seed"],
    )


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, GreenKuboRun]]:
    """Key, and a simulation that it asks for."""
    for run in ring_size_runs(config):
        yield "bias.ring_sizes", run
    for run in time_step_runs(config):
        yield "bias.time_steps", run


def temperatures(config: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Key, and a temperature at which the measured coefficients are evaluated."""
    for k, row in enumerate(config["bias"]["ring_sizes"]):
        yield f"bias.ring_sizes[{k}].temperature = {row['temperature']:g}", row["temperature"]


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations of the section."""
    for name, key in (("ring_sizes", "n_rotors"), ("time_steps", "time_steps")):
        yield f"bias.{name}", {f"number of {key}": sum(len(row[key]) for row in config["bias"][name])}


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    with naming("bias"):
        runs = {"bias.ring_sizes": ring_size_runs(config), "bias.time_steps": time_step_runs(config)}
    for key, some in runs.items():
        check_runs_differ(key, some)
        for run in some:
            if run.n_lags < FEWEST_LAGS:
                raise ValueError(
                    f"{key}: maximum_lag={run.maximum_lag:g} at T = {run.temperature:g} holds {run.n_lags - 1} "
                    f"sampling intervals, and the fit of the tail needs {FEWEST_LAGS - 1}; lengthen it"
                )
