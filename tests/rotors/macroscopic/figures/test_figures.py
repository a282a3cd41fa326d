"""Every figure can be drawn from its table, with labelled axes, and its files are reproducible."""

from importlib import import_module

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.green_kubo.figures import activation, correlations, fit_forms
from thermochain.rotors.green_kubo.study.activation_table import activation_frame, transmission_frame
from thermochain.rotors.green_kubo.study.fit_forms import residuals
from thermochain.rotors.green_kubo.study.onsager_table import RUNNING
from thermochain.rotors.macroscopic.study import paper_figures
from thermochain.rotors.published_protocol.figures import thermalisation
from thermochain.rotors.published_protocol.study.table import THERMALISATION
from thermochain.runs.figure_files import save_figure

C = tc.published_coefficients()


def table_of(number):
    return paper_figures.onsager_figure_table({}, (0.3, 1.5)) if number == 2 else paper_figures.tabulate(number, C, 41)


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
    figure = import_module("thermochain.rotors.macroscopic.figures.figure_06").draw(table_of(6))
    for axis in data_axes(figure):
        assert axis.get_xlim() == (-3.0, 1.0)
        assert axis.get_ylim() == (0.3, 1.0)


def test_families_run_from_blue_to_red_and_keep_their_order_in_greyscale():
    figure = import_module("thermochain.rotors.macroscopic.figures.figure_10").draw(table_of(10))
    colours = np.array([mpl.colors.to_rgb(line.get_color()) for line in data_axes(figure)[0].lines])
    assert colours[0, 2] > 2 * colours[0, 0]
    assert colours[-1, 0] > 2 * colours[-1, 2]
    lightness = colours @ [0.299, 0.587, 0.114]
    assert np.all(np.diff(lightness) > 0.02)
    assert lightness[-1] < 0.75  # not too light for white paper


def test_correlations_and_running_integrals_are_drawn_with_the_estimate():
    t = np.geomspace(0.2, 100, 60)
    running = pd.DataFrame({name: np.exp(-t) if name.startswith("C") else 1 - np.exp(-t) for name in RUNNING.columns})
    running["time"] = t
    estimate = pd.Series(
        {"temperature": 1.0, "n_rotors": 64, "pp": 1.0, "pp_error": 0.1, "start_pp": 50.0}
        | {"ee": 1.0, "ee_error": 0.1, "start_ee": 50.0}
    )
    figure = correlations.draw(running, estimate)
    assert len(figure.axes) == 4


def test_bands_of_running_integrals_are_two_standard_errors():
    t = np.geomspace(0.2, 100, 60)
    running = pd.DataFrame({name: np.ones_like(t) for name in RUNNING.columns})
    running["time"] = t
    running["K_pp_std"] = 0.05
    estimate = pd.Series(
        {"temperature": 1.0, "n_rotors": 64, "pp": 1.0, "pp_error": 0.1, "start_pp": 50.0}
        | {"ee": 1.0, "ee_error": 0.1, "start_ee": 50.0}
    )
    band = correlations.draw(running, estimate).axes[1].collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == pytest.approx((0.9, 1.1))


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
    axis = data_axes(import_module(f"thermochain.figures.figure_{number:02d}").draw(table))[panel]
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
    figure = import_module("thermochain.rotors.macroscopic.figures.figure_12").draw(table_of(12))
    dots = [line for line in data_axes(figure)[0].lines if line.get_marker() == "o"]
    curves = [line for line in data_axes(figure)[0].lines if line.get_marker() == "None"]
    filled = [dot for dot in dots if mpl.colors.to_rgb(dot.get_markerfacecolor()) != (1.0, 1.0, 1.0)]
    assert 0 < len(filled) < len(dots)
    for dot in dots:
        [curve] = [c for c in curves if dot.get_ydata()[0] in c.get_ydata()]
        extreme = min(curve.get_ydata()) if dot in filled else max(curve.get_ydata())
        assert dot.get_ydata()[0] == extreme


def test_reflected_profiles_of_figure_1_fall_on_the_originals():
    left, right = data_axes(import_module("thermochain.rotors.macroscopic.figures.figure_01").draw(table_of(1)))[:2]
    for axis in (left, right):
        original, mirrored = axis.lines[:2]
        x, y = mirrored.get_xdata()[::-1], mirrored.get_ydata()[::-1]
        inside = (x > -0.9) & (x > x.min() + 1e-9) & (x < 1.0)
        expected = np.interp(x[inside], original.get_xdata(), original.get_ydata())
        np.testing.assert_allclose(y[inside], expected, atol=5e-3)  # straight lines between 41 points


@pytest.fixture
def onsager():
    T = np.array([0.2, 0.25, 0.3, 0.35, 0.5, 1.0, 2.0])
    frame = pd.DataFrame({"temperature": T})
    for key in ("pp", "ee"):
        value = 2.0 * getattr(C, key)(T)
        frame = frame.assign(**{key: value, f"{key}_std": 0.03 * value, f"{key}_systematic": 0.04 * value})
    return frame


def test_points_over_the_laws_show_their_ratio_and_where_a_law_was_not_fitted(onsager):
    figure = fit_forms.draw(residuals(onsager, C, C))
    assert len(figure.axes) == 6
    for axis in figure.axes:
        assert axis.get_ylabel().endswith("/ law")
        filled, empty = (container.lines[0] for container in axis.containers)
        np.testing.assert_allclose(np.append(filled.get_ydata(), empty.get_ydata()).astype(float), 2.0)
        assert list(filled.get_xdata()) == [0.3, 0.35, 0.5, 1.0]
        assert list(empty.get_xdata()) == [0.2, 0.25, 2.0]


@pytest.mark.parametrize("rows", [7, 3])
def test_the_activation_figure_has_a_line_where_there_is_a_fit(onsager, rows):
    some = onsager.iloc[-rows:]
    figure = activation.draw(transmission_frame(some), activation_frame(some))
    assert len(figure.axes) == 2
    labels = figure.axes[0].get_legend_handles_labels()[1]
    assert any("B=" in label for label in labels) == (rows == 7)


def test_the_comparison_of_protocols_shows_ratios_to_the_right_reference():
    table = pd.DataFrame({name: np.full(4, 2.0) for name in THERMALISATION.columns})
    table["temperature"] = [0.3, 0.3, 1.0, 1.0]
    table["start"] = ["langevin", "gibbs"] * 2
    table["winding"] = [1.0, 2.0, 2.0, 2.0]
    table["pp_single"] = [3.0, 6.0, 1.0, 1.0]
    table["pp_every"] = [5.0, 6.0, 1.0, 1.0]
    table["pp_published"] = [3.6, 3.6, 1.1, 1.1]
    left, middle, right = thermalisation.draw(table).axes
    for axis in (left, middle, right):
        assert "$T$" in axis.get_xlabel()
        assert "$" in axis.get_ylabel()
    assert left.containers[0].lines[0].get_ydata().tolist() == [0.5, 1.0]
    values = {bars.get_label(): bars.lines[0].get_ydata().tolist() for bars in middle.containers}
    assert values == {
        "$q=0$ and Langevin, one time origin": [0.5, 1.0],
        "$q=0$ and Langevin, every origin": [pytest.approx(5 / 6), 1.0],
        "exact Gibbs start, one time origin": [1.0, 1.0],
        "exact Gibbs start, every origin": [1.0, 1.0],
    }
    [published] = [line for line in middle.lines if line.get_label() == "published fit (A.2)"]
    assert published.get_ydata().tolist() == pytest.approx([0.6, 1.1])
    assert all(bar.get_segments() for bars in middle.containers for bar in bars.lines[2])
