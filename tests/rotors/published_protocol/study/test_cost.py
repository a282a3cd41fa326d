"""Costs of the comparison of protocols: arithmetic, and disk space against what is really written."""

from dataclasses import replace

import pytest

from thermochain.rotors.green_kubo.study.cost import Rates
from thermochain.rotors.published_protocol.study.cost import cost_frame, cost_message, langevin_rate
from thermochain.rotors.published_protocol.study.run import GIBBS, LANGEVIN, ProtocolRun
from thermochain.rotors.published_protocol.study.simulation import simulate
from thermochain.runs.storage import save_result

RUN = ProtocolRun(
    start=LANGEVIN,
    temperature=1.0,
    n_rotors=16,
    time_step=0.1,
    sampling_interval=0.4,
    duration=80,
    maximum_lag=40,
    n_replicas=64,
    seed=3,
)
RATES = Rates(updates={16: 1e6}, samples=1e5, start_up=2.0)


def test_langevin_dynamics_cost_more_than_free_motion_and_stored_blocks_nothing():
    runs = [replace(RUN, block=k) for k in range(4)] + [replace(RUN, start=GIBBS)]
    costs = cost_frame(runs, lambda run: run.block == 2, RATES, 1e5).set_index("start")
    free = 2.0 + 16 * 64 * 800 / 1e6 + 64 * 200 / 1e5
    noisy = 16 * 64 * 500 / 1e5
    assert costs.loc[GIBBS, "core_hours"] * 3600 == pytest.approx(free)
    assert costs.loc[LANGEVIN, "core_hours"] * 3600 == pytest.approx(3 * (free + noisy))
    assert costs.loc[LANGEVIN, "longest_hours"] * 3600 == pytest.approx(free + noisy)
    assert "simulations: 4 to do, 1 of 5 are there" in cost_message(costs.reset_index(), 2)


def test_disk_space_is_that_of_the_file(tmp_path):
    path = tmp_path / f"{RUN.path}.npz"
    save_result(path, RUN, simulate(RUN), 1.0)
    written = path.stat().st_size + path.with_suffix(".json").stat().st_size
    costs = cost_frame([RUN], lambda run: False, RATES, 1e6)
    assert costs["disk_MB"].iloc[0] * 1e6 == pytest.approx(written, rel=0.3)  # and some numbers of every ring


def test_the_rate_is_measured():
    assert langevin_rate(16) > 1e5  # a hundred times slower than any machine of today
