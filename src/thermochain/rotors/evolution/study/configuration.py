"""Checks of the section `evolution` of the configuration that a schema cannot express."""

from collections.abc import Iterator, Mapping
from typing import Any

_BYTES = 4 * 8  # bytes of the numbers that are stored for each cell and time


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the key, if times or frames contradict each other."""
    section = config["evolution"]
    first, last = section["first_time"], section["last_time"]
    if first >= last:
        raise ValueError(f"evolution.first_time = {first}: must be below last_time = {last}; try {last / 1e4:g}")
    if section["n_frames"] > section["n_times"]:
        raise ValueError(
            f"evolution.n_frames = {section['n_frames']}: must be at most n_times = {section['n_times']}; take fewer"
        )


def needs(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """Key, factors and bytes of the largest arrays: the memory is the product of the factors times the bytes."""
    section = config["evolution"]
    yield "evolution", {name: section[name] for name in ("n_cells", "n_times")}, _BYTES
