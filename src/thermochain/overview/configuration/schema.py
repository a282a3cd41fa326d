"""The schema of the configuration: one file for each subject, completed to a JSON Schema without references.

The files omit everything that can be derived.  An entry with `properties` is a mapping of these keys and no others; a
key is required unless it says ``optional: true``; entries beside a `$ref` take precedence over the definition, so an
error message quotes the bounds and the description of the key itself.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


def load_schema(path: str | Path) -> dict[str, Any]:
    """The schema in the file `path`, with all definitions that it refers to written out."""
    return _written_out(_content(Path(path)), Path(path))


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
