"""Simulations and searches that the section `networks` asks for, and settings that it refuses."""

import pytest

from tests.oscillators.made import changed, paths
from thermochain.oscillators.networks.study.configuration import anharmonic_runs, check, simulations

ROW = {"largest_strength": 0.02, "n_strengths": 3, "time_step": 0.02, "duration": 40.0, "n_replicas": 256}
SINGLE = {"strength": 0.02, "time_step": 0.02, "duration": 40.0, "n_replicas": 256}
CONFIG = {
    "seed": 5,
    "networks": {
        "scan": {"largest_strength": 60, "points": 240},
        "anharmonic": [{"example": 3, **ROW}, {"example": 1, **ROW}],
        "single_springs": [{"example": 2, **SINGLE}, {"example": 4, **SINGLE}],
        "search": {"starts": 1, "largest_strengths": [10, 3], "lifts": [0.1, 0]},
    },
}


@pytest.mark.parametrize(
    ("key", "value", "rerun"),
    [
        ("scan.points", 10, set()),
        ("anharmonic", [{"example": 3, **ROW}, {"example": 1, **ROW, "duration": 80.0}], {"example1"}),
        ("single_springs", [{"example": 2, **SINGLE}, {"example": 4, **SINGLE, "strength": 1.0}], {"single_springs"}),
        ("search.starts", 2, {"circulation", "pump"}),
        ("search.largest_strengths", [3, 5, 10], {"circulation"}),
        ("search.largest_strengths", [3, 30], {"circulation", "pump"}),
        ("search.lifts", [0.2], {"pump"}),
    ],
)
def test_changing_one_key_reruns_only_the_simulations_that_it_enters(key, value, rerun):
    before, after = paths(simulations(CONFIG)), paths(simulations(changed(CONFIG, f"networks.{key}", value)))
    assert {path.split("/")[0] for path in after - before} == rerun
    assert {path.split("/")[0] for path in before - after} == rerun


def test_the_order_of_the_lists_does_not_matter():
    assert paths(simulations(CONFIG)) == paths(simulations(changed(CONFIG, "networks.search.lifts", [0, 0.1])))


def test_simulations_of_examples_keep_their_seeds():
    """The entropy of the first run, which hashes its path below networks/."""
    run = anharmonic_runs(CONFIG)[0]
    assert str(run.path) == "example1/eps0.02_n3_dt0.02_t40_R256_seed5"
    assert run.SEEDS is None
    assert run.SUBJECT == "networks"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("anharmonic", [{"example": 1, **ROW}, {"example": 1, **ROW}], "networks: anharmonic holds an example twice"),
        ("anharmonic", [{"example": 5, **ROW}], "networks: anharmonic: example=5 must be one of"),
        ("single_springs", [{"example": 2, **SINGLE}] * 2, "networks: single_springs holds an example twice"),
        (
            "single_springs",
            [{"example": 2, **SINGLE, "strength": -1.0}],
            "networks: single_springs: strength=-1.0 must",
        ),
        ("search.lifts", [0, 0], "networks.search.lifts has the same entry twice"),
        ("search.lifts", [0, 2], "networks: search: lifts=2"),
        ("search.largest_strengths", [0.5], "networks: search: largest_strengths=0.5 must be > 1"),
    ],
)
def test_settings_that_cannot_run_are_named(key, value, message):
    check(CONFIG)
    with pytest.raises(ValueError, match=message):
        check(changed(CONFIG, f"networks.{key}", value))
