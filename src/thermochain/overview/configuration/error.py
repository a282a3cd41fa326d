"""Errors of the configuration in one line: the key, its value, the limit and the remedy."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from jsonschema import ValidationError

from thermochain.core.arguments import shown

# characters of an unknown key, of the list of allowed keys, and of a path
_MOST_COMPARED, _MOST_LISTED, _LONGEST_PATH = 60, 160, 100

_HOW_TO_WRITE = {
    "integer": "write a whole number, without point or quotes",
    "number": "write a number, without quotes",
    "array": "write a list, such as [1, 2]",
    "object": "write its keys and their values",
    "string": "write text",
}


_LONG_LIST = re.compile(r"\[[^\[\]]{80,}\]")


class ConfigurationError(ValueError):
    """Error of the configuration; its message is one line with the key, its value, the limit and the remedy.

    Of a long list the message shows the beginning.
    """

    def __init__(self, message: str):
        super().__init__(_LONG_LIST.sub(lambda found: f"{found[0][:60].rpartition(',')[0]}, ...]", message))


def spelled(path: Iterable[str | int]) -> str:
    """Text of a path through a configuration, such as green_kubo.schedule[2].n_rotors."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else str(part)
    if len(text) > _LONGEST_PATH:
        text = f"{text[: _LONGEST_PATH - 3]}..."
    return text or "configuration"


def one_line(error: ValidationError) -> str:
    """A schema violation as "key = value: limit; remedy (what the key is)"."""
    key, value, schema = spelled(error.absolute_path), error.instance, error.schema
    if error.validator == "additionalProperties":
        unknown = min(set(value) - set(schema["properties"]), key=str)
        return f"{key}: unknown key {shown(unknown)}; {_allowed(unknown, schema['properties'])}"
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in value)
        return f"{key}: the key {missing!r} is missing; add it"
    meaning = f" ({schema['description']})" if "description" in schema else ""
    return f"{key} = {shown(value)}: {_limit(error)}{meaning}"


def _allowed(unknown: Any, names: Iterable[str]) -> str:
    """Text with the allowed names that resemble `unknown`, and as many of all names as fit."""
    allowed = ", ".join(sorted(names))
    if len(allowed) > _MOST_LISTED:
        allowed = allowed[:_MOST_LISTED].rpartition(",")[0] + ", ..."
    close = get_close_matches(str(unknown)[:_MOST_COMPARED], names, n=1)
    return f"allowed are {allowed}; " + (f"did you mean {close[0]!r}?" if close else "remove it")


def _limit(error: ValidationError) -> str:
    """Limit and remedy of a schema violation, as a text."""
    value, limit = error.instance, error.validator_value
    match error.validator:
        case "type":
            return _wrong_type(value, [limit] if isinstance(limit, str) else limit)
        case "pattern":
            return f"must have the form {limit}; rename it"
        case "enum":
            return f"must be one of {', '.join(map(str, limit))}; {_allowed(value, limit).rpartition('; ')[2]}"
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            sign = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}[error.validator]
            return f"must be {sign} {limit}; choose a value {_interval(error.schema)}"
        case "multipleOf":
            return f"must be a multiple of {limit}; try {limit * max(1, round(value / limit))}"
        case "minItems" | "minProperties":
            return f"needs at least {limit} entries; add {limit - len(value)} or more"
        case "maxItems":
            return f"may have at most {limit} entries; remove {len(value) - limit}"
        case "uniqueItems":
            twice = next(item for k, item in enumerate(value) if item in value[:k])
            digits = " to ten digits" if isinstance(twice, float) else ""
            return f"has the same entry twice, {shown(twice)}{digits}; remove one"
    return f"{error.validator} must be {shown(limit)}; correct it"


def _wrong_type(value: Any, kinds: list[str]) -> str:
    wanted = f"must be of type {' or '.join(kinds)}; {_HOW_TO_WRITE[kinds[0]]}"
    if isinstance(value, bool):
        return f"{wanted}; YAML reads yes, no, on and off as true and false"
    return wanted


def _interval(schema: Mapping[str, Any]) -> str:
    above = f"above {schema['exclusiveMinimum']}" if "exclusiveMinimum" in schema else f"from {schema['minimum']}"
    below = f"below {schema['exclusiveMaximum']}" if "exclusiveMaximum" in schema else f"up to {schema['maximum']}"
    return f"{above} {below}"
