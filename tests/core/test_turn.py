import subprocess
import sys
import time

import pytest

from thermochain.core.turn import Turn

HOLD = """
import sys
from pathlib import Path
from thermochain.core.turn import Turn
turn = Turn(Path(sys.argv[1]), 60.0)
print("begins", flush=True)
input()
turn.end()
print("ends", flush=True)
input()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that has its turn."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "work.lock")], **pipes) as process:
        assert process.stdout.readline() == "begins\n"
        yield process
        process.kill()


def seconds_of_wait(path, longest):
    begin = time.monotonic()
    Turn(path, longest).end()
    return time.monotonic() - begin


def test_a_turn_waits_for_that_of_another_process_and_not_for_longer_than_asked(other, tmp_path):
    assert seconds_of_wait(tmp_path / "work.lock", 0.3) >= 0.3


def test_a_turn_that_has_ended_is_not_waited_for(other, tmp_path):
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline() == "ends\n"
    assert not (tmp_path / "work.lock").exists()
    assert seconds_of_wait(tmp_path / "work.lock", 60.0) < 30.0


def test_a_turn_ends_with_its_process(other, tmp_path):
    other.kill()
    other.wait()
    assert (tmp_path / "work.lock").exists()
    assert seconds_of_wait(tmp_path / "work.lock", 60.0) < 30.0


def test_a_turn_ends_with_its_object(tmp_path):
    turn = Turn(tmp_path / "work.lock", 60.0)
    assert (tmp_path / "work.lock").exists()
    del turn
    assert not (tmp_path / "work.lock").exists()


def test_turns_of_different_work_are_not_waited_for(other, tmp_path):
    assert seconds_of_wait(tmp_path / "other.lock", 60.0) < 30.0


def test_where_no_file_can_be_written_the_turn_begins_at_once(tmp_path):
    assert seconds_of_wait(tmp_path / "missing" / "work.lock", 60.0) < 30.0
