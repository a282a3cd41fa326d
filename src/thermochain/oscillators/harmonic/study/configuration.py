"""Checks of the configuration's section `harmonic` beyond its schema."""

from collections.abc import Mapping
from typing import Any

from thermochain.core.arguments import check_multiple

_DEGENERATE = 2.0  # rate at which the roots of lambda^2 + gamma lambda + 1 of the bending chain coincide


def check_harmonic(section: Mapping[str, Any]) -> None:
    """Raise ValueError for the first setting that cannot be run."""
    chain = section["chain"]
    if chain["T_left"] == chain["T_right"]:
        raise ValueError(f"chain.T_right={chain['T_right']} must differ from T_left, or no current flows; change one")
    lists = {
        "sizes": section["sizes"],
        "current_sizes": section["current_sizes"],
        "diffusivities.sizes": section["diffusivities"]["sizes"],
    }
    for name, sizes in lists.items():
        if sizes != sorted(sizes):
            raise ValueError(f"{name}={sizes} must increase, as the last ones are extrapolated; sort them")
    if _DEGENERATE in section["diffusivities"]["rates"]:
        raise ValueError(f"diffusivities.rates must not hold {_DEGENERATE:g}: two waves of bending coincide; try 1.9")
    simulation = section["simulation"]
    check_multiple("simulation.duration", simulation["duration"], "100 time steps", 100 * simulation["time_step"])
    for name in ("rotor_flips", "bending"):
        settings = section[name]
        spacing = settings["stride"] * settings["time_step"]
        check_multiple(f"{name}.maximum_lag", settings["maximum_lag"], "stride * time_step", spacing)
        if settings["maximum_lag"] > 0.5 * settings["duration"]:
            raise ValueError(
                f"{name}.maximum_lag={settings['maximum_lag']:g} must be at most half of duration="
                f"{settings['duration']:g}; lengthen the duration"
            )
