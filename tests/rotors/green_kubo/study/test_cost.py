"""Costs before they arise: arithmetic, rates and disk space against what really happens."""

import time
from dataclasses import replace

import pytest

from thermochain.rotors.green_kubo.study.cost import Rates, cost_frame, cost_message, disk_space, measure_rates
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate, simulate_run
from thermochain.runs.storage import save_result
from thermochain.runs.timing import duration, wall_hours

RUN = GreenKuboRun(
    temperature=1.0,
    n_rotors=64,
    time_step=0.05,
    sampling_interval=0.2,
    duration=400,
    maximum_lag=100,
    n_replicas=256,
    seed=3,
)
RATES = Rates(updates={64: 1e9, 128: 5e8}, samples=1e7, start_up=1.5)


def blocks_of(run, n_blocks):
    return [replace(run, block=k) for k in range(n_blocks)]


def test_a_block_costs_its_start_its_updates_and_its_samples():
    assert RATES.block_seconds(RUN) == pytest.approx(1.5 + 64 * 256 * 8000 / 1e9 + 256 * 2000 / 1e7)
    assert RATES.block_seconds(replace(RUN, n_rotors=128)) > RATES.block_seconds(RUN)


def test_blocks_that_are_there_cost_nothing():
    runs = {"1": blocks_of(RUN, 4), "2": blocks_of(replace(RUN, temperature=2.0), 4)}
    seconds = RATES.block_seconds(RUN)
    full = cost_frame(runs, {"1": set(), "2": set()}, RATES)
    assert full["core_hours"].sum() * 3600 == pytest.approx(8 * seconds)
    part = cost_frame(runs, {"1": {0, 3, 17}, "2": {0, 1, 2, 3}}, RATES)
    assert part["there"].tolist() == [2, 4]
    assert part["core_hours"].sum() * 3600 == pytest.approx(2 * seconds)
    assert part["disk_MB"].sum() == full["disk_MB"].sum()
    assert "simulations: 2 to do, 6 of 8 are there" in cost_message(part, RATES, 2)


def test_wall_time_is_shared_among_cores_but_not_below_the_longest_job():
    assert wall_hours(6.0, 1.0, 1) == 6.0
    assert wall_hours(6.0, 1.0, 3) == 2.0
    assert wall_hours(6.0, 1.0, 1000) == 1.0
    assert wall_hours(0.0, 0.0, 2) == 0.0
    costs, hours = cost_frame({"1": blocks_of(RUN, 8)}, {"1": {0, 1}}, RATES), RATES.block_seconds(RUN) / 3600
    assert f"wall time:   {duration(2 * hours)} on 3 core(s)" in cost_message(costs, RATES, 3)
    assert f"wall time:   {duration(hours)} on 1000 core(s)" in cost_message(costs, RATES, 1000)
    there = cost_frame({"1": blocks_of(RUN, 1)}, {"1": {0}}, RATES)
    assert "wall time:   0 s on 2 core(s)" in cost_message(there, RATES, 2)


@pytest.mark.parametrize(("hours", "text"), [(12.34, "12.3 h"), (0.5, "30 min"), (0.005, "18 s")])
def test_durations_have_a_unit_that_suits_them(hours, text):
    assert duration(hours) == text


def test_disk_space_is_what_the_files_take(tmp_path):
    run = replace(RUN, duration=10, maximum_lag=5)
    save_result(tmp_path / f"{run.path}.npz", run, simulate(run), 1.0)
    taken = sum(path.stat().st_size for path in (tmp_path / run.path).parent.iterdir())
    assert disk_space(run) == pytest.approx(taken, rel=0.05)


def test_measured_rates_predict_the_processor_time_of_a_run():
    rates = measure_rates({RUN.n_rotors})
    simulate_run(replace(RUN, n_replicas=16, duration=2, maximum_lag=1))  # compiles
    start = time.process_time()
    simulate_run(RUN)
    measured = time.process_time() - start
    # within 15 % on a quiet machine; neighbours on the same core and cache cost up to a factor 2
    assert 0.4 < (rates.block_seconds(RUN) - rates.start_up) / measured < 2.5
    assert 0.2 < rates.start_up < 30
