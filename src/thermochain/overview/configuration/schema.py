"""The schema of the configuration: one file for each subject, completed to a JSON Schema without references.

The files omit everything that can be derived.  An entry with `properties` is a mapping of these keys and no others; a
key is required unless it says ``optional: true``; entries beside a `$ref` take precedence over the definition, so an
error message quotes the bounds and the description of the key itself.  Bounds with a `unit` are those of rotors, whose
units all are 1; with another bond potential they are multiplied by it.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from thermochain.runs.identity import ten_digits

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def load_schema(path: str | Path, units: Mapping[str, float] = MappingProxyType({})) -> dict[str, Any]:
    """The schema in the file `path`, with all definitions written out and all bounds in `units`, which else are 1."""
    return _in_units(_written_out(_content(Path(path)), Path(path)), units)


def _in_units(node: Any, units: Mapping[str, float]) -> Any:
    """One entry of a schema that is written out, with its bounds in the units of the potential."""
    if not isinstance(node, dict):
        return node
    unit = units.get(node.get("unit"), 1.0)
    rules = {name: _in_units(value, units) for name, value in node.items() if name != "unit"}
    return {
        name: ten_digits(unit * value) if name in _BOUNDS and unit != 1.0 else value for name, value in rules.items()
    }


@cache
def _content(path: Path) -> Any:
    # the loader in C, if PyYAML has it, is ten times faster
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _written_out(node: dict[str, Any], home: Path) -> dict[str, Any]:
    """One entry of the schema file `home`, with its definition, its keys and the items of its lists written out."""
    rules = {name: value for name, value in node.items() if name not in ("$ref", "optional")}
    if "properties" in rules:
        keys = rules["properties"]
        rules = {"type": "object", "additionalProperties": False} | rules
        rules["required"] = [name for name, inner in keys.items() if not inner.get("optional")]
        rules["properties"] = {name: _written_out(inner, home) for name, inner in keys.items()}
        if not rules["required"]:
            del rules["required"]
    if "items" in rules:
        rules["items"] = _written_out(rules["items"], home)
    if "$ref" in node:
        file, _, name = node["$ref"].partition("#/")
        there = home.parent / file
        definition = _content(there)
        rules = _written_out(definition[name] if name else definition, there) | rules
    return rules
