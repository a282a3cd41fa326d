"""Driven chains as runs: one tuple, one result; killed runs go on with the same bits; starts do not matter."""

import logging
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from numpy.random import SFC64, Generator

import thermochain as tc
from thermochain.rotors.driven.study.run import N_RECORDS, DrivenRun
from thermochain.rotors.driven.study.simulation import load_chain, simulate, simulate_moments
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.identity import seeds_of
from thermochain.runs.storage import CorruptResult, save_result

RUN = DrivenRun(
    n_rotors=9,
    T_left=0.5,
    T_right=0.8,
    torque_left=-0.0,
    torque_right=-1.5,
    friction=1.0,
    time_step=0.1,
    duration=512,
    n_replicas=8,
    seed=4,
)
ARGUMENTS = {name: value for name, value in RUN.parameters.items() if name != "block"}
MODULE = "thermochain.rotors.driven.study.simulation"


def assert_same_bits(one, other):
    np.testing.assert_array_equal(one.series, other.series)
    np.testing.assert_array_equal(one.moments, other.moments)


def test_path_spells_the_parameters_and_nothing_else():
    assert str(RUN.path) == "n9/TL0.5_TR0.8_tauL0_tauR-1.5_gamma1/dt0.1_t512_R8_seed4/block0"
    assert DrivenRun.from_wildcards({name: str(value) for name, value in vars(RUN).items()}) == RUN


def test_random_numbers_are_those_of_the_path_under_the_former_name_of_the_subject():
    expected = seeds_of(f"rotor_ness/{RUN.path}")
    assert RUN.seed_sequence().entropy == expected.entropy
    assert RUN.file == f"results/driven/runs/{RUN.path}.npz"


def test_same_tuple_same_bits_and_another_block_other_ones():
    first = simulate_moments(RUN)
    assert_same_bits(first, simulate_moments(RUN))
    assert np.all(simulate_moments(replace(RUN, block=1)).series != first.series)


def test_stored_averages_come_back_as_they_were(tmp_path):
    moments = simulate_moments(RUN)
    path = tmp_path / f"{RUN.path}.npz"
    save_result(path, RUN, simulate(RUN, tmp_path / "checkpoint.npz"), 1.0)
    _, back = load_chain([path])
    assert_same_bits(back, moments)
    assert (back.T_left, back.torque_right, back.interval) == (0.5, -1.5, 4.0)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CorruptResult, match=re.escape(str(path))):
        load_chain([path])


class Interrupted(Checkpoint):
    """Saves at every record, and is killed at the fortieth."""

    due = True
    saved = 0

    def save(self, arrays, rng):
        super().save(arrays, rng)
        self.saved += 1
        if self.saved == 40:
            raise KeyboardInterrupt


def test_interrupted_run_goes_on_with_the_same_bits(tmp_path, caplog):
    path = tmp_path / "checkpoint.npz"
    with pytest.raises(KeyboardInterrupt):
        simulate_moments(RUN, checkpoint=Interrupted(path, f"macroscopic {RUN.path}", MODULE))
    assert path.exists()
    with caplog.at_level(logging.INFO, logger="thermochain"):
        resumed = simulate(RUN, path)
    assert "going on from the checkpoint" in caplog.text
    assert path.exists()  # until the result is safe
    whole = simulate_moments(RUN)
    np.testing.assert_array_equal(resumed["series"], whole.series)
    np.testing.assert_array_equal(resumed["moments"], whole.moments)


@pytest.mark.parametrize("harm", ["truncated", "altered", "foreign"])
def test_checkpoint_that_is_not_to_be_trusted_is_not_used(tmp_path, harm, caplog):
    path = tmp_path / "checkpoint.npz"
    with pytest.raises(KeyboardInterrupt):
        simulate_moments(RUN, checkpoint=Interrupted(path, str(RUN.path), MODULE))
    data = bytearray(path.read_bytes())
    if harm == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif harm == "altered":
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    name = "another run" if harm == "foreign" else str(RUN.path)
    anew = simulate_moments(RUN, checkpoint=Checkpoint(path, name, MODULE))
    assert "is not used" in caplog.text
    assert_same_bits(anew, simulate_moments(RUN))


FOREIGN = {
    "arrays of the user": lambda path: np.savez(path, data=np.arange(3.0)),
    "text": lambda path: path.write_text("notes"),
    "nothing": lambda path: path.touch(),
    "one array": lambda path: path.write_bytes(b"\x93NUMPY\x01\x00"),
    "a record of something else": lambda path: np.savez(path, record='{"parameters": {"run": "mine"}}'),
    "a record that is a list": lambda path: np.savez(path, record="[1, 2]"),
    "a folder": lambda path: path.mkdir(),
    "the checkpoint of another run": lambda path: Checkpoint(path, "another run", MODULE).save({}, Generator(SFC64(1))),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_of_the_user_in_place_of_a_checkpoint_is_refused_and_kept(tmp_path, kind):
    path = tmp_path / "mydata.npz"
    FOREIGN[kind](path)
    before = path.stat()
    with pytest.raises(ValueError, match=r"checkpoint='.*mydata.npz' holds .*; pass another name"):
        tc.simulate_rotor_ness(**ARGUMENTS, checkpoint=path)
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


def test_a_checkpoint_of_the_same_call_is_continued_and_then_removed(tmp_path):
    path = tmp_path / "checkpoint.npz"
    with pytest.raises(KeyboardInterrupt):
        simulate_moments(RUN, checkpoint=Interrupted(path, f"macroscopic {RUN.path}", MODULE))
    assert path.exists()
    tc.simulate_rotor_ness(**ARGUMENTS, checkpoint=path)
    assert not path.exists()


LONGER = replace(RUN, n_rotors=33, duration=20480.0, n_replicas=32)
KILLED = """
import sys
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.identity import seeds_of
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate_moments
run = DrivenRun({parameters})
simulate_moments(run, checkpoint=Checkpoint(sys.argv[1], str(run.path), "{module}", seconds=0.02))
"""


def test_run_killed_by_sigkill_goes_on_from_its_last_checkpoint_with_the_same_bits(tmp_path, caplog):
    path = tmp_path / "checkpoint.npz"
    parameters = ", ".join(f"{name}={value}" for name, value in LONGER.parameters.items())
    killed = subprocess.Popen([sys.executable, "-c", KILLED.format(parameters=parameters, module=MODULE), str(path)])
    deadline = time.monotonic() + 120
    while not path.exists():
        assert killed.poll() is None, "the run ended before its first checkpoint"
        assert time.monotonic() < deadline
        time.sleep(0.002)
    os.kill(killed.pid, signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    with path.open("rb") as file:
        assert 0 < int(np.load(file)["done"]) < N_RECORDS
    with caplog.at_level(logging.INFO, logger="thermochain"):
        resumed = simulate_moments(LONGER, checkpoint=Checkpoint(path, str(LONGER.path), MODULE))
    assert "going on from the checkpoint" in caplog.text
    assert_same_bits(resumed, simulate_moments(LONGER))


def test_the_answer_does_not_depend_on_the_start():
    baths = {"n_rotors": 33, "T_left": 0.3, "T_right": 0.5, "torque_right": 1.5, "duration": 40960, "n_replicas": 32}
    one, other = (
        tc.simulate_rotor_ness(**baths, start=start, seed=k) for k, start in enumerate(("linear", "macroscopic"))
    )
    for name in ("momentum_current", "energy_current", "momentum", "temperature"):
        change = getattr(one, name) - getattr(other, name)
        std = np.hypot(getattr(one, f"{name}_std"), getattr(other, f"{name}_std"))
        # 68 numbers, correlated along the chain: 4 standard errors happen by chance in fewer than 1 of 250 draws
        assert np.all(np.abs(change) < 4 * std)
    assert one.transient.settled
    assert other.transient.settled


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_rotors": 2}, "n_rotors=2 must be an integer >= 3"),
        ({"T_left": -1.0}, "T_left=-1.0 must be a finite number > 0"),
        ({"T_right": 20.0}, r"T_right=20 must lie in \[0.05, 10\]"),
        ({"torque_right": float("nan")}, "torque_right=nan must be a finite number"),
        ({"torque_left": 51.0}, r"torque_left=51 must lie in \[-50, 50\]"),
        ({"friction": 0.0}, "friction=0.0 must be a finite number > 0"),
        ({"time_step": 0.15}, "must be a multiple of time_step"),
        ({"duration": 700.0}, "duration=700 must be a multiple of the records"),
        ({"n_replicas": 12}, "n_replicas=12 must be a multiple of a register"),
        ({"start": "cold"}, "start='cold' must be one of 'macroscopic', 'linear'"),
    ],
)
def test_bad_arguments_are_named_with_limit_and_remedy(change, message):
    baths = {"n_rotors": 9, "T_left": 0.5, "T_right": 0.5, "duration": 512.0, "n_replicas": 8}
    with pytest.raises(ValueError, match=message):
        tc.simulate_rotor_ness(**(baths | change))
