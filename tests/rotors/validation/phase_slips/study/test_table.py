"""Rings at the top of the barrier: identity of a run, its file, and its row in the table."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.root import CONFIG
from thermochain.rotors.validation.phase_slips.study.configuration import check, phase_slips_runs
from thermochain.rotors.validation.phase_slips.study.run import N_BATCHES, SlipRun
from thermochain.rotors.validation.phase_slips.study.simulation import simulate
from thermochain.rotors.validation.phase_slips.study.table import SLIPS, slip_page, slip_row
from thermochain.runs.storage import load_result, save_result

RUN = SlipRun(temperature=0.15, n_rotors=32, time_step=0.1, duration=20, n_replicas=256, seed=5)
ONSAGER = pd.DataFrame({"temperature": [0.15], "pp": [2000.0], "pp_error": [100.0]})


@pytest.fixture(scope="module")
def turns():
    return simulate(RUN)


def test_the_path_spells_the_parameters_and_the_bits_follow_from_it(turns):
    assert str(RUN.path) == "T0.15/M32_dt0.1_t20_R256_seed5"
    assert turns["turns"].shape == (N_BATCHES, turns["times"].size)
    assert turns["times"][-1] == pytest.approx(20.0)
    np.testing.assert_array_equal(simulate(RUN)["turns"], turns["turns"])
    assert not np.array_equal(simulate(replace(RUN, seed=6))["turns"], turns["turns"])


def test_a_row_comes_from_the_stored_arrays_and_the_value_of_green_kubo_if_there_is_one(turns, tmp_path):
    path = tmp_path / f"{RUN.path}.npz"
    save_result(path, RUN, turns, 1.0)
    run, arrays = load_result(path, SlipRun)
    row = slip_row(run, **arrays, onsager=ONSAGER)
    assert set(row) == set(SLIPS.columns)
    assert 0.5 < row["transmission"] < 1.1  # 0.8 at full size; 256 rings tell it to 0.05
    assert row["green_kubo"] == 2000.0
    elsewhere = slip_row(run, **arrays, onsager=ONSAGER.assign(temperature=0.3))
    assert np.isnan(elsewhere["green_kubo"])
    assert "0.15" in slip_page(pd.DataFrame([row, elsewhere]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"duration": 20.05}, "duration=20.05 must be a multiple of time_step"),
        ({"n_replicas": 100}, "n_replicas=100 must be a multiple"),
    ],
)
def test_runs_that_cannot_be_simulated_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        replace(RUN, **change)


def test_a_further_temperature_runs_only_itself_and_one_twice_is_refused():
    config = deepcopy(CONFIG)
    rows = config["phase_slips"]["rings"]
    rows.append(rows[0] | {"temperature": 0.12})
    assert {run.temperature for run in set(phase_slips_runs(config)) ^ set(phase_slips_runs(CONFIG))} == {0.12}
    rows.append(rows[0])
    with pytest.raises(ValueError, match=r"phase_slips.rings holds one simulation twice, .* 256 rotors at T = 0.1"):
        check(config)
