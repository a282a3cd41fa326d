"""The configuration of the study, checked as a whole before any job starts.

Types, bounds and unknown keys are in the schema.  The conditions that join several keys are checked by the subject
whose section it is, in its module `study.configuration`:

check(config)
    Raises ValueError for the first invalid setting of the section.  The message begins with the key, or describes the
    invalid parameter of a simulation; in that case the name of the section is put before it.

What a subject states there besides is compared with the limits of all of them (see `limits`).  Each is optional, and
yields a key first:

counts(config)
    Factors whose product is the number of simulations; read before any list of simulations is made.
simulations(config)
    A simulation, which bounds its own memory and time.
solves(config)
    Factors of the work of a job that simulates nothing, and bytes and seconds per product of these factors.
temperatures(config)
    A temperature at which the measured coefficients are evaluated.

All sections of the study are read to the end, and every one that is wrong has its own line in the message.  With a bond
potential of one's own the study has fewer sections (`subjects_of`), and their bounds are in the units of the potential.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from jsonschema.exceptions import best_match

from thermochain.overview.configuration.error import ConfigurationError, one_line, spelled
from thermochain.overview.configuration.limits import (
    check_count,
    check_simulation,
    check_solve,
    check_temperature,
)
from thermochain.overview.configuration.schema import load_schema
from thermochain.overview.old_names import check_old_sections
from thermochain.overview.subjects import HOMES, subjects_of
from thermochain.rotors.green_kubo.study.configuration import measured_temperatures
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.study.potential_file import configured_potential
from thermochain.runs.identity import ten_digits

_MOST_ENTRIES, _MOST_LEVELS = 100_000, 12

# JSON calls 25.0 an integer; Python does not.
_Validator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


def check_configuration(config: Mapping[str, Any], schema_path: str | Path) -> dict[str, Any]:
    """The configuration with its numbers rounded to the ten digits of paths and tables, if it is valid.

    Raises ConfigurationError with one line for each section that is not; `schema_path` is config.schema.yaml.
    """
    _check_numbers(config)
    check_old_sections(config)
    config = _rounded(config)
    potential, problems = ROTORS, []
    if isinstance(config.get("potential"), str):
        try:
            potential = configured_potential(config)
        except ValueError as problem:
            problems.append(str(problem))
    _refuse(_violations(config, _validator(str(schema_path), potential)) + problems)
    subjects = subjects_of(potential)
    for conditions in (_check_counts, _check_section, _check_needs):
        _refuse([problem for subject in subjects if (problem := _problem(conditions, config, subject))])
    return config


def subject_configuration(subject: str) -> ModuleType:
    """The module that checks the section of a subject."""
    return import_module(f"{HOMES[subject]}.study.configuration")


@cache
def _validator(schema_path: str, potential: Potential) -> Draft202012Validator:
    """The schema, whose sections of the study have their bounds in the units of the potential."""
    schema = load_schema(schema_path)
    if potential is not ROTORS:
        sections = load_schema(schema_path, potential.units)["properties"]
        schema["properties"] |= {subject: sections[subject] for subject in subjects_of(potential)}
    return _Validator(schema)


def _rounded(value: Any) -> Any:
    """A configuration in which every number agrees with those that went through a path or a table."""
    if isinstance(value, Mapping):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return ten_digits(value) if isinstance(value, float) else value


def _refuse(problems: Sequence[str]) -> None:
    """Raise ConfigurationError with these lines, if there are any."""
    if problems:
        raise ConfigurationError("\nconfiguration error: ".join(problems))


def _violations(config: Mapping[str, Any], validator: Draft202012Validator) -> list[str]:
    """A line for each section that violates the schema, about the worst violation."""
    found: dict[str | int, list[ValidationError]] = {}
    for error in validator.iter_errors(config):
        found.setdefault(next(iter(error.absolute_path), ""), []).append(error)
    return [one_line(best_match(errors)) for errors in found.values()]


def _problem(
    conditions: Callable[[Mapping[str, Any], ModuleType], None], config: Mapping[str, Any], subject: str
) -> str:
    """The line about the first of these conditions that a subject does not meet; empty if it meets all."""
    try:
        conditions(config, subject_configuration(subject))
    except ValueError as problem:
        return _beginning_with(subject, str(problem))
    return ""


def _check_counts(config: Mapping[str, Any], subject: ModuleType) -> None:
    for key, factors in _stated(subject, "counts", config):
        check_count(key, factors)


def _check_section(config: Mapping[str, Any], subject: ModuleType) -> None:
    subject.check(config)


def _check_needs(config: Mapping[str, Any], subject: ModuleType) -> None:
    for key, run in _stated(subject, "simulations", config):
        check_simulation(key, run)
    for key, factors, n_bytes, seconds in _stated(subject, "solves", config):
        check_solve(key, factors, n_bytes, seconds)
    admissible = measured_temperatures(config)
    for key, temperature in _stated(subject, "temperatures", config):
        check_temperature(key, temperature, admissible)


def _stated(subject: ModuleType, name: str, config: Mapping[str, Any]) -> Iterable[tuple]:
    return getattr(subject, name)(config) if hasattr(subject, name) else ()


def _beginning_with(subject: str, message: str) -> str:
    """The message, with the name of the subject before it unless it begins with a key of its section."""
    return message if re.match(rf"{subject}(\.|: | = )", message) else f"{subject}: {message}"


def _check_numbers(config: Any) -> None:
    """Raise ConfigurationError for .nan and .inf, which no schema compares correctly, and for endless nesting."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), config)]
    infinite: dict[str | int, str] = {}
    for _ in range(_MOST_ENTRIES):
        if not waiting:
            return _refuse(list(infinite.values()))
        path, value = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            infinite.setdefault(next(iter(path), ""), f"{spelled(path)} = {value}: must be a finite number; write one")
        if isinstance(value, Mapping | list) and len(path) == _MOST_LEVELS:
            raise ConfigurationError(
                f"{spelled(path[:3])}: is nested more than {_MOST_LEVELS} levels deep; no key needs more than 6"
            )
        if isinstance(value, Mapping):
            waiting += [((*path, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, k), inner) for k, inner in enumerate(value)]
    raise ConfigurationError(f"configuration: holds more than {_MOST_ENTRIES} entries; shorten its lists")
