"""The section `regimes` of the configuration."""

from collections.abc import Mapping
from typing import Any


def check(config: Mapping[str, Any]) -> None:
    """Accept every configuration: the schema states all conditions on this section."""
