"""Time and memory that jobs of batch systems ask for."""

from dataclasses import replace

import pytest

from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.green_kubo.study.cost import Rates
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.published_protocol.study.run import GIBBS, ProtocolRun
from thermochain.runs.batch_job import is_small, job_mebibytes, job_minutes

RING = GreenKuboRun(
    temperature=1.0,
    n_rotors=256,
    time_step=0.1,
    sampling_interval=0.4,
    duration=1600,
    maximum_lag=400,
    n_replicas=512,
    seed=1,
)
CHAIN = DrivenRun(
    n_rotors=1025,
    T_left=0.3,
    T_right=0.5,
    torque_left=0.0,
    torque_right=1.0,
    friction=1.0,
    time_step=0.1,
    duration=512 * 64,
    n_replicas=16,
    seed=1,
)


def samples(run):
    return run.n_samples * run.n_replicas


def test_a_core_five_times_slower_than_the_one_measured_keeps_the_limit():
    measured = Rates(updates={256: 2e9}, samples=3e7, start_up=2.0)  # of the core that the bounds are stated for
    for factor in (1, 10, 100):
        run = replace(RING, n_replicas=factor * 512)
        assert 5 * measured.block_seconds(run) < 60 * job_minutes(run)


def test_random_numbers_that_take_longer_than_the_updates_have_their_time():
    """Of Langevin dynamics for a time 400, a core five times slower than one that draws 1e8 numbers a second."""
    run = ProtocolRun(**RING.parameters | {"start": "langevin_400", "n_replicas": 4096})
    assert run.n_random == 256 * 4096 * 4000
    assert 5 * (run.n_random / 1e8 + run.n_updates / 2e9) < 60 * job_minutes(run)
    exact = replace(run, start=GIBBS)
    assert job_minutes(exact) == job_minutes(replace(RING, n_replicas=4096))


def test_the_limit_is_whole_minutes_with_five_for_the_start():
    tiny = replace(RING, n_rotors=16, n_replicas=16)
    assert job_minutes(tiny) == 6
    assert isinstance(job_minutes(RING), int)


def test_every_attempt_gets_as_much_time_again():
    assert [job_minutes(CHAIN, attempt=n) for n in (1, 2, 3)] == [n * job_minutes(CHAIN) for n in (1, 2, 3)]


def test_time_grows_with_the_work():
    longer = replace(CHAIN, duration=8 * CHAIN.duration)
    # the start, and what rounding up to minutes adds, are paid once
    assert job_minutes(longer) - 5 == pytest.approx(8 * (job_minutes(CHAIN) - 5), abs=8)


def test_memory_is_that_of_the_simulation_and_of_three_times_snakemake():
    assert job_mebibytes(RING) - RING.job_memory // 2**20 >= 3 * 155  # MiB resident, measured


def test_only_work_of_half_an_hour_or_less_is_small():
    assert is_small(RING)
    small = replace(CHAIN, duration=512)
    while is_small(small):
        small = replace(small, duration=2 * small.duration)
    assert 30 < job_minutes(small) - 5 <= 61  # the first that is not small, between once and twice the border
