"""Values from `snakemake --config`, which Snakemake passes on as text where they stand inside of a section."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from thermochain.overview.configuration.schema import load_schema


def with_numbers(config: Any, given: Any, schema_path: str | Path) -> Any:
    """The configuration, with numbers in place of their text where `given` has the same text and the schema wants them.

    `given` holds the values of the command line; `schema_path` is config.schema.yaml.  Text that is no number stays,
    for the check of the configuration to refuse.
    """
    return _converted(config, given, load_schema(schema_path))


def _converted(config: Any, given: Any, schema: Mapping[str, Any]) -> Any:
    if isinstance(config, Mapping) and isinstance(given, Mapping):
        keys = schema.get("properties", {})
        return {
            name: _converted(value, given[name], keys.get(name, {})) if name in given else value
            for name, value in config.items()
        }
    if isinstance(config, list) and isinstance(given, list) and len(config) == len(given):
        return [_converted(*pair, schema.get("items", {})) for pair in zip(config, given, strict=True)]
    if isinstance(config, str) and config == given and _wants_number(schema):
        return _number(config)
    return config


def _wants_number(schema: Mapping[str, Any]) -> bool:
    kinds = schema.get("type", [])
    return not {"integer", "number"}.isdisjoint([kinds] if isinstance(kinds, str) else kinds)


def _number(text: str) -> int | float | str:
    """The number that a text spells in plain decimals, or the text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, int | float) and not isinstance(value, bool) else text
