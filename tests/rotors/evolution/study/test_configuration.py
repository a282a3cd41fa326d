"""What the section `evolution` may not say, and the memory that it needs."""

import pytest

from thermochain.rotors.evolution.study.configuration import check, solves

SECTION = {"first_time": 0.001, "last_time": 10, "n_times": 240, "n_frames": 31, "n_cells": 200} | {
    "driven": {"T_left": 0.6, "T_right": 0.4, "p_right": 1.2},
    "closed": {"temperature": 0.5, "amplitude": 1.5},
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first_time": 20}, r"^evolution\.first_time = 20: must be below last_time = 10; try 0\.001"),
        ({"n_frames": 241}, r"^evolution\.n_frames = 241: must be at most n_times = 240; take fewer"),
    ],
)
def test_times_and_frames_that_contradict_each_other_are_refused(change, message):
    check({"evolution": SECTION})
    with pytest.raises(ValueError, match=message):
        check({"evolution": SECTION | change})


def test_memory_grows_with_cells_and_moments():
    [(key, factors, n_bytes, _), *_] = solves({"evolution": SECTION})
    assert key == "evolution"
    assert n_bytes > 0
    assert factors == {"n_cells": 200, "n_times": 240}
