"""The schema of the configuration: the rules that it spells out, and the files that it is written in."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.overview.configuration.malformed import SCHEMA
from tests.root import CONFIG
from thermochain.overview.configuration.schema import load_schema
from thermochain.overview.subjects import HOMES

RULES = Path(__file__).parent / "rules.json"
FOLDER = SCHEMA.parent
TIGHTER = {"minimum": 1, "exclusiveMinimum": 1, "minItems": 1, "maximum": -1, "exclusiveMaximum": -1, "maxItems": -1}


def rules_of(node):
    """A schema without what it says in words; keys that are required in a fixed order."""
    said = {"description", "title", "$schema"}
    rules = {name: value for name, value in node.items() if name not in said}
    if "properties" in rules:
        rules["properties"] = {name: rules_of(inner) for name, inner in rules["properties"].items()}
    if "items" in rules:
        rules["items"] = rules_of(rules["items"])
    if "required" in rules:
        rules["required"] = sorted(rules["required"])
    return rules


def entries(node, path=()):
    """All entries of a schema with the keys that lead to them."""
    yield path, node
    for name, inner in node.get("properties", {}).items():
        yield from entries(inner, (*path, name))
    if "items" in node:
        yield from entries(node["items"], (*path, "[]"))


def test_the_rules_are_those_that_were_written_out_by_hand_before():
    """Types, bounds, enumerations, required keys; whoever changes a rule on purpose changes it in that file too."""
    assert rules_of(load_schema(SCHEMA)) == json.loads(RULES.read_text())


def test_every_key_and_every_item_is_described():
    for path, node in entries(load_schema(SCHEMA)):
        if path and path[-1] != "[]":
            assert node.get("description", "").endswith("."), path
        elif path and node.get("type") not in ("object", "array"):
            assert "description" in node, path


def test_it_is_valid_closed_and_in_step_with_the_default_configuration():
    schema = load_schema(SCHEMA)
    Draft202012Validator.check_schema(schema)
    assert "$ref" not in json.dumps(schema)

    def walk(node, value):
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert set(node["required"]) == set(value)
            assert set(node["properties"]) - set(value) <= {"precision"}  # the one optional section
            for name, child in node["properties"].items():
                if name in value:
                    walk(child, value[name])
        elif node.get("type") == "array":
            walk(node["items"], value[0])

    walk(schema, CONFIG)


def test_every_subject_has_a_file_of_its_own_and_no_section_belongs_to_nobody():
    sections = load_schema(SCHEMA)["properties"]
    assert set(sections) == {"seed", "potential", *HOMES}
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {"config.schema", "shared", *HOMES}
    for subject in HOMES:
        assert sections[subject] == load_schema(FOLDER / f"{subject}.yaml")


def test_the_schema_has_less_than_two_lines_for_each_key():
    n_lines = sum(len(path.read_text().splitlines()) for path in FOLDER.glob("*.yaml"))
    assert n_lines < 2 * sum(path[-1:] != ("[]",) for path, _ in entries(load_schema(SCHEMA)))


def references(node, home):
    """Every entry of a file that refers to a definition, with that definition."""
    if isinstance(node, dict):
        if "#/" in str(node.get("$ref", "")):
            yield node, yaml.safe_load((home.parent / "shared.yaml").read_text())[node["$ref"].partition("#/")[2]]
        for inner in node.values():
            yield from references(inner, home)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_stands_beside_a_reference_only_narrows_it(path):
    """So an editor, for which both hold at once, sees the same rules."""
    for node, definition in references(yaml.safe_load(path.read_text()), path):
        for name, sign in TIGHTER.items():
            if name in node and name in definition:
                assert sign * (node[name] - definition[name]) > 0, (path.name, node)
        assert "type" not in node


def test_what_a_file_leaves_out_is_filled_in(tmp_path):
    (tmp_path / "shared.yaml").write_text("step: {type: number, minimum: 0, maximum: 9, description: A step.}\n")
    (tmp_path / "top.yaml").write_text(
        "properties:\n  a: {$ref: shared.yaml#/step, maximum: 5}\n  b: {$ref: shared.yaml#/step, optional: true}\n"
    )
    step = {"type": "number", "minimum": 0, "maximum": 9, "description": "A step."}
    assert load_schema(tmp_path / "top.yaml") == {
        "type": "object",
        "additionalProperties": False,
        "required": ["a"],
        "properties": {"a": step | {"maximum": 5}, "b": step},
    }
