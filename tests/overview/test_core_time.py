"""The progress of a run tells the truth: its share of core time and the time left agree with what jobs take."""

import logging
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.overview.core_time import CoreTime
from thermochain.overview.job_times import expected_seconds
from thermochain.overview.subjects import RUNS
from thermochain.runs.progress import Progress, seconds_left


def run(jobs, n_cores=2):
    """Run jobs (rule, expected, taken) in their order on some cores.

    Returns, for each end of a job, the true share of core time, the true wall time left, what is said of them, and the
    rules of which no job has ended.
    """
    now, moments, running, ended = [0.0], [], {}, []
    said = CoreTime(lambda: now[0])
    said.plan({k: job[:2] for k, job in enumerate(jobs)})
    waiting = list(range(len(jobs)))
    while waiting or running:
        while waiting and len(running) < n_cores:
            k = waiting.pop(0)
            said.start(k, jobs[k][0])
            running[k] = now[0] + jobs[k][2]
        k = min(running, key=running.get)
        now[0] = running.pop(k)
        said.finish(k)
        ended.append(k)
        passed = sum(jobs[j][2] for j in ended) + sum(jobs[j][2] - (end - now[0]) for j, end in running.items())
        unknown = {rule for rule, _, _ in jobs} - {jobs[j][0] for j in ended}
        moments.append((passed / sum(job[2] for job in jobs), now[0], *said.left(), unknown))
    return [(share, now[0] - at, *said, unknown) for share, at, *said, unknown in moments]


def jobs_of(rules):
    """Jobs of rules (factor, expected seconds, number); those of a rule take the factor times what is expected."""
    return [(f"rule{k}", size, factor * size) for k, (factor, size, n) in enumerate(rules) for _ in range(n)]


RULES = st.lists(st.tuples(st.floats(0.3, 30.0), st.floats(0.5, 50.0), st.integers(1, 12)), min_size=1, max_size=6)


@settings(deadline=None, max_examples=50)
@given(RULES, st.integers(1, 4), st.randoms(use_true_random=False))
def test_once_every_rule_has_ended_a_job_the_share_is_exact_if_jobs_of_a_rule_err_alike(rules, n_cores, rng):
    jobs = jobs_of(rules)
    rng.shuffle(jobs)
    moments = run(jobs, n_cores)
    assert not moments[-1][-1]
    for share, _, said, _, unknown in moments:
        assert unknown or said == pytest.approx(share, rel=1e-9)


@settings(deadline=None, max_examples=50)
@given(RULES, st.integers(1, 4), st.randoms(use_true_random=False))
def test_shares_lie_between_0_and_1_and_the_last_job_ends_at_1_with_nothing_left(rules, n_cores, rng):
    jobs = jobs_of(rules)
    rng.shuffle(jobs)
    moments = run(jobs, n_cores)
    assert all(0.0 < said <= 1.0 and left >= 0.0 for _, _, said, left, _ in moments)
    assert moments[-1][2:4] == (1.0, 0.0)


def test_a_study_in_which_expectations_are_wrong_by_any_factor_is_told_within_a_tenth():
    """Twenty rules whose expectations are wrong by factors of 0.5 to 20, as those of a new machine are."""
    rng = random.Random(1)
    jobs = []
    for k in range(20):
        factor = 10 ** rng.uniform(-0.3, 1.3)
        jobs += [(f"rule{k}", size, factor * size) for size in rng.choices((2.0, 10.0, 40.0), k=12)]
    rng.shuffle(jobs)
    moments = [moment for moment in run(jobs) if 0.1 < moment[0] < 0.9]
    assert max(abs(said - share) for share, _, said, _, _ in moments) < 0.1
    assert max(abs(np.log(said / left)) for _, left, _, said, _ in moments) < np.log(1.5)


def test_without_any_job_that_has_ended_a_slow_job_makes_the_others_slow():
    now = [0.0]
    said = CoreTime(lambda: now[0])
    said.plan(dict.fromkeys(range(10), ("rule", 1.0)))
    said.start(0, "rule")
    now[0] = 50.0
    assert said.left()[0] == pytest.approx(0.1)
    assert said.line() == "10 % of the core time, 0 of 10 jobs"


def test_a_job_that_a_checkpoint_adds_counts_from_its_start():
    said = CoreTime()
    said.plan({1: ("rule", 5.0)})
    said.start(2, "new")
    said.finish(2)
    assert said.line().split(", ")[1] == "1 of 2 jobs"


def test_a_long_simulation_says_by_its_log_how_long_it_takes(tmp_path):
    log, now = tmp_path / "long.log", [0.0]
    log.write_text("progress  90.0 %  an earlier attempt  ETA 7 s\n")
    said = CoreTime(lambda: now[0])
    said.plan({1: ("simulate_driven", 60.0)})
    said.start(1, "simulate_driven", [str(log)])
    now[0] = 10.0
    assert said.left() == (pytest.approx(10 / 60), pytest.approx(50.0))  # not what the earlier attempt says
    log.write_text("going on from the checkpoint\nprogress  25.0 %  1 of 4 updates  10 s elapsed  ETA 990 s\n")
    assert said.left() == (pytest.approx(0.01), pytest.approx(990.0))
    now[0] = 505.0
    assert said.left()[0] == pytest.approx(0.505)


def test_the_time_left_is_read_from_what_progress_writes(tmp_path, caplog):
    with caplog.at_level(logging.INFO, logger="thermochain"):
        Progress(logging.getLogger("thermochain.read"), 4.0, "steps").advance(4.0)
    log = tmp_path / "job.log"
    log.write_text("x" * 5000 + "\n" + caplog.text)
    assert seconds_left(log) == 0.0
    log.write_text("nothing of the kind\n")
    assert seconds_left(log) is None
    assert seconds_left(tmp_path / "absent.log") is None


def test_simulations_are_expected_to_take_what_their_parameters_say_and_others_what_they_took(tmp_path):
    [kind] = [kind for kind in RUNS if kind.NAME == "green_kubo"]
    run = kind(0.5, 64, 0.1, 0.4, 1600, 400, 512, seed=1)
    wildcards = {name: str(value) for name, value in run.parameters.items()}
    longer = wildcards | {"n_replicas": "5120"}
    short, long = (expected_seconds("simulate_green_kubo", w, {}) for w in (wildcards, longer))
    assert long - 2.0 == pytest.approx(10.0 * (short - 2.0))  # beyond the two seconds of starting
    assert expected_seconds("draw_harmonic", {}, {"draw_harmonic": 31.0}) == 31.0
    assert expected_seconds("draw_harmonic", {}, {}) > 0.0


def test_the_time_left_is_said_in_whole_seconds_and_not_at_all_while_no_time_has_passed():
    now = [0.0]
    said = CoreTime(lambda: now[0])
    said.plan({1: ("simulate_driven", 10.0), 2: ("draw_driven", 1e-9), 3: ("draw_driven", 25.0)})
    said.start(1, "simulate_driven")
    said.finish(1)
    assert said.line() == "0 % of the core time, 1 of 3 jobs"
    now[0] = 10.0
    said.start(3, "draw_driven")
    now[0] = 20.0
    said.finish(3)
    assert said.line() == "100 % of the core time, 2 of 3 jobs, 0 s left"
