"""The figures of the billiard show every number of disks, with labels, beside the stated and the exact laws."""

import numpy as np
import pandas as pd
import pytest

from thermochain.exchange.billiard.figures import figure_2, redistribution, share, waiting

LEVELS = np.linspace(0.05, 0.95, 10)


@pytest.fixture(scope="module")
def histograms():
    frames = []
    for quantity in ("waiting time", "share", "redistribution"):
        for m in (2, 5):
            exact = {"waiting time": np.nan, "share": 0.5 + LEVELS * m / 5, "redistribution": 1.0 + 0 * LEVELS}[
                quantity
            ]
            row = {"n_particles": m, "quantity": quantity, "level": LEVELS, "density": 1.1, "density_std": 0.1}
            frames.append(pd.DataFrame(row | {"exact": exact}))
    return pd.concat(frames)


def labels(axis):
    return axis.get_legend_handles_labels()[1]


def test_figure_2_draws_disks_walls_and_both_curves():
    m = np.arange(1, 6)
    frequency = pd.DataFrame(
        {
            "n_particles": m,
            "frequency": 0.1,
            "frequency_std": 0.01,
            "frequency_exact": np.where(m == 1, 0.1, np.nan),
            "energy": 1.2,
            "energy_std": 0.1,
            "energy_exact": 1.2,
        }
    )
    walls = pd.DataFrame({"piece": [0, 0, 1, 1], "x": [0, 1, 0, 1], "y": [0, 0, 1, 1]})
    disk = {"cell": [0, 1], "x": [0.2, 0.8], "y": 0.5, "radius": 0.1, "vx": 1.0, "vy": 0.0}
    cells, left, right = figure_2.draw(frequency, walls, pd.DataFrame(disk)).axes
    assert len(cells.patches) >= 2
    assert len(cells.lines) == 2
    assert "$M$" in left.get_xlabel()
    assert "exact: $5M/(4M+1)$" in labels(right)
    assert "exact, $M=1$" in labels(left)


def test_shares_stand_beside_exact_laws_one_line_where_they_do_not_depend_on_m(histograms):
    [axis] = share.draw(histograms).axes
    assert {"exact, $M=2$", "exact, $M=5$", "$M=2$", "$M=5$"} <= set(labels(axis))
    memory = pd.DataFrame({"n_particles": [2, 2], "before": [0.2, 0.8], "after": 0.5, "after_std": 0.1, "exact": 0.5})
    left, right = redistribution.draw(histograms, memory).axes
    assert [label for label in labels(left) if "exact" in label] == ["exact, every $M$"]
    assert "uniform, no memory" in labels(right)


def test_waiting_times_have_no_exact_law_but_three_candidates(histograms):
    ratios = np.array([0.001, 0.1, 1.0])
    columns = {"energy_ratio": ratios, "n_samples": 100, "rate": np.sqrt(ratios), "rate_std": 0.01, "variation": 1.0}
    waits = pd.DataFrame(columns | {"n_particles": 2, "tail_rate": np.sqrt(ratios), "tail_rate_std": 0.01})
    left, middle, right = waiting.draw(waits, histograms).axes
    assert not any("exact" in label for label in labels(left))
    assert sum("propto" in label for label in labels(middle)) == 3
    # the law of the smaller energy runs through all points
    solid = next(line for line in middle.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 100)
    np.testing.assert_allclose(solid.get_ydata(), np.sqrt(solid.get_xdata()), rtol=1e-12)
    assert right.get_ylabel()
