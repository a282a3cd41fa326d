"""Files of the configuration, read more strictly than YAML requires.

YAML keeps the last of two equal keys, takes 010 for 8, 1:30 for 90 and 1e3 for text, and follows aliases without end.
Each of these is refused here, in one line that names file, key and remedy.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from thermochain.core.arguments import shown
from thermochain.overview.configuration.error import ConfigurationError, spelled

# The loader in C, if PyYAML has it, is ten times faster.  The loader in Python, which Snakemake uses, describes errors
# better, and reads some texts differently, but none that is made of words, numbers, lists, mappings and comments alone.
_FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ORDINARY = re.compile(r"(?:[\w .,:()\[\]{}+/=-]*(?:#[ -~]*)?\n)*", re.ASCII)
_MOST_BYTES, _MOST_LEVELS, _MOST_ENTRIES = 1_000_000, 12, 100_000
_PLAIN_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER_IN_QUOTES = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+")
_CODE = "__use_yte__"  # this key makes Snakemake run Python code in values
_LONGEST_INTEGER = 300  # largest number of digits
_OPENING = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.FlowMappingStartToken)
_OPENING += (yaml.FlowSequenceStartToken,)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_PREFIX = "tag:yaml.org,2002:"
_MERGE = _PREFIX + "merge"  # tag of the key <<
_STANDARD_TAGS = {
    _PREFIX + name for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge")
}


def read_configuration(path: str | Path) -> dict[str, Any]:
    """The mapping that a file of the configuration holds.

    Raises ConfigurationError: the file cannot be read, is no UTF-8 or no YAML, holds no mapping or more than one
    document, or one of the spellings above.
    """
    return deepcopy(_parsed(str(path), _text(path)))


@lru_cache(maxsize=8)
def _parsed(path: str, text: str) -> dict[str, Any]:
    """The mapping that the text of a file holds."""
    if _ORDINARY.fullmatch(text):
        try:
            return _mapping(path, text, _FAST_LOADER)
        except yaml.YAMLError:
            pass
    try:
        return _mapping(path, text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = " ".join(str(error.problem or error.context).split())
        raise ConfigurationError(f"{path}{place}: is no YAML, {shown(problem)}; correct that line") from None
    except yaml.YAMLError as error:  # the text holds a character that YAML does not allow
        raise ConfigurationError(f"{path}: is no YAML, {shown(str(error))}; remove that character") from None
    except (ValueError, OverflowError) as error:
        if isinstance(error, ConfigurationError):
            raise
        # the escaped number of a character beyond Unicode, for which PyYAML has no error of its own
        raise ConfigurationError(f"{path}: is no YAML, {shown(str(error))}; remove that character") from None


def _mapping(path: str, text: str, kind: type[yaml.SafeLoader]) -> dict[str, Any]:
    """The mapping that the text holds, if it has none of the traps; read by a loader of this kind."""
    _check_depth(path, text, kind)
    loader = kind(text)
    root = loader.get_single_node()
    if not isinstance(root, yaml.MappingNode):
        raise ConfigurationError(f"{path}: holds no keys; write keys and values, as config.yaml does")
    for trail, node in _nodes(path, root):
        _check_node(path, trail, node, loader)
    return loader.construct_document(root)


def _text(path: str | Path) -> str:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read, {error.strerror}; name a file of keys and values") from None
    if len(content) > _MOST_BYTES:
        raise ConfigurationError(f"{path}: has {len(content)} bytes, at most {_MOST_BYTES} are read; shorten it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigurationError(
            f"{path}, line {line}: the byte {content[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        ) from None


def _check_depth(path: str | Path, text: str, kind: type[yaml.SafeLoader]) -> None:
    """Raise ConfigurationError for too deep nesting, before any recursive function reads the text."""
    depth = 0
    for token in yaml.scan(text, kind):
        if isinstance(token, _OPENING):
            depth += 1
        elif isinstance(token, _CLOSING):
            depth -= 1
        if depth > _MOST_LEVELS:
            raise ConfigurationError(
                f"{path}, line {token.start_mark.line + 1}: is nested more than {_MOST_LEVELS} levels deep; no key of "
                "the configuration needs more than 6"
            )


def _nodes(path: str | Path, root: yaml.Node) -> Iterator[tuple[tuple, yaml.Node]]:
    """All nodes, each with the keys that lead to it; a node appears as often as aliases name it."""
    waiting: list[tuple[tuple, yaml.Node]] = [((), root)]
    for _ in range(_MOST_ENTRIES):
        if not waiting:
            return
        trail, node = waiting.pop()
        if len(trail) > _MOST_LEVELS:
            raise ConfigurationError(
                f"{path}: {spelled(trail[:3])} is an alias that holds itself or goes more than {_MOST_LEVELS} levels "
                "deep; write its value instead"
            )
        yield trail, node
        if isinstance(node, yaml.MappingNode):
            waiting += [((*trail, _name(key)), value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [((*trail, k), value) for k, value in enumerate(node.value)]
    raise ConfigurationError(f"{path}: holds more than {_MOST_ENTRIES} entries; shorten its lists and aliases")


def _check_node(path: str | Path, trail: tuple, node: yaml.Node, loader: yaml.SafeLoader) -> None:
    line = node.start_mark.line + 1
    if node.tag not in _STANDARD_TAGS:
        raise ConfigurationError(
            f"{path}, line {line}: {spelled(trail)} has the tag {shown(node.tag)}, and the configuration is made of "
            "numbers, text, lists and keys; remove the tag"
        )
    if isinstance(node, yaml.MappingNode):
        _check_keys(path, trail, node)
        for key, _ in node.value:
            if key.tag != _MERGE:
                _check_node(path, (*trail, _name(key)), key, loader)
    elif isinstance(node, yaml.ScalarNode):
        problem = _too_long(node) or _not_constructed(node, loader) or _trap(node)
        if problem:
            raise ConfigurationError(f"{path}, line {line}: {spelled(trail)} = {shown(node.value)[1:-1]}: {problem}")


def _check_keys(path: str | Path, trail: tuple, node: yaml.MappingNode) -> None:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = _name(key), key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ConfigurationError(
                f"{path}, line {line}: {spelled(trail)} has a key that is a list or a mapping; keys must be words"
            )
        if name == _CODE:
            raise ConfigurationError(f"{path}, line {line}: the key {_CODE} would run code of this file; remove it")
        if name in lines:
            raise ConfigurationError(
                f"{path}, line {line}: the key {spelled((*trail, name))} stands there already, in line {lines[name]}; "
                "remove one"
            )
        lines[name] = line


def _too_long(node: yaml.ScalarNode) -> str | None:
    """Remedy for an integer of too many digits; None if it is not."""
    if node.tag == _PREFIX + "int" and len(node.value) > _LONGEST_INTEGER:
        return f"must have at most {_LONGEST_INTEGER} digits; write a smaller number"
    return None


def _trap(node: yaml.ScalarNode) -> str | None:
    """Remedy for a value that YAML reads differently from its appearance; None if it is clear."""
    if node.style:  # the value is in quotes
        return None
    if node.tag == _PREFIX + "int" and not _PLAIN_INTEGER.fullmatch(node.value):
        return "YAML reads this as octal, hexadecimal, binary or base 60; write a plain decimal number"
    if node.tag == _PREFIX + "float" and ":" in node.value:
        return "YAML reads this as a number to the base 60; write a plain decimal number"
    if node.tag == _PREFIX + "str" and _NUMBER_IN_QUOTES.fullmatch(node.value):
        mantissa, exponent = re.split("[eE]", node.value)
        sign = "" if exponent[0] in "+-" else "+"
        point = "" if "." in mantissa else ".0"
        return f"YAML reads this as text; write {mantissa}{point}e{sign}{exponent}, with a point and a sign"
    return None


def _not_constructed(node: yaml.ScalarNode, loader: yaml.SafeLoader) -> str | None:
    """Remedy for a value that has the form of no value of its kind, such as the date 2021-13-45; None if it has."""
    try:
        loader.construct_object(node)
    except Exception:  # a tag makes the readers of numbers, dates and truth values fail in every way
        return f"is no {node.tag.removeprefix(_PREFIX)}, as YAML reads it; write another value, or put quotes around it"
    return None


def _name(key: yaml.Node) -> str:
    """Text of a key as it stands in the file."""
    return key.value if isinstance(key, yaml.ScalarNode) and key.value.isprintable() else shown(key.value)
