"""Closed chains that the configuration asks for, and what each key reruns."""

import pytest

from tests.root import CONFIG
from thermochain.rotors.relaxation.study.configuration import check, relaxation_runs, simulations

SECTION = CONFIG["relaxation"]


def paths(**changes):
    return {run.path for run in relaxation_runs(CONFIG | {"relaxation": SECTION | changes})}


def test_one_simulation_a_length_sorted():
    assert [run.n_rotors for run in relaxation_runs(CONFIG)] == sorted(row["n_rotors"] for row in SECTION["sizes"])


def test_keys_of_the_comparison_rerun_no_simulation_and_another_length_only_its_own():
    assert paths(n_cells=16, resamples=5) == paths()
    longer = paths(sizes=[*SECTION["sizes"], {"n_rotors": 1024, "n_replicas": 256}])
    assert paths() < longer
    assert len(longer - paths()) == 1


def test_mistakes_are_named():
    with pytest.raises(ValueError, match="sizes="):
        check(CONFIG | {"relaxation": SECTION | {"sizes": SECTION["sizes"][:2]}})
    with pytest.raises(ValueError, match=r"last_time=0.21 must be a multiple of interval"):
        check(CONFIG | {"relaxation": SECTION | {"last_time": 0.21}})
    with pytest.raises(ValueError, match="n_rotors=64 must be a multiple of n_cells"):
        check(CONFIG | {"relaxation": SECTION | {"n_cells": 24}})


def test_simulations_are_stated_with_the_row_that_asks():
    assert {key for key, _ in simulations(CONFIG)} == {f"relaxation.sizes[{k}]" for k in range(len(SECTION["sizes"]))}
