"""Tables of the studies of bias, on correlations with known tails."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

import thermochain as tc
from tests.root import CONFIG
from thermochain.core.correlation import TimeCorrelations
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.self_consistent import tails_of
from thermochain.rotors.validation.bias.figures import bias
from thermochain.rotors.validation.bias.study.configuration import ring_size_runs, time_step_runs
from thermochain.rotors.validation.bias.study.tables import (
    RING_SIZES,
    TAILS,
    TIME_STEPS,
    ring_size_frame,
    tail_frame,
    time_step_frame,
)

C = tc.published_coefficients()
SPACING = 0.4


def ring(n_rotors, temperature=1.0, n_lags=1001, noise=1e-5):
    """A ring whose integral is K (1 - exp(-t)) + A S_M(t) with K and A of the published coefficients."""
    t = SPACING * np.arange(n_lags)
    tail = tails_of(C, temperature, n_rotors, t[-1]).momentum
    K = float(C.onsager_pp(temperature)) * (1 - np.exp(-t)) + np.where(t > 2, tail.amplitude * tail.shape(t + 1e-9), 0)
    walk = np.random.default_rng(n_rotors).standard_normal((16, n_lags)) * noise
    correlation = np.gradient(K, SPACING) + walk
    # what the trapezoidal rule makes of the derivative up to a late time is K there
    correlation += (
        (K[400] - np.trapezoid(np.gradient(K, SPACING)[:401], dx=SPACING)) * (np.arange(n_lags) == 1) / SPACING
    )
    ee = float(C.onsager_ee(temperature)) * np.exp(-t) + walk
    return TimeCorrelations(temperature, n_rotors, t, correlation, ee, 0.1 * walk)


def test_rings_of_all_sizes_have_one_limit_and_the_cut_values_their_bias():
    frame = ring_size_frame([ring(M) for M in (64, 128, 512)], C)
    assert set(frame.columns) == set(RING_SIZES.columns)
    truth = float(C.onsager_pp(1.0))
    # central differences and the rule of trapezoids leave 1e-4 of the tail
    np.testing.assert_allclose(frame["pp"], truth, rtol=2e-3)
    np.testing.assert_allclose(frame["cut"] - truth, frame["bias_theory"], rtol=0.05)
    assert frame["bias_theory"].is_monotonic_decreasing


def test_the_bias_of_a_short_ring_is_its_amplitude_over_its_size():
    [row] = ring_size_frame([ring(16)], C).itertuples()
    assert row.bias_theory == pytest.approx(row.amplitude / 16, rel=1e-3)


def test_tails_are_straight_in_the_return_density():
    frame = tail_frame([ring(512)], C)
    assert set(frame.columns) == set(TAILS.columns)
    late = frame[frame["time"] > 100]
    slope = np.polyfit(late["shape"], late["integral"], 1)[0]
    assert slope == pytest.approx(tails_of(C, 1.0, 512, 400.0).momentum.amplitude, rel=0.02)


def steps():
    base = GreenKuboRun(1.0, 64, 0.05, 0.4, 400, 100, 64, seed=0)
    runs = [replace(base, time_step=step) for step in (0.05, 0.1, 0.2)]
    rng = np.random.default_rng(0)
    t = SPACING * np.arange(251)
    rings = [
        TimeCorrelations(1.0, 64, t, *(np.exp(-t) * (1 + 0.5 * run.time_step**2) + 1e-6 * rng.normal(size=(3, 8, 251))))
        for run in runs
    ]
    return time_step_frame(zip(runs, rings, strict=True))


def test_changes_are_relative_to_the_smallest_step():
    frame = steps()
    assert set(frame.columns) == set(TIME_STEPS.columns)
    rows = frame[frame["coefficient"] == "pp"].set_index("time_step")
    assert rows.loc[0.05, "change"] == rows.loc[0.05, "change_std"] == 0.0
    exact = (1 + 0.5 * 0.2**2) / (1 + 0.5 * 0.05**2) - 1
    assert rows.loc[0.2, "change"] == pytest.approx(exact, rel=1e-3)
    assert frame["time"].tolist() == pytest.approx([24.8] * 6)  # a quarter of the longest lag, 250 intervals


def test_the_figure_shows_tails_sizes_and_steps():
    rings = [ring(64), ring(512)]
    figure = bias.draw(ring_size_frame(rings, C), tail_frame(rings, C), steps())
    assert len(figure.axes) == 3
    for axis in figure.axes:
        assert "$" in axis.get_xlabel() + axis.get_ylabel()
        assert len(axis.get_lines()) > 1


def test_the_default_configuration_names_each_simulation_once():
    config = deepcopy(CONFIG)
    runs = ring_size_runs(config) + time_step_runs(config)
    assert len({run.path for run in runs}) == len(runs)
    assert {run.temperature for run in ring_size_runs(config)} >= {0.5, 0.7, 1.0}
