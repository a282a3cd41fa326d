"""Costs of driven chains: arithmetic, and disk space against what is really written."""

from dataclasses import replace

import pytest

from thermochain.rotors.driven.study.cost import chain_rates, cost_frame, cost_message, disk_space
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate
from thermochain.runs.storage import save_result

RUN = DrivenRun(
    n_rotors=33,
    T_left=0.5,
    T_right=0.5,
    torque_left=0,
    torque_right=1,
    friction=1.0,
    time_step=0.1,
    duration=512,
    n_replicas=32,
    seed=1,
)


def test_runs_cost_their_start_and_their_updates_and_those_that_are_there_nothing():
    runs = [replace(RUN, block=k) for k in range(4)] + [replace(RUN, n_rotors=65)]
    costs = cost_frame(runs, lambda run: run.block == 2, {33: 1e6, 65: 1e6}, 2.0).set_index("n")
    seconds = 2.0 + 33 * 32 * 5120 / 1e6
    assert costs.loc[33, "core_hours"] * 3600 == pytest.approx(3 * seconds)
    assert costs.loc[33, "longest_hours"] * 3600 == pytest.approx(seconds)
    assert (costs.loc[33, "runs"], costs.loc[33, "there"], costs.loc[65, "there"]) == (4, 1, 0)
    message = cost_message(costs.reset_index(), 2)
    assert "simulations: 4 to do, 1 of 5 are there" in message


def test_disk_space_is_that_of_the_file(tmp_path):
    path = tmp_path / f"{RUN.path}.npz"
    save_result(path, RUN, simulate(RUN, tmp_path / "checkpoint.npz"), 1.0)
    written = path.stat().st_size + path.with_suffix(".json").stat().st_size
    assert disk_space(RUN) == pytest.approx(written, rel=0.02)


def test_rates_are_measured_for_every_length():
    rates = chain_rates([9, 17, 9], 0.1)
    assert list(rates) == [9, 17]
    assert min(rates.values()) > 1e6  # a hundred times slower than any machine of today
