"""Checks of the configuration's section `bond_potential` beyond its schema."""

from collections.abc import Mapping
from typing import Any

from thermochain.core.arguments import check_multiple


def check_bond_potential(section: Mapping[str, Any]) -> None:
    """Raise ValueError for the first setting that cannot be run."""
    spacing = section["stride"] * section["time_step"]
    for name in ("maximum_lag", "duration"):
        check_multiple(name, section[name], "stride * time_step", spacing)
    if section["maximum_lag"] > 0.5 * section["duration"]:
        raise ValueError(
            f"maximum_lag={section['maximum_lag']:g} must be at most half of duration={section['duration']:g}; "
            "lengthen the duration"
        )
    if section["maximum_lag"] < 16 * spacing:
        raise ValueError(
            f"maximum_lag={section['maximum_lag']:g} must be at least 16 * stride * time_step = {16 * spacing:g}, "
            "which the fit of the tail needs; lengthen it"
        )
