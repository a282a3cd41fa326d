"""Accepted configurations: whatever extreme value the schema and the checks let pass, every simulation can be planned.

Values are drawn at and near the bounds of the schema for up to three keys of the smoke preset at a time.
"""

import random

from tests.overview.configuration.malformed import SCHEMA, changed
from tests.overview.configuration.test_needs import SMOKE, problems, stated
from thermochain.overview.configuration.limits import MOST_GIB, MOST_HOURS
from thermochain.overview.configuration.schema import load_schema
from thermochain.overview.configuration.sections import check_configuration, subject_configuration
from thermochain.overview.subjects import HOMES
from thermochain.rotors.green_kubo.study.configuration import measured_temperatures
from thermochain.runs.batch_job import working_hours
from thermochain.runs.identity import canonical

N_TRIALS = 150
LONGEST = 330  # characters of one line


def bounds(node, path=()):
    """Paths of all numbers of the schema, with their schemas; of a list, its first entry."""
    for name, inner in node.get("properties", {}).items():
        yield from bounds(inner, (*path, name))
    if "items" in node:
        yield from bounds(node["items"], (*path, 0))
    if node.get("type") in ("number", "integer"):
        yield path, node


def extreme(node, rng):
    """A value at or near an end of what a schema allows, a third, or one in the middle."""
    low = node.get("minimum", node.get("exclusiveMinimum"))
    high = node.get("maximum", node.get("exclusiveMaximum"))
    if node["type"] == "integer":
        unit = node.get("multipleOf", 1)
        value = rng.choice([low, low + unit, high - high % unit, round((max(low, 1) * high) ** 0.5)])
        return value - value % unit or unit
    inside = low if "minimum" in node else low + 1e-9 * (high - low)
    return rng.choice([inside, high if "maximum" in node else high - 1e-9, 1.0 / 3.0, max(inside, 0.1) * 1.1])


def present(config, path):
    """Whether a path of keys and indices leads somewhere in a configuration."""
    for part in path:
        if isinstance(config, list):
            if part >= len(config):
                return False
        elif not isinstance(config, dict) or part not in config:
            return False
        config = config[part]
    return True


def test_extreme_values_are_refused_in_one_line_a_section_or_can_be_run_and_evaluated():
    rng = random.Random(7)
    places = [(path, node) for path, node in bounds(load_schema(SCHEMA)) if present(SMOKE, path)]
    accepted = 0
    for trial in range(N_TRIALS):
        config = SMOKE
        for path, node in rng.sample(places, 1 + trial % 3):
            config = changed(config, path, extreme(node, rng))
        lines = problems(config)
        assert all(line.isprintable() and len(line) <= LONGEST and ";" in line for line in lines), lines
        assert len({line.partition(".")[0].partition(":")[0] for line in lines}) == len(lines), lines
        if lines:
            continue
        accepted += 1
        checked = check_configuration(config, SCHEMA)
        for _, run in stated(checked):
            assert run.job_memory <= MOST_GIB * 2**30
            assert working_hours(run) <= MOST_HOURS
            names = {field: str(value) for field, value in zip(run.parameters, path_values(run), strict=True)}
            assert type(run).from_wildcards(names) == run
        low, high = measured_temperatures(checked)
        for subject in HOMES:
            for _, T in getattr(subject_configuration(subject), "temperatures", lambda _: ())(checked):
                assert low * 0.999 < T < high * 1.001
    assert accepted > 0.2 * N_TRIALS  # the test sees accepted configurations, not refusals alone


def path_values(run):
    """Parameters as they stand in the path of a run."""
    return [canonical(value) for value in run.parameters.values()]
