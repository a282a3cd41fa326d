"""Figure of winding number and K^pp against the time of the Langevin dynamics."""

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.published_protocol.figures import langevin_times
from thermochain.rotors.published_protocol.study.table import THERMALISATION


def table_of(n_rows):
    table = pd.DataFrame({name: np.full(n_rows, 2.0) for name in THERMALISATION.columns})
    table["start"] = ["langevin"] * (n_rows - 1) + ["gibbs"]
    table["temperature"] = 0.3
    table["time_step"] = 0.1
    return table


def test_each_time_has_its_fractions_and_the_exact_value_its_band():
    table = table_of(3)
    table["langevin_time"] = [50.0, 200.0, 0.0]
    table["winding"] = [1.0, 1.8, 2.0]
    table["pp_single"] = [4.0, 9.0, 10.0]
    table["pp_expected"] = [5.0, 9.5, 10.0]
    table["pp_every"], table["pp_every_std"], table["pp_published"] = 10.0, 0.5, 5.5
    left, right = langevin_times.draw(table).axes
    [points] = left.containers
    assert points.lines[0].get_xdata().tolist() == [50.0, 200.0]
    assert points.lines[0].get_ydata().tolist() == [0.5, 0.9]
    [points] = right.containers
    assert points.lines[0].get_ydata().tolist() == pytest.approx([0.4, 0.9])
    crosses = [line for line in right.lines if line.get_marker() == "x" and line.get_xdata().size]
    assert crosses[0].get_ydata().tolist() == pytest.approx([0.5, 0.95])
    [published] = [line for line in right.lines if line.get_label() == "published fit (A.2)"]
    assert published.get_ydata()[0] == pytest.approx(0.55)
    [band] = [patch for patch in right.patches if patch.get_label() == "exact start, every origin"]
    assert [band.get_y(), band.get_y() + band.get_height()] == pytest.approx([0.9, 1.1])


def test_time_steps_and_temperatures_are_told_apart_and_named_once():
    table = pd.concat([table_of(3), table_of(2).assign(temperature=0.5)], ignore_index=True)
    table["langevin_time"] = [50.0, 50.0, 0.0, 50.0, 0.0]
    table.loc[1, "time_step"] = 0.05
    figure = langevin_times.draw(table)
    _, right = figure.axes
    markers = {bars.get_label(): bars.lines[0].get_marker() for bars in right.containers}
    assert markers == {
        "$T=0.3$, time step 0.1": "o",
        "$T=0.3$, time step 0.05": "s",
        "$T=0.5$, time step 0.1": "o",
    }
    assert len({bars.lines[0].get_color() for bars in right.containers}) == 2
    places = [bars.lines[0].get_xdata()[0] for bars in right.containers[:2]]
    assert places[0] != places[1]
    [legend] = figure.legends
    names = [text.get_text() for text in legend.get_texts()]
    assert len(names) == len(set(names))
