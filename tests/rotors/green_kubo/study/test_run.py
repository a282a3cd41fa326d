"""Identity of a run: path, seed, derived numbers, checks."""

import itertools
import subprocess
import sys
from dataclasses import asdict, replace

import numpy as np
import pytest

from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import canonical

RUN = GreenKuboRun(
    temperature=0.3,
    n_rotors=512,
    time_step=0.05,
    sampling_interval=0.2,
    duration=4800,
    maximum_lag=1200,
    n_replicas=1536,
    seed=7,
    block=2,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (400.0, "400"), (1e-5, "0.00001"), (1.0, "1"), (12, "12"), (0.05, "0.05"), (3e6, "3000000")],
)
def test_numbers_are_spelled_canonically(value, text):
    assert canonical(value) == text


def test_the_path_spells_the_parameters_and_reads_back():
    assert str(RUN.path) == "T0.3/M512_dt0.05_h0.2_t4800_lag1200_R1536_seed7/block2"
    pieces = {
        "temperature": "0.3",
        "n_rotors": "512",
        "time_step": "0.05",
        "sampling_interval": "0.2",
        "duration": "4800",
        "maximum_lag": "1200",
        "n_replicas": "1536",
        "seed": "7",
        "block": "2",
    }
    assert GreenKuboRun.from_wildcards(pieces) == RUN


def test_memory_counts_two_currents_a_padded_copy_two_spectra_and_the_rings():
    assert RUN.memory == 8 * RUN.batch_replicas * (2 * 24_000 + 3 * 30_001 + 8 * 512)
    assert RUN.memory < 2**30


ONE_BATCH = """
from pathlib import Path
from thermochain.core.correlation import correlate_currents
from thermochain.rotors.green_kubo.study.simulation import simulate_currents
from thermochain.rotors.green_kubo.study.run import GreenKuboRun

run = GreenKuboRun(**{parameters})
correlate_currents(*simulate_currents(run, run.seed_sequence()), run.n_rotors, run.n_lags)
status = Path("/proc/self/status").read_text().split()
print(1024 * int(status[status.index("VmHWM:") + 1]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is read from /proc, which is Linux")
@pytest.mark.parametrize(("n_rotors", "duration"), [(16, 8000), (20_000, 4)])
def test_a_job_takes_what_it_states(n_rotors, duration):
    """Long series on small rings and short ones on large rings, in a process of their own."""
    run = replace(RUN, n_rotors=n_rotors, duration=duration, maximum_lag=duration / 4, n_replicas=64, time_step=0.2)
    run = replace(run, n_replicas=128 if n_rotors > 1000 else 64 * 31)
    code = ONE_BATCH.format(parameters=asdict(run))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0.6 * run.job_memory < int(done.stdout) < run.job_memory


def test_arrays_without_dimension_are_numbers():
    assert replace(RUN, temperature=np.array(0.3), block=np.array(2)) == RUN


def test_rounding_noise_in_a_parameter_does_not_make_another_run():
    assert replace(RUN, temperature=0.1 + 0.2) == RUN
    assert replace(RUN, temperature=0.1 + 0.2).path == RUN.path


def test_derived_numbers():
    assert (RUN.stride, RUN.n_samples, RUN.n_lags) == (4, 24_000, 6_001)
    assert RUN.n_batches * RUN.batch_replicas == 1536
    assert RUN.n_updates == 512 * 1536 * 96_000


@pytest.mark.parametrize("n_replicas", [16, 48, 64, 1536, 1920, 3840, 16 * 37])
def test_batches_divide_the_replicas_evenly(n_replicas):
    run = replace(RUN, n_replicas=n_replicas)
    assert run.n_batches <= 32
    assert run.batch_replicas >= 16
    assert run.n_batches * run.batch_replicas == n_replicas


def test_every_parameter_changes_the_random_numbers():
    changed = {
        "temperature": 0.31,
        "n_rotors": 256,
        "time_step": 0.1,
        "sampling_interval": 0.4,
        "duration": 2400,
        "maximum_lag": 600,
        "n_replicas": 1024,
        "seed": 8,
        "block": 3,
    }
    runs = [RUN, *(replace(RUN, **{name: value}) for name, value in changed.items())]
    states = [run.seed_sequence().generate_state(4) for run in runs]
    for a, b in itertools.combinations(states, 2):
        assert not np.array_equal(a, b)
    np.testing.assert_array_equal(RUN.seed_sequence().generate_state(4), states[0])


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"temperature": -0.1}, "temperature=-0.1 must be a finite number > 0"),
        ({"temperature": float("nan")}, "temperature=nan"),
        ({"temperature": "hot"}, "temperature='hot' must be"),
        ({"temperature": True}, "temperature=True must be"),
        ({"n_rotors": 2}, "n_rotors=2 must be an integer >= 3"),
        ({"n_rotors": 100.5}, "n_rotors=100.5 must be an integer"),
        ({"temperature": 1e4}, r"temperature=10000 must lie in \[0.05, 10\]"),
        ({"time_step": 0.5}, r"time_step=0.5 must lie in \[0.0001, 0.25\]"),
        ({"temperature": 4.0, "sampling_interval": 0.8}, r"sampling_interval=0.8 must lie in \[0.05, 0.4\]; currents"),
        ({"sampling_interval": 2.0}, r"sampling_interval=2 must lie in \[0.05, 1\]"),
        ({"duration": 200_000.1}, "duration=200000 must be a multiple of sampling_interval"),
        ({"duration": 1e9}, "GiB a batch, at most 8; shorten the trajectories"),
        ({"n_replicas": 8_000_001}, "n_replicas=8e.06 must be a multiple of the smallest batch"),
        ({"sampling_interval": 0.12}, r"sampling_interval=0.12 must be a multiple of time_step \(0.05\); try 0.1"),
        ({"duration": 4800.1}, "duration=4800.1 must be a multiple of sampling_interval"),
        ({"maximum_lag": 4800}, "maximum_lag=4800 must be < duration=4800; lengthen"),
        ({"n_replicas": 100}, "n_replicas=100 must be a multiple of the smallest batch"),
        ({"n_replicas": 0}, "n_replicas=0 must be an integer >= 1"),
        ({"seed": -1}, "seed=-1 must be an integer >= 0"),
        ({"block": 1.5}, "block=1.5 must be an integer"),
    ],
)
def test_invalid_parameters_are_named(bad, message):
    with pytest.raises(ValueError, match=message):
        replace(RUN, **bad)
