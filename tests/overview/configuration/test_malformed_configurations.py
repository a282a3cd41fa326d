"""Whatever is wrong with a configuration, one line names the key, its value, the limit and the remedy."""

import re
from itertools import zip_longest

import pytest

from tests.overview.configuration.malformed import (
    CONTRADICTIONS,
    LONGEST,
    SCHEMA,
    apply,
    changed,
    default,
    expand,
    leaves,
    mappings,
)
from thermochain.core.arguments import shown
from thermochain.overview.configuration.error import ConfigurationError, spelled
from thermochain.overview.configuration.schema import load_schema
from thermochain.overview.configuration.sections import check_configuration

DEFAULT = default()
SECTIONS = list(DEFAULT)
SEPARATOR = "\nconfiguration error: "  # of the lines about different sections

# no key takes any of these
ALWAYS_WRONG = [
    float("nan"),
    float("inf"),
    1e300,
    10**30,
    None,
    "жар-\u202e\n" + "é" * 500,
    {"a": {"b": 1}},
]
# some keys take some of these
SOMETIMES_WRONG = [-1, 0, 1e-300, []]


def refused(config):
    """The lines about a configuration; None if there is nothing wrong with it."""
    try:
        check_configuration(config, SCHEMA)
    except ConfigurationError as error:
        message = str(error)
        for line in message.split(SEPARATOR):  # one for each section that is wrong
            assert line.isprintable(), message
            assert len(line) <= LONGEST, message
        return message
    return None


def test_there_are_sixty_malformed_configurations_and_every_section_has_some():
    assert len(CONTRADICTIONS) >= 60
    assert {text.partition(" ")[0].partition(".")[0] for text in CONTRADICTIONS} >= set(SECTIONS)


@pytest.mark.parametrize("text", CONTRADICTIONS)
def test_a_contradiction_is_named_with_value_limit_and_remedy(text):
    message = refused(apply(DEFAULT, text))
    assert message is not None
    for part in CONTRADICTIONS[text]:
        assert part in message, message


def test_what_is_changed_back_is_valid():
    """Negative control: the refusals above come from the changes, not from the configuration they are made to."""
    assert refused(apply(DEFAULT, "seed = 2021")) is None
    expand(DEFAULT)


def at_once():
    """One place of every section at a time, until each place has had its turn."""
    return zip_longest(*(list(leaves(DEFAULT[section], (section,))) for section in SECTIONS))


def about(section, message):
    """The lines that name a section."""
    return [line for line in message.split(SEPARATOR) if re.match(rf"{section}\b", line)]


def every_line_by_section(changes):
    """The default configuration with changes of one place in each of some sections, and what is said about each."""
    config = DEFAULT
    for path, value in changes.items():
        config = changed(config, path, value)
    message = refused(config) or ""
    lines = {path: about(path[0], message) for path in changes}
    assert any(lines.values()) == bool(message), message
    of_others = set(message.split(SEPARATOR) if message else ()) - {line for found in lines.values() for line in found}
    keys = [[name for name in path if isinstance(name, str)][-1] for path in changes]
    for line in of_others:  # bias takes the sampling interval of green_kubo, say, and complains of it, too
        assert any(key in line for key in keys), message
    return config, lines


@pytest.mark.parametrize("value", ALWAYS_WRONG, ids=ascii)
def test_every_key_refuses_what_no_key_can_be_whatever_is_wrong_elsewhere(value):
    for places in at_once():
        changes = dict.fromkeys([path for path in places if path], value)
        for path, lines in every_line_by_section(changes)[1].items():
            [line] = lines
            assert spelled(path) in line
            assert shown(value) in line or "unknown key" in line or "missing" in line, line
            assert ";" in line, line  # the remedy


@pytest.mark.parametrize("value", SOMETIMES_WRONG, ids=str)
def test_every_key_takes_a_strange_value_and_runs_with_it_or_names_it(value):
    for places in at_once():
        changes = dict.fromkeys([path for path in places if path], value)
        wrong = [None]
        while wrong:  # what is refused is taken back, until all that is left can be run
            config, lines = every_line_by_section(changes)
            wrong = [path for path in changes if lines[path]]
            for path in wrong:
                [line] = lines[path]
                assert [name for name in path if isinstance(name, str)][-1] in line, line
                del changes[path]
        expand(config)


def test_an_unknown_key_beside_any_other_is_named_with_the_one_that_was_meant():
    for path in mappings(DEFAULT):
        inside = DEFAULT
        for name in path:
            inside = inside[name]
        meant = max(inside, key=len)
        message = refused(changed(DEFAULT, (*path, f"{meant}x"), 1))
        assert f"{spelled(path)}: unknown key '{meant}x'" in message
        assert f"did you mean {meant!r}?" in message
        message = refused(changed(DEFAULT, (*path, "жар\n"), 1))
        assert f"{spelled(path)}: unknown key" in message
        assert "remove it" in message


def test_every_missing_key_is_named():
    for path in mappings(DEFAULT):
        inside = DEFAULT
        for name in path:
            inside = inside[name]
        for name in inside:
            message = refused(changed(DEFAULT, path, {key: value for key, value in inside.items() if key != name}))
            assert (
                name == "precision"
                or f"{spelled(path)}: the key {name!r} is missing; add it" in message
                or (path == ("green_kubo", "precision", "relative_error"))
            ), message


def test_every_number_of_the_schema_has_two_bounds_and_every_list_a_longest():
    def walk(node, path):
        kinds = node.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if {"number", "integer"} & set(kinds):
            assert {"minimum", "exclusiveMinimum"} & set(node), path
            assert {"maximum", "exclusiveMaximum"} & set(node), path
        if "array" in kinds:
            assert "maxItems" in node, path
            walk(node["items"], (*path, "items"))
        for name, child in node.get("properties", {}).items():
            walk(child, (*path, name))

    walk(load_schema(SCHEMA), ())


def test_a_configuration_that_holds_itself_or_is_endless_is_refused():
    loop = {"seed": 1}
    loop["green_kubo"] = {"fit_range": loop}
    assert "nested more than" in refused(changed(DEFAULT, ("green_kubo",), loop))
    wide = [1.0] * 10
    for _ in range(8):  # 10^9 entries in 90 places
        wide = [wide] * 10
    assert "more than 100000 entries" in refused(changed(DEFAULT, ("green_kubo", "fit_range"), wide))
    assert "may have at most 1000 entries" in refused(changed(DEFAULT, ("green_kubo", "temperatures"), [0.3] * 90_000))


@pytest.mark.parametrize(
    "text",
    [
        "green_kubo.temperatures = {thousand}",
        "green_kubo.schedule = [{rows}]; green_kubo.temperatures = {thousand}",
        "driven.effort = [{rows}]",
        "harmonic.sizes = {falling}",
        "onsager_structure.temperatures = {twice}",
        "green_kubo.fit_range = {thousand}",
        "seed = {thousand}",
    ],
)
def test_a_message_about_a_thousand_entries_stays_short(text):
    thousand = ", ".join(f"{1 + k / 1000:g}" for k in range(1000))
    rows = ", ".join(["{from: 0.5, factor: 1, n_rotors: 64, duration: 1600, maximum_lag: 400, n_replicas: 512}"] * 1000)
    falling, twice = ", ".join(map(str, range(2000, 1000, -1))), ", ".join(["1.5"] * 1000)
    names = {"thousand": f"[{thousand}]", "rows": rows, "falling": f"[{falling}]", "twice": f"[{twice}]"}
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    assert refused(apply(DEFAULT, text)) is not None
