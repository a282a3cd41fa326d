"""Conditions that several sections of the independent checks have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from thermochain.runs.identity import Run


def check_temperatures(key: str, temperatures: Sequence[float], config: Mapping[str, Any]) -> None:
    """Raise ValueError, naming `key` and the entry, unless the temperatures differ and are among those of Green-Kubo.

    The results at every temperature are compared with the Green-Kubo coefficients there.
    """
    for k, temperature in enumerate(temperatures):
        if temperature in temperatures[:k]:
            raise ValueError(f"{key}[{k}]: the temperature {temperature} stands there twice; remove one")
        if temperature not in config["green_kubo"]["temperatures"]:
            raise ValueError(
                f"{key}[{k}]: the temperature {temperature} is not among green_kubo.temperatures; "
                "add it there or leave this out"
            )


def check_runs_differ(key: str, runs: Sequence[Run]) -> None:
    """Raise ValueError, naming `key` and the simulation, if two of the runs are equal."""
    for k, run in enumerate(runs):
        if run in runs[:k]:
            raise ValueError(
                f"{key} holds one simulation twice, that of {run.parameters['n_rotors']} rotors at "
                f"T = {run.parameters['temperature']}; remove one"
            )
