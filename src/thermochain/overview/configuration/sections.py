"""The configuration of the study, checked as a whole before any job starts.

Types, bounds and unknown keys are in the schema.  The conditions that join several keys are checked by the subject
whose section it is, in its module `study.configuration`:

check(config)
    Raises ValueError for the first invalid setting of the section.  The message begins with the key, or describes the
    invalid parameter of a simulation; in that case the name of the section is put before it.
counts(config), needs(config)
    Optional: factors of the number of simulations, and of the size of the largest arrays of one job (see `limits`).
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import best_match

from thermochain.overview.configuration.error import ConfigurationError, one_line, spelled
from thermochain.overview.configuration.limits import check_count, check_memory
from thermochain.overview.configuration.schema import load_schema
from thermochain.overview.old_names import check_old_sections
from thermochain.overview.subjects import HOMES

_MOST_ENTRIES, _MOST_LEVELS = 100_000, 12

# JSON calls 25.0 an integer; Python does not.
_Validator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


def check_configuration(config: Mapping[str, Any], schema_path: str | Path) -> None:
    """Raise ConfigurationError for the first invalid setting of `config`; `schema_path` is config.schema.yaml."""
    _check_numbers(config)
    check_old_sections(config)
    error = best_match(_validator(str(schema_path)).iter_errors(config))
    if error is not None:
        raise ConfigurationError(one_line(error))
    for subject in HOMES:
        try:
            _check_limits(config, subject_configuration(subject))
        except ValueError as problem:
            raise ConfigurationError(str(problem)) from None
    for subject in HOMES:
        try:
            subject_configuration(subject).check(config)
        except ValueError as problem:
            raise ConfigurationError(_beginning_with(subject, str(problem))) from None


def subject_configuration(subject: str) -> ModuleType:
    """The module that checks the section of a subject."""
    return import_module(f"{HOMES[subject]}.study.configuration")


@cache
def _validator(schema_path: str) -> Draft202012Validator:
    return _Validator(load_schema(schema_path))


def _check_limits(config: Mapping[str, Any], subject: ModuleType) -> None:
    """Raise ValueError for the first limit that a subject would exceed."""
    for key, factors in _stated(subject, "counts", config):
        check_count(key, factors)
    for key, factors, n_bytes in _stated(subject, "needs", config):
        check_memory(key, factors, n_bytes)


def _stated(subject: ModuleType, name: str, config: Mapping[str, Any]) -> Iterable[tuple]:
    return getattr(subject, name)(config) if hasattr(subject, name) else ()


def _beginning_with(subject: str, message: str) -> str:
    """The message, with the name of the subject before it unless it begins with a key of its section."""
    return message if re.match(rf"{subject}(\.|: | = )", message) else f"{subject}: {message}"


def _check_numbers(config: Any) -> None:
    """Raise ConfigurationError for .nan and .inf, which no schema compares correctly, and for endless nesting."""
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
