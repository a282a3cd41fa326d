"""The kinetic limit in the study: rates, times and energies beside the jump process, and its conductivity."""

from copy import deepcopy

import numpy as np
import pytest

from tests.oscillators.made import made
from tests.root import CONFIG
from thermochain.exchange.billiard.figures import kinetic as figure
from thermochain.exchange.billiard.study import kinetic_tables as tables
from thermochain.exchange.billiard.study.configuration import check, kinetic_runs
from thermochain.exchange.billiard.study.run import CollisionsRun
from thermochain.exchange.disk_collisions import STATIC
from thermochain.exchange.ring_conductivity import ring_conductivity
from thermochain.runs.storage import load_result


def configured(**changes):
    config = deepcopy(CONFIG)
    config["billiard"]["kinetic"] |= changes
    return config


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    runs = kinetic_runs(configured(margins=[0.02, 0.6], n_exchanges=1000))["holes"]
    files = made(runs, tmp_path_factory.mktemp("runs"))
    return tables.kinetic_frames([load_result(path, CollisionsRun) for path in files])


def test_rates_are_exact_at_every_hole_and_times_exponential_at_small_ones(frames):
    rows = frames[0].set_index("hole")
    assert list(rows.index) == [0.98, 0.4]
    assert (np.abs(rows["rate"] - rows["exact_rate"]) < 4.0 * rows["rate_std"]).all()
    assert (rows["rate_std"] < 0.1 * rows["rate"]).all()
    assert rows.loc[0.4, "time_p"] > 1e-4
    assert rows.loc[0.98, "time_p"] < 1e-4  # negative control: a wide hole remembers
    assert (rows["energy_p"] > 1e-4).all()
    assert abs(rows.loc[0.4, "variation"] - 1.0) < 4.0 * rows.loc[0.4, "variation_std"]


def test_densities_have_mean_one(frames):
    levels = frames[1]
    assert list(levels.columns) == list(tables.LEVELS.columns)
    np.testing.assert_allclose(levels.groupby(["hole", "quantity"])["density"].mean(), 1.0, rtol=1e-12)


def test_memory_lowers_the_conductivity_below_the_rate(frames):
    ring = ring_conductivity(STATIC, 0.01 * np.exp(-np.arange(20.0)) * np.ones((4, 1)), 0.25)
    table = tables.conductivity_frame(ring)
    assert table["ratio"].iloc[0] == 1.0
    assert table["ratio"].iloc[-1] == pytest.approx(ring.value[0] / STATIC)
    drawn = figure.draw(*frames, table)
    assert [len(axis.containers) for axis in drawn.axes] == [1, 2, 2, 0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"margins": [0.3, 0.3]}, r"billiard.kinetic.margins has the same entry twice"),
        ({"n_exchanges": 20}, r"billiard.kinetic.n_exchanges=20"),
    ],
)
def test_settings_that_cannot_run_are_named(changes, message):
    check(configured())
    with pytest.raises(ValueError, match=message):
        check(configured(**changes))
