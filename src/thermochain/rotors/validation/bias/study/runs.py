"""Simulations of the studies of bias: ring sizes and time steps."""

from collections.abc import Mapping
from typing import Any

from thermochain.rotors.green_kubo.study.run import GreenKuboRun


def ring_size_runs(config: Mapping[str, Any]) -> list[GreenKuboRun]:
    """Simulations of the study of ring sizes, by temperature and size."""
    rows = sorted(config["bias"]["ring_sizes"], key=lambda row: row["temperature"])
    return [
        _run(config, row, n_rotors, config["green_kubo"]["time_step"])
        for row in rows
        for n_rotors in sorted(row["n_rotors"])
    ]


def time_step_runs(config: Mapping[str, Any]) -> list[GreenKuboRun]:
    """Simulations of the study of time steps, by temperature and step."""
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
