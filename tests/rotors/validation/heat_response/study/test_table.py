"""Rings under a heat field: identity of a run, and K^ee beside Green-Kubo."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
from thermochain.rotors.validation.heat_response.study.simulation import simulate
from thermochain.rotors.validation.heat_response.study.table import limits_frame, limits_page, responses_frame

RUN = HeatResponseRun(
    temperature=1.0,
    n_rotors=64,
    drive=4.0,
    time_step=0.1,
    restoring_interval=4,
    relaxation=200,
    duration=1200,
    n_replicas=128,
    seed=7,
)


def test_the_path_spells_the_parameters_and_reads_back():
    assert str(RUN.path) == "T1/M64_X4_dt0.1_h4_from200_t1200_R128_seed7"
    pieces = {
        "temperature": "1",
        "n_rotors": "64",
        "drive": "4",
        "time_step": "0.1",
        "restoring_interval": "4",
        "relaxation": "200",
        "duration": "1200",
        "n_replicas": "128",
        "seed": "7",
    }
    assert HeatResponseRun.from_wildcards(pieces) == RUN
    assert RUN.heat_field == 4 / 64
    assert RUN.seed_sequence().entropy != replace(RUN, drive=2.0).seed_sequence().entropy


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"restoring_interval": 0.25}, "restoring_interval=0.25 must be a multiple of time_step"),
        ({"relaxation": 202}, "relaxation=202 must be a multiple of restoring_interval"),
        ({"duration": 1204}, "duration=1204 must be a multiple of two restoring intervals"),
        ({"n_replicas": 100}, "n_replicas=100 must be a multiple of a register of eight"),
    ],
)
def test_mistakes_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        replace(RUN, **change)


def test_the_same_run_gives_the_same_rings():
    small = replace(RUN, n_rotors=16, drive=1, duration=80, relaxation=8, n_replicas=72)
    first, second = simulate(small), simulate(small)
    assert {name: values.shape for name, values in first.items()} == dict.fromkeys(["energy", "early", "late"], (72,))
    for name, values in first.items():
        np.testing.assert_array_equal(values, second[name])
        assert np.unique(values).size == 72  # no ring is another one


def test_a_field_that_runs_away_is_refused_by_its_drive():
    """Where phonons grow faster than they decay, the heat of an interval comes to exceed the kinetic energy."""
    run = replace(RUN, n_rotors=16, duration=80, relaxation=8, n_replicas=72)
    with pytest.raises(FloatingPointError, match=r"energy drift .* in T1/M16_X4_.* \(seeds .*\); reduce drive=4$"):
        simulate(run)


@pytest.fixture(scope="module")
def tables():
    """T = 1 on three sizes of rings at one drive; Green-Kubo is the value of the default preset."""
    runs = [replace(RUN, n_rotors=M) for M in (32, 64, 128)]
    responses = responses_frame((run, simulate(run)) for run in runs)
    onsager = pd.DataFrame({"temperature": [1.0], "ee": [0.5606], "ee_error": [0.0063]})
    return responses, limits_frame(responses, onsager)


def test_the_current_over_the_field_agrees_with_green_kubo(tables):
    responses, limits = tables
    [row] = limits.to_dict("records")
    assert abs(row["z"]) < 4
    assert row["onsager_error"] < 0.08  # a seventh: the wrong sign or a factor of two would show
    assert row["chi_square"] < 11  # one degree of freedom, one in a thousand
    assert row["drive_slope"] == 0.0  # one drive
    assert (responses["drift"].abs() < 4 * responses["drift_std"]).all()
    assert responses["heat_field"].tolist() == [4 / 32, 4 / 64, 4 / 128]


def test_the_page_shows_both_routes(tables):
    text = limits_page(tables[1])
    assert "Green-Kubo" in text
    assert "K^ee" in text
    assert "0.5606 ± 0.0063" in text
