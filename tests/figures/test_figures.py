"""Every figure can be drawn from its table, with labelled axes, and its files are reproducible."""

from importlib import import_module

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.figures import correlations
from thermochain.study import paper_figures
from thermochain.study.figure_files import save_figure
from thermochain.study.onsager_table import RUNNING_COLUMNS

C = tc.published_coefficients()


def table_of(number):
    if number == 2:
        return paper_figures.figure_table(2, {}, profile_points=21, map_points=9, fit_range=(0.3, 1.5))
    return paper_figures.tabulate(number, C, profile_points=41, map_points=15)


def data_axes(figure):
    return [axis for axis in figure.axes if axis.get_label() != "<colorbar>"]


@pytest.mark.parametrize("number", range(1, 14))
def test_figure_is_drawn_with_symbols_on_every_axis(number, tmp_path):
    before = dict(mpl.rcParams)
    figure = import_module(f"thermochain.figures.figure_{number:02d}").draw(table_of(number))
    assert dict(mpl.rcParams) == before
    for axis in data_axes(figure):
        assert "$" in axis.get_xlabel()
        assert "$" in axis.get_ylabel()
        assert axis.lines or axis.collections
    for suffix in (".png", ".pdf"):
        path = tmp_path / f"figure{suffix}"
        save_figure(path, figure)
        first = path.read_bytes()
        assert len(first) > 5000
        save_figure(path, figure)
        assert path.read_bytes() == first


@pytest.mark.parametrize(("number", "panels"), [(3, 4), (4, 2), (5, 4), (6, 2), (7, 2), (8, 4), (9, 2), (10, 4)])
def test_figure_has_the_papers_panels(number, panels):
    figure = import_module(f"thermochain.figures.figure_{number:02d}").draw(table_of(number))
    assert len(data_axes(figure)) == panels


def test_ranges_are_the_papers():
    figure = import_module("thermochain.figures.figure_06").draw(table_of(6))
    for axis in data_axes(figure):
        assert axis.get_xlim() == (-3.0, 1.0)
        assert axis.get_ylim() == (0.3, 1.0)


def test_families_run_from_blue_to_red_and_keep_their_order_in_greyscale():
    figure = import_module("thermochain.figures.figure_10").draw(table_of(10))
    colours = np.array([mpl.colors.to_rgb(line.get_color()) for line in data_axes(figure)[0].lines])
    assert colours[0, 2] > 2 * colours[0, 0]
    assert colours[-1, 0] > 2 * colours[-1, 2]
    lightness = colours @ [0.299, 0.587, 0.114]
    assert np.all(np.diff(lightness) > 0.02)
    assert lightness[-1] < 0.75  # not too light for white paper


def test_correlations_and_running_integrals_are_drawn_with_the_estimate():
    t = np.geomspace(0.2, 100, 60)
    running = pd.DataFrame({name: np.exp(-t) if name.startswith("C") else 1 - np.exp(-t) for name in RUNNING_COLUMNS})
    running["time"] = t
    estimate = pd.Series(
        {"temperature": 1.0, "n_rotors": 64, "pp": 1.0, "pp_error": 0.1, "cutoff_pp": 50.0}
        | {"ee": 1.0, "ee_error": 0.1, "cutoff_ee": 50.0}
    )
    figure = correlations.draw(running, estimate)
    assert len(figure.axes) == 4
