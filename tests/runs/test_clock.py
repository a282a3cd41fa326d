"""A wall clock that is set back disturbs nothing that measures time."""

import logging
import re
import time
from itertools import count

import numpy as np
import pytest

from tests.root import ROOT
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.progress import Progress


@pytest.fixture
def clock_going_back(monkeypatch):
    """The wall clock loses an hour every time that it is read."""
    hours = count(0, -3600)
    monkeypatch.setattr(time, "time", lambda: 1e9 + next(hours))
    assert time.time() > time.time()


def test_progress_counts_no_negative_times(clock_going_back, caplog, monkeypatch):
    monkeypatch.setattr("thermochain.runs.progress._SECONDS_BETWEEN_LINES", 0.0)
    with caplog.at_level(logging.INFO, logger="thermochain"):
        progress = Progress(logging.getLogger("thermochain.clock"), 3, "steps")
        for _ in range(3):
            progress.advance(1)
    numbers = re.findall(r"(\S+) steps/s  (\S+) s elapsed  ETA (\S+) s", caplog.text)
    assert len(numbers) == 3
    assert all(float(number) >= 0 for line in numbers for number in line)
    assert all(float(rate) > 0 for rate, *_ in numbers)


def test_checkpoints_fall_due_by_their_interval(clock_going_back, tmp_path):
    rng = np.random.default_rng(0)
    seldom, often = (Checkpoint(tmp_path / "c.npz", "run", "thermochain.runs.files", s) for s in (60.0, 0.0))
    for checkpoint in (seldom, often):
        checkpoint.save({"x": np.zeros(1)}, rng)
    assert often.due
    assert not seldom.due


def test_nothing_reads_the_wall_clock():
    """Wall times in provenance, progress and checkpoints come from clocks that only go forward.

    The shipped reference alone says on which day it was made.
    """
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "workflow").rglob("*.py")]
    sources.remove(ROOT / "src/thermochain/overview/reference.py")
    assert len(sources) > 100
    wall_clock = re.compile(r"\btime\.time(_ns)?\(|\bdatetime\b|\blocaltime\(|from time import")
    assert [str(path) for path in sources if wall_clock.search(path.read_text())] == []
