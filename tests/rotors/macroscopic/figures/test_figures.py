"""Figures 1-13 can be drawn from their tables, with labelled axes, and their files are reproducible."""

import matplotlib as mpl
import numpy as np
import pytest

import thermochain as tc
from tests.rotors.macroscopic.drawn import draw
from thermochain.rotors.macroscopic.study import paper_figures
from thermochain.runs.figure_files import save_figure

C = tc.published_coefficients()


def table_of(number):
    return paper_figures.onsager_figure_table({}, (0.3, 1.5)) if number == 2 else paper_figures.tabulate(number, C, 41)


def data_axes(figure):
    return [axis for axis in figure.axes if axis.get_label() != "<colorbar>"]


@pytest.mark.parametrize("number", range(1, 14))
def test_figure_is_drawn_with_symbols_on_every_axis(number, tmp_path):
    before = dict(mpl.rcParams)
    figure = draw(number, table_of(number))
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
    figure = draw(number, table_of(number))
    assert len(data_axes(figure)) == panels


def test_ranges_are_the_papers():
    figure = draw(6, table_of(6))
    for axis in data_axes(figure):
        assert axis.get_xlim() == (-3.0, 1.0)
        assert axis.get_ylim() == (0.3, 1.0)


def test_families_run_from_blue_to_red_and_keep_their_order_in_greyscale():
    figure = draw(10, table_of(10))
    colours = np.array([mpl.colors.to_rgb(line.get_color()) for line in data_axes(figure)[0].lines])
    assert colours[0, 2] > 2 * colours[0, 0]
    assert colours[-1, 0] > 2 * colours[-1, 2]
    lightness = colours @ [0.299, 0.587, 0.114]
    assert np.all(np.diff(lightness) > 0.02)
    assert lightness[-1] < 0.75  # not too light for white paper


def hatched(axis, x, y):
    """Whether the point lies in the region marked as uphill."""
    regions = [c for c in axis.collections if getattr(c, "hatches", None) and any(c.hatches)]
    return any(path.contains_point((x, y)) for region in regions for path in region.get_paths())


@pytest.mark.parametrize(
    ("number", "panel", "across", "up"),
    [
        (4, 1, "p_right", "T_left"),
        (6, 0, "p_right", "T_left"),
        (6, 1, "p_right", "T_left"),
        (8, 2, "T_left", "T_right"),
    ],
)
def test_hatching_marks_where_energy_flows_to_the_hotter_bath(number, panel, across, up):
    table = table_of(number)
    axis = data_axes(draw(number, table))[panel]
    rows = table[table["panel"] == panel]
    rise = (rows["T_right"] - rows["T_left"]) * rows["energy_current"]
    uphill_peak = rise.max()
    clear = rows[(rise > 0.1 * uphill_peak) | (rise < -0.1 * uphill_peak)]  # off the border, which the grid rounds
    inner = clear[
        clear[across].between(*np.quantile(rows[across], [0.05, 0.95]))
        & clear[up].between(*np.quantile(rows[up], [0.05, 0.95]))
    ].iloc[::17]
    verdicts = {True: 0, False: 0}
    for (x, y), uphill in zip(inner[[across, up]].to_numpy(), rise[inner.index] > 0, strict=True):
        assert hatched(axis, x, y) == uphill, (x, y)
        verdicts[bool(uphill)] += 1
    assert min(verdicts.values()) > 3


def test_filled_dots_are_minima_and_open_ones_maxima():
    figure = draw(12, table_of(12))
    dots = [line for line in data_axes(figure)[0].lines if line.get_marker() == "o"]
    curves = [line for line in data_axes(figure)[0].lines if line.get_marker() == "None"]
    filled = [dot for dot in dots if mpl.colors.to_rgb(dot.get_markerfacecolor()) != (1.0, 1.0, 1.0)]
    assert 0 < len(filled) < len(dots)
    for dot in dots:
        [curve] = [c for c in curves if dot.get_ydata()[0] in c.get_ydata()]
        extreme = min(curve.get_ydata()) if dot in filled else max(curve.get_ydata())
        assert dot.get_ydata()[0] == extreme


def test_reflected_profiles_of_figure_1_fall_on_the_originals():
    left, right = data_axes(draw(1, table_of(1)))[:2]
    for axis in (left, right):
        original, mirrored = axis.lines[:2]
        x, y = mirrored.get_xdata()[::-1], mirrored.get_ydata()[::-1]
        inside = (x > -0.9) & (x > x.min() + 1e-9) & (x < 1.0)
        expected = np.interp(x[inside], original.get_xdata(), original.get_ydata())
        np.testing.assert_allclose(y[inside], expected, atol=5e-3)  # straight lines between 41 points
