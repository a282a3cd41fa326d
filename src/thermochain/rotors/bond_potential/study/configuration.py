"""The section `bond_potential` of the configuration: its checks and its simulations."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.core.arguments import check_step
from thermochain.rotors.bond_potential.study.potential_file import check_file, found_file, potential_name
from thermochain.rotors.bond_potential.study.run import BondPotentialRun
from thermochain.runs.keys import naming

_PARAMETERS = ("n_rotors", "time_step", "stride", "duration", "maximum_lag", "n_replicas")


def bond_potential_runs(config: Mapping[str, Any]) -> list[BondPotentialRun]:
    """The simulations of rings with the potential in the file, by temperature."""
    section = config["bond_potential"]
    potential = potential_name(found_file(section["file"]))
    return [
        BondPotentialRun(
            potential=potential,
            temperature=temperature,
            seed=config["seed"],
            **{key: section[key] for key in _PARAMETERS},
        )
        for temperature in sorted(section["temperatures"])
    ]


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, BondPotentialRun]]:
    """Key, and a simulation that it asks for."""
    for run in bond_potential_runs(config):
        yield "bond_potential", run


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    with naming("bond_potential"):
        check_step(config["bond_potential"]["time_step"], check_file(config["bond_potential"]["file"]))
        bond_potential_runs(config)
