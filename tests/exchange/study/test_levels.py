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


def made_up_records(n=4000, n_batches=4):
    """Two cells between baths; collisions at rate 0.5 in all, each of which moves 0.01 to the left."""
    rng = np.random.default_rng(1)
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
    energies = np.array([1.0, 1.2, 1.6, 2.0])
    rate = clock_rate(made_up_records(), energies)
    # 16,000 exponential waits: 0.8 %
    assert rate * np.sqrt([2.2, 2.8, 3.6]).sum() == pytest.approx(0.5, rel=0.03)


def test_every_level_is_in_the_table_and_the_limits_have_no_noise():
    chain = {"rate": "sum_sqrt", "particles": 5, "n_cells": 2, "T_left": 1, "T_right": 2, "seed": 1}
    jumps, paths = StationaryRun(n_events=2000, **chain), PathsRun(n_paths=16, **chain)
    results = (jumps, StationaryChain(**simulate(jumps))), (paths, simulate(paths))
    levels = levels_table(made_up_records(), 3.0, *results)
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
