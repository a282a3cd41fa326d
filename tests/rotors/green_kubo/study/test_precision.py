"""From stored blocks to a plan, and from the plan to what was reached."""

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.root import CONFIG
from thermochain.core.correlation import TimeCorrelations
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs
from thermochain.rotors.green_kubo.study.onsager_table import load_merged, onsager_frame
from thermochain.rotors.green_kubo.study.precision import (
    BLOCK_PLAN,
    PLANNED_BLOCKS,
    PRECISION,
    coefficient_targets,
    plan_blocks,
    planned_numbers,
    precision_frame,
    standing_plan,
)
from thermochain.rotors.green_kubo.study.precision_message import plan_message, precision_message, precision_page
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import named_arrays
from thermochain.rotors.green_kubo.study.wanted_blocks import wanted_blocks
from thermochain.runs.storage import CorruptResult, save_result

COLD = GreenKuboRun(0.5, 16, 0.05, 0.2, 40, 10, 128, seed=1)
HOT = replace(COLD, temperature=1.0)
NOISE = {0.5: 0.5, 1.0: 0.1}
SECONDS = {0.5: 36.0, 1.0: 3.6}


def store(folder, run):
    """A block of exponential correlations with noise that its temperature determines."""
    rng = np.random.default_rng([run.block, round(10 * run.temperature)])
    lags = run.sampling_interval * np.arange(run.n_lags)
    scale = 1.0 + NOISE[run.temperature] * rng.standard_normal((3, run.n_batches, 1))
    values = scale * np.exp(-2.0 * lags) + 1e-3 * rng.standard_normal((3, run.n_batches, run.n_lags))
    path = folder / f"{run.path}.npz"
    correlations = TimeCorrelations(run.temperature, run.n_rotors, lags, *values)
    save_result(path, run, named_arrays(correlations), SECONDS[run.temperature])
    return str(path)


@pytest.fixture
def blocks(tmp_path):
    return {
        name: [store(tmp_path, replace(run, block=k)) for k in (0, 1)] for name, run in {"0.5": COLD, "1": HOT}.items()
    }


def test_one_error_serves_both_coefficients_and_a_mapping_the_named_ones():
    assert coefficient_targets(0.02) == {"pp": 0.02, "ee": 0.02}
    assert coefficient_targets({"ee": 0.1}) == {"ee": 0.1}
    assert coefficient_targets({"ee": 0.1, "pp": 1e-3}) == {"pp": 1e-3, "ee": 0.1}


def test_the_plan_follows_errors_and_recorded_times(blocks):
    plan, numbers = plan_blocks(blocks, {"relative_error": {"pp": 0.04}, "max_core_hours": 10}, 2)
    assert plan["temperature"].tolist() == [0.5, 1.0]
    for row in plan.itertuples():
        estimate = estimate_onsager(load_merged(blocks[f"{row.temperature:g}"]))
        assert row.reached == pytest.approx(estimate.pp_std / estimate.pp)
        assert row.met == (row.reached <= 0.04)
        assert row.new_core_hours * 3600 == pytest.approx(row.new_blocks * SECONDS[row.temperature])
    assert not plan["met"][0]
    assert plan["met"][1]
    assert plan["new_blocks"][1] == 0
    expected = 2 * (plan["reached"][0] / 0.04) ** 2  # blocks in all, without the margin for 16 batches
    assert expected < 2 + plan["new_blocks"][0] < 1.6 * expected + 1
    assert len(numbers) == 4 + plan["new_blocks"].sum()
    assert numbers["new"].sum() == plan["new_blocks"].sum()


def test_blocks_beyond_the_pilot_count_against_the_ceiling(tmp_path, blocks):
    blocks["0.5"].append(store(tmp_path, replace(COLD, block=2)))
    precision = {"relative_error": 0.001, "max_core_hours": 3.5 * 36 / 3600}
    assert plan_blocks(blocks, precision, 2)[0].query("temperature == 0.5")["new_blocks"].tolist() == [2, 2]
    assert plan_blocks(blocks, precision, 3)[0].query("temperature == 0.5")["new_blocks"].tolist() == [3, 3]
    # what is left goes to the temperature that it can still pay for
    plan = plan_blocks(blocks, precision, 2)[0]
    assert plan.drop_duplicates("temperature")["new_core_hours"].sum() <= precision["max_core_hours"] - 36 / 3600
    assert plan["new_blocks"].iloc[-1] == 5
    assert "the ceiling max_core_hours = 0.035 binds" in plan_message(plan, 0.035)


def test_a_damaged_block_is_named(blocks):
    path = Path(blocks["1"][1])
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CorruptResult, match=r"block1\.npz cannot be trusted"):
        plan_blocks(blocks, {"relative_error": 0.1, "max_core_hours": 1}, 2)


def carry_out(folder, blocks, precision):
    """Plan, make the planned blocks, and write the three tables; returns the table of what was reached."""
    plan, numbers = plan_blocks(blocks, precision, 2)
    BLOCK_PLAN.write(folder / "plan.csv", plan)
    PLANNED_BLOCKS.write(folder / "numbers.csv", numbers)
    all_blocks = {
        name: [store(folder, replace({"0.5": COLD, "1": HOT}[name], block=k)) for k in ks]
        for name, ks in planned_numbers(folder / "numbers.csv").items()
    }
    onsager = onsager_frame(estimate_onsager(load_merged(paths)) for paths in all_blocks.values())
    reached = precision_frame(onsager, BLOCK_PLAN.read(folder / "plan.csv"), precision, 2)
    PRECISION.write(folder / "reached.csv", reached)
    return reached, all_blocks


def test_planned_blocks_bring_the_error_down_and_the_plan_then_stands(tmp_path, blocks):
    precision = {"relative_error": {"pp": 0.05}, "max_core_hours": 10}
    reached, all_blocks = carry_out(tmp_path, blocks, precision)
    assert reached["met"].all()
    assert (reached["next_blocks"] == 0).all()
    assert "2 of 2 statistical errors meet their target" in precision_message(reached, 2)
    assert "yes" in precision_page(reached)
    files = (tmp_path / "numbers.csv", tmp_path / "reached.csv")
    before, named = standing_plan(*files, precision)
    assert before == {"0.5": {0, 1}, "1": {0, 1}}
    assert named == {name: set(range(len(paths))) for name, paths in all_blocks.items()}
    for other in (
        {"relative_error": {"pp": 0.04}, "max_core_hours": 10},
        {"relative_error": 0.05, "max_core_hours": 10},
        {"relative_error": {"ee": 0.05}, "max_core_hours": 10},
        {"relative_error": {"pp": 0.05}, "max_core_hours": 11},
    ):
        assert standing_plan(*files, other) is None
    files[1].write_text(files[1].read_text()[:-5])
    assert standing_plan(*files, precision) is None
    assert standing_plan(tmp_path / "none.csv", files[1], precision) is None


def test_a_binding_ceiling_is_reported_with_the_cost_that_would_do(tmp_path, blocks):
    precision = {"relative_error": {"pp": 0.01}, "max_core_hours": 100 / 3600}
    reached, _ = carry_out(tmp_path, blocks, precision)
    assert not reached["met"].all()
    assert (reached["next_blocks"] * reached["temperature"].map(SECONDS)).sum() < 36  # less than a cold block is left
    text = precision_message(reached, 2)
    assert "K^pp at T = 0.5 has" in text
    assert "where 1.00% was asked for" in text
    assert "binds, about" in text
    wanted = float(text.split("binds, about ")[1].split(" would do")[0])
    again = {"relative_error": {"pp": 0.01}, "max_core_hours": 1.05 * wanted}  # printed with two digits
    plan, _ = plan_blocks(blocks, again, 2)
    assert wanted > precision["max_core_hours"]
    assert plan["new_core_hours"].sum() <= again["max_core_hours"]


def test_an_estimate_counts_the_pilot_first_and_the_plan_when_the_pilot_is_there(tmp_path):
    config = deepcopy(CONFIG)
    row = {"from": 0.1, "n_rotors": 16, "duration": 40, "maximum_lag": 10, "n_replicas": 128}
    precision = {"relative_error": {"pp": 0.05}, "max_core_hours": 10}
    config["green_kubo"] |= {"temperatures": [0.5, 1.0], "schedule": [row], "precision": precision}
    pilot = [run for runs in green_kubo_runs(config).values() for run in runs]
    store(tmp_path, pilot[0])
    early = wanted_blocks(config, tmp_path)
    assert sum(map(len, early.runs.values())) == len(pilot)
    assert early.there == {"0.5": {0}, "1": set()}
    assert "the pilot alone" in early.note
    for run in pilot:
        store(tmp_path, run)
    late = wanted_blocks(config, tmp_path)
    assert len(late.runs["0.5"]) > 2
    assert len(late.runs["1"]) == 2
    assert "are planned" in late.note
    del config["green_kubo"]["precision"]
    assert wanted_blocks(config, tmp_path).note == ""


def test_the_recorded_time_is_that_of_the_provenance(blocks):
    record = json.loads(Path(blocks["0.5"][0]).with_suffix(".json").read_text())
    assert record["wall_time_s"] == SECONDS[0.5]
