"""How far the study is, and what the rest of it costs."""

import numpy as np
import pytest

from thermochain.overview.status import (
    DONE,
    FAILED,
    PENDING,
    CostModel,
    JobStatus,
    has_failed,
    status_frame,
    status_message,
)
from thermochain.overview.subjects import RUNS, run_of_job
from thermochain.rotors.green_kubo.study.cost import Rates
from thermochain.rotors.green_kubo.study.run import GreenKuboRun

RING = GreenKuboRun(0.5, 64, 0.1, 0.4, 1600, 400, 512, seed=1)
WILDCARDS = {name: str(value) for name, value in RING.parameters.items()}
RATES = Rates(updates={64: 2e9}, samples=3e7, start_up=2.0)
JOBS = [
    JobStatus("figures", "green_kubo", "green kubo, temperature = 0.5", DONE, 0.0),
    JobStatus("figures", "green_kubo", "green kubo, temperature = 0.5", PENDING, 0.25),
    JobStatus("figures", "green_kubo", "tables and figures", FAILED, np.nan),
    JobStatus("validation", "bias", "tables and figures", DONE, 0.0),
]


def test_rings_and_chains_are_estimated_by_their_parameters_and_other_jobs_by_their_last_durations():
    costs = CostModel(RATES, {17: 1e9}, {"fit_coefficients": 0.01})
    assert costs.hours("simulate_green_kubo", WILDCARDS) == RATES.block_seconds(RING) / 3600.0
    assert costs.hours("fit_coefficients", {}) == 0.01
    assert np.isnan(costs.hours("draw_green_kubo", {}))


def test_a_chain_costs_its_updates_and_its_start():
    [kind] = [kind for kind in RUNS if kind.NAME == "driven"]
    chain = kind(17, 0.3, 0.3, 0.0, 1.0, 1.0, 0.1, 1024.0, 16, seed=1)
    costs = CostModel(RATES, {17: 1e9}, {})
    wildcards = {name: str(value) for name, value in chain.parameters.items()}
    assert costs.hours("simulate_driven", wildcards) == pytest.approx((2.0 + chain.n_updates / 1e9) / 3600.0)


def test_the_simulation_of_a_job_is_known_from_its_rule():
    assert run_of_job("simulate_green_kubo", WILDCARDS) == RING
    assert run_of_job("estimate_onsager", {}) is None


def test_jobs_are_counted_by_target_subject_and_sweep():
    frame = status_frame(JOBS)
    assert frame[[DONE, PENDING, FAILED, "unknown"]].to_numpy().tolist() == [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 0]]
    text = status_message(frame)
    assert "make figures: 1 done, 1 pending, 1 failed; core time left: 15 min + 1 job(s) not timed yet" in text
    assert text.endswith("make validation: 1 done, 0 pending, 0 failed; core time left: nothing")


def test_a_failure_is_read_off_the_last_line_that_the_log_writes(tmp_path):
    log = tmp_path / "job.log"
    assert not has_failed(log)
    log.write_text("2026-01-01 INFO progress 100 %\n")
    assert not has_failed(log)
    log.write_text("2026-01-01 00:00:00,000 ERROR failed\nTraceback\n")
    assert has_failed(log)
