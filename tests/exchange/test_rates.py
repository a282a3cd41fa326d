"""A rate of the user's own is compiled or refused by name, and checked wherever it is called."""

import functools
import os
import subprocess
import sys

import numpy as np
import pytest

import thermochain as tc
from thermochain.exchange.rates import BadRate, compiled_rate


def exchange(rate, n_cells=3, T_left=1.0, T_right=1.1):
    return tc.EnergyExchange(rate=rate, n_cells=n_cells, particles_per_cell=2, T_left=T_left, T_right=T_right)


class Rate:
    def __call__(self, left, right):
        return left + right

    def method(self, left, right):
        return left + right


@pytest.mark.parametrize("rate", [np.hypot, np.maximum, max, min, lambda a, b: 1, lambda a, b: a + b])
def test_a_function_of_two_numbers_is_compiled_and_gives_its_value(rate):
    assert compiled_rate(rate)(3.0, 4.0) == rate(3.0, 4.0)


@pytest.mark.parametrize(
    "rate", [functools.partial(lambda c, a, b: a + b, 1.0), Rate().method, Rate(), Rate, lambda a: a, lambda a, b: "x"]
)
def test_what_cannot_be_compiled_is_refused_in_one_line_with_the_remedy(rate):
    with pytest.raises(ValueError, match=r"rate=.*write it as a plain Python function") as error:
        exchange(rate)
    assert "\n" not in str(error.value)


USES = {
    "limit": lambda x: x.limit(times=[1.0], start=[0.5, 2.0, 500.0]),
    "linear noise": lambda x: x.linear_noise_in_time(times=[1.0], start=[0.5, 2.0, 500.0]),
    "jumps": lambda x: x.trajectories(times=[1.0], start=[0.5, 2.0, 500.0], n_paths=2, seed=1),
    "mesoscopic": lambda x: x.mesoscopic(times=[1.0], start=[0.5, 2.0, 500.0], n_paths=2, seed=1),
}


@pytest.fixture(scope="module")
def bad_beyond_the_grid():
    return exchange(lambda a, b: 1.0 if a < 300.0 and b < 300.0 else np.nan)  # the grid of the check ends at 110


@pytest.mark.parametrize("use", USES)
def test_a_bad_value_outside_the_grid_is_named_with_its_energies_wherever_it_is_used(use, bad_beyond_the_grid):
    with pytest.raises(BadRate, match=r"rate\(.*\) = nan must be a finite number > 0"):
        USES[use](bad_beyond_the_grid)


@pytest.mark.parametrize("bad", [np.nan, 0.0, -1.0, np.inf])
def test_every_value_that_is_no_finite_positive_number_is_bad(bad):
    rate = compiled_rate(lambda a, b: 1.0 if a < 2.0 else bad)
    assert rate(1.0, 1.0) == 1.0
    with pytest.raises(BadRate, match=r"rate\(3, 1\) = "):
        rate(3.0, 1.0)


def test_a_bad_value_between_the_points_of_the_grid_is_named_by_the_equilibrium_and_what_follows_from_it():
    chain = exchange(lambda a, b: -1.0 if 1.02 < a < 1.04 else 1.0)
    for call in (chain.equilibrium, chain.linear_noise_covariance):
        with pytest.raises(BadRate, match=r"rate\(1.0.*, 1.0.*\) = -1 "):
            call()


def test_a_rate_may_vanish_where_an_energy_does():
    assert compiled_rate(lambda a, b: a * b)(0.0, 1.0) == 0.0


def test_ten_thousand_cells_have_their_equilibrium_from_tridiagonal_matrices(monkeypatch):
    monkeypatch.setattr(np.linalg, "eigvals", None)  # nothing of the size N^2 is made
    monkeypatch.setattr("thermochain.exchange.chain.Chain.jacobian", None)
    found = exchange("sum_sqrt", 10_000, 1.0, 2.0).equilibrium()
    # j = -kappa dT/dx with kappa = sqrt(2 T)/2, integrated from T_L to T_R, up to the size of a cell
    exact = -(2.0**0.5) * (2.0**1.5 - 1.0) / 3.0 / 10_001
    assert found.current == pytest.approx(exact, rel=1e-3)
    assert -1e-6 < found.growth < 0.0


def test_currents_of_an_equilibrium_that_differ_are_refused(monkeypatch):
    wrong = np.array([1.01, 1.05, 1.08])
    monkeypatch.setattr("thermochain.exchange.limit._newton", lambda chain: wrong)
    with pytest.raises(ValueError, match=r"the current of E.*is wrong by .*closer to each other"):
        exchange("constant").equilibrium()


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ("print(x.simulate(n_events=200, seed=1).samples.shape)", "(4096, 16, 3)"),
        ("tc.simulate_rotor_ness(n_rotors=5, T_left=1.0, T_right=1.0)", "NUMBA_DISABLE_JIT=1 leaves chains"),
    ],
)
def test_without_the_compiler_the_result_is_right_or_refused_in_one_line(call, wanted):
    script = "import thermochain as tc\nx = tc.EnergyExchange(rate=max, n_cells=3, particles_per_cell=2, "
    script += f"T_left=1.0, T_right=2.0)\n{call}"
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert wanted in (done.stdout + done.stderr).splitlines()[-1]
