"""Checks of the section `macroscopic` of the configuration that a schema cannot express."""

from collections.abc import Mapping
from typing import Any


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the key, if the profiles have no point in the middle of the chain."""
    points = config["macroscopic"]["profile_points"]
    if points % 2 == 0:
        raise ValueError(f"macroscopic.profile_points = {points}: must be odd; try {points + 1}")
