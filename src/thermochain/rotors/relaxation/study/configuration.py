"""The section `relaxation` of the configuration: its checks and its simulations of closed chains."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.core.arguments import check_multiple
from thermochain.rotors.relaxation.study.run import N_BATCHES, RelaxationRun

_LEAST_SIZES = 3  # number of chain lengths that the decay of a distance needs
_NUMBER = 8  # bytes of a float


def relaxation_runs(config: Mapping[str, Any]) -> list[RelaxationRun]:
    """The simulations of the study, by chain length."""
    section = config["relaxation"]
    names = ("momentum_amplitude", "mean_temperature", "temperature_amplitude", "time_step", "interval", "last_time")
    common = {name: section[name] for name in names} | {"seed": config["seed"]}
    return [RelaxationRun(**row, **common) for row in sorted(section["sizes"], key=lambda row: row["n_rotors"])]


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first error in the section that a schema cannot express."""
    sizes = [run.n_rotors for run in relaxation_runs(config)]
    if len(set(sizes)) < len(sizes) or len(sizes) < _LEAST_SIZES:
        raise ValueError(f"sizes={sizes} must be {_LEAST_SIZES} or more different chain lengths; add or remove rows")
    for n_rotors in sizes:
        check_multiple("n_rotors", n_rotors, "n_cells", config["relaxation"]["n_cells"])


def needs(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """Key, factors of the size of the largest arrays of a job, and bytes per product of these factors."""
    section = config["relaxation"]
    n_times = {"last_time/interval": section["last_time"] / section["interval"]}
    for k, row in enumerate(section["sizes"]):
        key = f"relaxation.sizes[{k}]"
        yield key, dict(row), 4 * _NUMBER / N_BATCHES
        yield key, {"n_rotors": row["n_rotors"]} | n_times, 6 * _NUMBER * N_BATCHES
