"""The contestants of the macroscopic benchmark solve the same states."""

import numpy as np
import pytest

from benchmarks import macroscopic


def test_every_solver_gives_the_profiles_of_the_first_integral(monkeypatch):
    states = macroscopic.random_states(2)
    found = macroscopic.errors(states)
    assert set(found) == set(macroscopic.SOLVERS)
    assert all(np.isfinite(error) for error in found.values())
    monkeypatch.setitem(macroscopic.SOLVERS, "wrong", lambda states: macroscopic.all_at_once(states) + 1e-4)
    with pytest.raises(SystemExit, match="wrong differs by 1"):
        macroscopic.errors(states)


def test_work_is_counted_in_states():
    states = macroscopic.random_states(3)
    work = {name: n for name, (_, n) in macroscopic.contestants(states).items()}
    assert work[macroscopic.MANY] == macroscopic.N_MANY
    assert work[macroscopic.MAP] == work[macroscopic.MAP_RESPONSE] == macroscopic.N_MAP**2
    assert {work[name] for name in macroscopic.SOLVERS} == {3}
