"""Arguments that need more memory than the machine has are refused by name, before anything is computed."""

import numpy as np
import pytest

import thermochain as tc
from thermochain.core.memory import check_memory, installed_memory


def test_the_memory_of_this_machine_is_known():
    assert 2**28 < installed_memory() < 2**50


def test_more_than_the_memory_is_refused_with_both_numbers():
    with pytest.raises(ValueError, match=r"n=3 needs .* GiB of memory, but this machine has .*; pass fewer"):
        check_memory("n=3", 2.0 * installed_memory(), "pass fewer")
    check_memory("n=3", 0.5 * installed_memory(), "pass fewer")


def exchange(n_cells=3, **changes):
    values = {"rate": "sum_sqrt", "particles_per_cell": 2, "T_left": 1.0, "T_right": 2.0} | changes
    return tc.EnergyExchange(n_cells=n_cells, **values)


def paths(n_paths):
    return {"times": [1.0], "start": np.ones(3), "n_paths": n_paths, "seed": 1}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: exchange().simulate(n_events=10**15, seed=1), "n_events=1000000000000000 must be an integer <="),
        (lambda: exchange().trajectories(**paths(10**13)), "n_paths=10000000000000 at 1 times needs"),
        (lambda: exchange().mesoscopic(**paths(10**13)), "n_paths=10000000000000 at 1 times needs"),
        (
            lambda: exchange(2000).linear_noise_in_time(times=[1.0], start=np.ones(2000)),
            "n_cells=2000 needs .* GiB of memory",
        ),
    ],
)
def test_an_argument_that_no_machine_can_serve_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: exchange(10_000).linear_noise_covariance(), "n_cells=10000 needs .* pass fewer cells"),
        (
            lambda: tc.OscillatorNetwork(
                springs={(1, 8000): 1.0}, friction={1: 1.0}, temperature={1: 1.0}
            ).steady_state(),
            "the network of 8000 masses needs .* take fewer masses",
        ),
    ],
)
def test_matrices_beyond_the_memory_of_a_small_machine_are_refused(call, message, monkeypatch):
    monkeypatch.setattr("thermochain.core.memory.installed_memory", lambda: 2.0**32)
    with pytest.raises(ValueError, match=message):
        call()
