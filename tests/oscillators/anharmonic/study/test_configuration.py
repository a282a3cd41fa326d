"""Simulations that the section `anharmonic` asks for, and settings that it refuses."""

from copy import deepcopy

import pytest

from tests.oscillators.anharmonic.study.section import CONFIG, SECTION
from tests.oscillators.made import changed, paths
from thermochain.oscillators.anharmonic.study.configuration import check, released_runs, simulations

CONDUCTIVITY, DRIVEN, RELEASED = "conductivity", "driven", "released"


@pytest.mark.parametrize(
    ("key", "value", "rerun"),
    [
        ("flip_rate", 2.0, {CONDUCTIVITY, DRIVEN, RELEASED}),
        ("time_step", 0.04, {CONDUCTIVITY, DRIVEN, RELEASED}),
        ("chain.T_right", 3.0, {DRIVEN}),
        ("conductivity.n_replicas", 32, {CONDUCTIVITY}),
        ("released.window", 0.005, {RELEASED}),
        ("released.times", [0.02, 0.06], {RELEASED}),
        ("released.n_sites", 32768, {RELEASED}),
    ],
)
def test_changing_one_key_reruns_only_the_simulations_that_it_enters(key, value, rerun):
    before, after = paths(simulations(CONFIG)), paths(simulations(changed(CONFIG, f"anharmonic.{key}", value)))
    assert {path.split("/")[0] for path in after - before} == rerun
    assert {path.split("/")[0] for path in before - after} == rerun


def test_a_temperature_more_or_a_longer_chain_keeps_all_other_runs():
    rows = [*SECTION["driven"], {"n": 32, "n_replicas": 64, "times": 1.0}]
    changes = {
        "conductivity.temperatures": ([0.8, 1.5, 3.0, 4.0], 3),
        "driven": (rows, 1),
        "released.sizes": ([16, 32, 64], 1),
    }
    for key, (value, added) in changes.items():
        before, after = (
            paths(simulations(CONFIG)),
            paths(simulations(changed(CONFIG, f"anharmonic.{key}", value))),
        )
        assert before < after
        assert len(after) == len(before) + added


def test_the_times_of_the_averages_are_read_back_from_the_path():
    assert released_runs(CONFIG)[0].middles == (0.02, 0.05)
    with pytest.raises(ValueError, match="times='soon' must be numbers joined by underscores"):
        type(released_runs(CONFIG)[0])(**(vars(released_runs(CONFIG)[0]) | {"times": "soon"}))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("conductivity", "maximum_lag"), 60.0, "at most half"),
        (("conductivity", "maximum_lag"), 3.01, r"multiple of stride \* time_step"),
        (("chain", "force"), 3.0, "conductivity.tensions"),
        (("released", "force_before"), 2.5, "conductivity.tensions"),
        (("released", "sizes"), [32, 16], "must increase"),
        (("released", "n_sites"), 511, "replicas of the longest chain"),
        (("released", "times"), [0.005, 0.05], "window"),
        (("released", "times"), [0.05, 0.055], "window"),
    ],
)
def test_a_setting_that_cannot_be_run_is_named(path, value, message):
    section = deepcopy(SECTION)
    section[path[0]][path[1]] = value
    with pytest.raises(ValueError, match=message) as refused:
        check(CONFIG | {"anharmonic": section})
    assert str(refused.value).startswith("anharmonic: ")


def test_the_toy_settings_can_be_run():
    check(CONFIG)
