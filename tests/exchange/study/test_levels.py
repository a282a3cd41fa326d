"""One chain at five levels: the continuum's law, the clock of the jump process, the table and its picture."""

import numpy as np
import pytest

from thermochain.exchange.billiard.billiard import EXCHANGE
from thermochain.exchange.figures import levels as picture
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.exchange.study.chain_simulation import simulate
from thermochain.exchange.study.levels import LEVEL_NAMES, LEVELS, clock_rate, continuum, levels_table
from thermochain.exchange.study.run import PathsRun, StationaryRun


def test_the_continuous_profile_carries_one_current():
    x = np.linspace(0, 1, 2001)
    profile, current = continuum(x, 1.0, 2.0)
    assert profile[[0, -1]] == pytest.approx([1.0, 2.0])
    # differences of second order in steps of 1/2000
    np.testing.assert_allclose(-np.sqrt(0.5 * profile) * np.gradient(profile, x), current, rtol=1e-3)


def made_up_records(n=4000, n_batches=4, seed=1):
    """Two cells between baths; collisions at rate 0.5 in all, each of which moves 0.01 to the left."""
    rng = np.random.default_rng(seed)
    records = np.zeros((n_batches, n, len(EXCHANGE)))
    column = {name: k for k, name in enumerate(EXCHANGE)}
    records[:, :, column["time"]] = np.cumsum(rng.exponential(2.0, (n_batches, n)), axis=1)
    records[:, :, column["barrier"]] = rng.integers(0, 3, (n_batches, n))
    for name, energy in (("cell_left", 1.2), ("cell_right", 1.6), ("left", 0.3), ("right", 0.4)):
        records[:, :, column[name]] = energy + 0.01 * rng.standard_normal((n_batches, n))
    records[:, :, column["left_after"]] = records[:, :, column["left"]] + 0.01
    records[:, :, column["right_after"]] = records[:, :, column["right"]] - 0.01
    return records


def test_clocks_tick_as_often_as_disks_collide():
    sum_of_roots = np.sqrt([2.2, 2.8, 3.6]).sum()
    rate, error = clock_rate(made_up_records(n_batches=40), 1.0, 2.0)
    # 160,000 exponential waits: 1/400; the energies are the same in all batches, to 1e-5
    assert error * sum_of_roots == pytest.approx(0.5 / 400, rel=0.5)  # the scatter of 40 batches knows it to 11 %
    assert abs(rate * sum_of_roots - 0.5) < 5.0 * error * sum_of_roots


def test_all_levels_above_the_billiard_share_the_error_of_its_clock(levels):
    first = levels.drop_duplicates("level").set_index("level")
    relative = (first["current_std"] / first["current"].abs())[list(LEVEL_NAMES[1:])]
    limits = relative[list(LEVEL_NAMES[3:])]
    rate, error = clock_rate(made_up_records(), 1.0, 2.0)
    np.testing.assert_allclose(limits, error / rate, rtol=1e-9)  # they have no other error
    assert np.all(relative >= limits.min() * (1.0 - 1e-9))


@pytest.mark.parametrize("n_batches", [4, 10])
def test_levels_of_two_runs_agree_within_their_errors(n_batches):
    """The clocks of independent billiards scatter as their errors say: the mean of z^2 is that of Student's t."""
    rates = np.array([clock_rate(made_up_records(300, n_batches, seed), 1.0, 2.0) for seed in range(200)])
    z = (rates[1:, 0] - rates[:-1, 0]) / np.hypot(rates[1:, 1], rates[:-1, 1])
    freedom = 2 * (n_batches - 1)
    # 200 runs: the mean square of z is known to 15 % or so
    assert np.mean(z**2) == pytest.approx(freedom / (freedom - 2), rel=0.5)


@pytest.fixture(scope="module")
def levels():
    """Table of made-up billiards and short chains."""
    chain = {"rate": "sum_sqrt", "particles": 5, "n_cells": 2, "T_left": 1, "T_right": 2, "seed": 1}
    jumps, paths = StationaryRun(n_events=2000, **chain), PathsRun(n_paths=16, **chain)
    results = (jumps, StationaryChain(**simulate(jumps))), (paths, simulate(paths))
    return levels_table(made_up_records(), 3.0, *results)


def test_every_level_is_in_the_table_and_the_limits_have_no_noise(levels):
    assert tuple(levels["level"].unique()) == LEVEL_NAMES
    assert set(levels.columns) == set(LEVELS.columns)
    noiseless = levels["level"].isin(LEVEL_NAMES[3:])
    assert np.all(levels.loc[noiseless, "energy_std"] == 0)
    assert np.all(levels.loc[~noiseless, "current_std"] > 0)
    assert np.all(levels["seconds"] > 0)
    assert np.all(levels["current"] < 0)  # to the colder bath, on the left
    jumps = levels[levels["level"] == "jump process"]
    assert jumps["flux_factor"].iloc[0] == pytest.approx(20 / 11)
    # the limit of many particles is near: cells of five hold up to a tenth less between exponential baths
    discrete = levels[levels["level"] == "discrete heat equation"]
    np.testing.assert_allclose(jumps["energy"], discrete["energy"], rtol=0.2)
    figure = picture.draw(levels)
    assert len(figure.axes) == 3
    assert [text.get_text() for text in figure.axes[1].get_yticklabels()] == list(LEVEL_NAMES)
