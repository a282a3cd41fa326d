"""The workflow's configuration, checked as a whole before any job starts."""

import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import best_match

from thermochain.exchange.billiard.study.configuration import check_billiard
from thermochain.exchange.study.configuration import check_exchange
from thermochain.oscillators.anharmonic.study.configuration import check_anharmonic_chain
from thermochain.oscillators.harmonic.study.configuration import check_harmonic
from thermochain.oscillators.networks.study.run import anharmonic_runs
from thermochain.overview.configuration.error import ConfigurationError, one_line, spelled
from thermochain.overview.configuration.limits import check_limits
from thermochain.rotors.bond_potential.study import configuration as bond_potential
from thermochain.rotors.driven.study.conditions import check_ness
from thermochain.rotors.green_kubo.study import configuration as green_kubo
from thermochain.rotors.published_protocol.study import configuration as published_protocol
from thermochain.rotors.relaxation.study.run import closed_runs
from thermochain.rotors.validation.bias.study import configuration as bias
from thermochain.rotors.validation.onsager_structure.study import configuration as onsager_structure
from thermochain.rotors.validation.phase_slips.study import configuration as phase_slips
from thermochain.rotors.validation.shear_response.study import configuration as shear_response
from thermochain.rotors.validation.structure_factors.study import configuration as structure_factors

_MOST_ENTRIES, _MOST_LEVELS = 100_000, 12


# JSON calls 25.0 an integer; Python does not.
_Validator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


# what each study checks itself, and what its errors begin with
_SECTIONS: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "driven: ": check_ness,
    "relaxation: ": closed_runs,
    "networks: ": anharmonic_runs,
    "billiard.": check_billiard,
    "exchange: ": lambda config: check_exchange(config["exchange"]),
    "harmonic: ": lambda config: check_harmonic(config["harmonic"]),
    "anharmonic: ": lambda config: check_anharmonic_chain(config["anharmonic"]),
}


def check_configuration(config: Mapping[str, Any], schema_path: str | Path) -> None:
    """Raise ConfigurationError for the first thing wrong with `config`.

    Types, bounds and unknown keys are in the schema; here are the conditions that join several keys.
    """
    _check_numbers(config)
    error = best_match(_validator(str(schema_path)).iter_errors(config))
    if error is not None:
        raise ConfigurationError(one_line(error))
    try:
        check_limits(config)
    except ValueError as problem:
        raise ConfigurationError(str(problem)) from None
    points = config["macroscopic"]["profile_points"]
    if points % 2 == 0:
        raise ConfigurationError(f"macroscopic.profile_points = {points}: must be odd; try {points + 1}")
    _check_evolution(config["evolution"])
    rooms = (green_kubo, structure_factors, bias, phase_slips, shear_response, onsager_structure)
    for room in (*rooms, published_protocol, bond_potential):
        try:
            room.check(config)
        except ValueError as problem:
            raise ConfigurationError(str(problem)) from None
    for prefix, check in _SECTIONS.items():
        try:
            check(config)
        except ValueError as problem:
            raise ConfigurationError(f"{prefix}{problem}") from None


@cache
def _validator(schema_path: str) -> Draft202012Validator:
    return _Validator(yaml.safe_load(Path(schema_path).read_text(encoding="utf-8")))


def _check_numbers(config: Any) -> None:
    """Refuse the YAML numbers .nan and .inf, which pass every comparison of a schema or none, and endless nesting."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), config)]
    for _ in range(_MOST_ENTRIES):
        if not waiting:
            return
        path, value = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise ConfigurationError(f"{spelled(path)} = {value}: must be a finite number; write one")
        if isinstance(value, Mapping | list) and len(path) == _MOST_LEVELS:
            raise ConfigurationError(
                f"{spelled(path[:3])}: is nested more than {_MOST_LEVELS} levels deep; no key needs more than 6"
            )
        if isinstance(value, Mapping):
            waiting += [((*path, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, k), inner) for k, inner in enumerate(value)]
    raise ConfigurationError(f"configuration: holds more than {_MOST_ENTRIES} entries; shorten its lists")


def _check_evolution(section: Mapping[str, Any]) -> None:
    first, last = section["first_time"], section["last_time"]
    if first >= last:
        raise ConfigurationError(
            f"evolution.first_time = {first}: must be below last_time = {last}; try {last / 1e4:g}"
        )
    if section["n_frames"] > section["n_times"]:
        raise ConfigurationError(
            f"evolution.n_frames = {section['n_frames']}: must be at most n_times = {section['n_times']}; take fewer"
        )
