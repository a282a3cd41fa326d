"""Rings that are driven: identity of a run, and D^p beside Green-Kubo."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.shear_response.study.simulation import simulate
from thermochain.rotors.validation.shear_response.study.table import limits_frame, limits_page, responses_frame

RUN = ShearedRun(
    temperature=1.0,
    n_rotors=64,
    momentum_jump=3.0,
    time_step=0.1,
    restoring_interval=4,
    relaxation=200,
    duration=2400,
    n_replicas=128,
    seed=7,
)


def test_the_path_spells_the_parameters_and_reads_back():
    assert str(RUN.path) == "T1/M64_X3_dt0.1_h4_from200_t2400_R128_seed7"
    pieces = {
        "temperature": "1",
        "n_rotors": "64",
        "momentum_jump": "3",
        "time_step": "0.1",
        "restoring_interval": "4",
        "relaxation": "200",
        "duration": "2400",
        "n_replicas": "128",
        "seed": "7",
    }
    assert ShearedRun.from_wildcards(pieces) == RUN
    assert RUN.shear_rate == 3 / 64
    assert RUN.seed_sequence().entropy != replace(RUN, momentum_jump=1.5).seed_sequence().entropy


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"restoring_interval": 0.25}, "restoring_interval=0.25 must be a multiple of time_step"),
        ({"relaxation": 202}, "relaxation=202 must be a multiple of restoring_interval"),
        ({"duration": 2404}, "duration=2404 must be a multiple of two restoring intervals"),
        ({"n_replicas": 100}, "n_replicas=100 must be a multiple of a register of eight"),
    ],
)
def test_mistakes_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        replace(RUN, **change)


def test_the_same_run_gives_the_same_rings():
    small = replace(RUN, n_rotors=16, duration=80, relaxation=8, n_replicas=72)
    first, second = simulate(small), simulate(small)
    assert {name: values.shape for name, values in first.items()} == dict.fromkeys(["energy", "early", "late"], (72,))
    for name, values in first.items():
        np.testing.assert_array_equal(values, second[name])
        assert np.unique(values).size == 72  # no ring is another one


@pytest.fixture(scope="module")
def limits():
    """T = 1 on three sizes of rings; Green-Kubo is the value of the default preset."""
    runs = [replace(RUN, n_rotors=M, momentum_jump=X, relaxation=2 * M) for M in (48, 96, 192) for X in (1.5, 3.0)]
    responses = responses_frame((run, simulate(run)) for run in runs)
    onsager = pd.DataFrame({"temperature": [1.0], "pp": [0.3164], "pp_error": [0.0042]})
    return responses, limits_frame(responses, onsager)


def test_the_driven_current_agrees_with_green_kubo(limits):
    [row] = limits[1].to_dict("records")
    assert abs(row["z"]) < 4
    assert row["diffusivity_error"] < 0.06  # a fifth: the wrong sign or a factor of two would show
    assert row["chi_square"] < 17  # three degrees of freedom, one in a thousand


def test_energy_accounts_for_most_of_the_scatter_between_rings():
    """Without regression on it the error of D on these rings is three times as large."""
    rings = simulate(RUN)
    values = 0.5 * (rings["early"] + rings["late"])
    [row] = responses_frame([(RUN, rings)]).to_dict("records")
    assert row["diffusivity_std"] < 0.5 * values.std() / np.sqrt(values.size)
    assert abs(row["drift"]) < 4 * row["drift_std"]


def test_the_page_shows_both_routes(limits):
    text = limits_page(limits[1])
    assert "Green-Kubo" in text
    assert "0.3164 ± 0.0042" in text
