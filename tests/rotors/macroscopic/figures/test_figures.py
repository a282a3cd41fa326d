"""Figures 1-13 can be drawn from their tables, with labelled axes, and their files are reproducible."""

from functools import cache

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

import thermochain as tc
from tests.rotors.laws import with_errors
from tests.rotors.macroscopic.drawn import draw
from thermochain.core import style
from thermochain.rotors.macroscopic.study import paper_figures
from thermochain.runs.figure_files import save_figure

C = tc.published_coefficients()
MAPS = (4, 6, 7, 8)
ZERO = "$J^e=0$"
UPHILL, NEGATIVE = "uphill diffusion", "negative energy conductivity"


@cache
def table_of(number):
    return paper_figures.onsager_figure_table({}, (0.3, 1.5)) if number == 2 else paper_figures.tabulate(number, C, 41)


@cache
def figure_of(number):
    """The figure with published coefficients, rendered, so that positions of texts are known."""
    figure = draw(number, table_of(number))
    with style.in_style():
        FigureCanvasAgg(figure).draw()
    return figure


def data_axes(figure):
    return [axis for axis in figure.axes if axis.get_label() != "<colorbar>"]


@pytest.mark.parametrize("number", range(1, 14))
def test_figure_is_drawn_with_symbols_on_every_axis(number):
    before = dict(mpl.rcParams)
    figure = figure_of(number)
    assert dict(mpl.rcParams) == before
    for axis in data_axes(figure):
        assert "$" in axis.get_xlabel()
        assert "$" in axis.get_ylabel()
        assert axis.lines or axis.collections


@pytest.mark.parametrize("number", [2, 8, 13])  # points with errors, maps, curves
@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_the_same_figure_gives_the_same_bytes(number, suffix, tmp_path):
    path = tmp_path / f"figure{suffix}"
    save_figure(path, figure_of(number))
    first = path.read_bytes()
    assert len(first) > 5000
    save_figure(path, figure_of(number))
    assert path.read_bytes() == first


@pytest.mark.parametrize(("number", "panels"), [(3, 4), (4, 2), (5, 4), (6, 2), (7, 2), (8, 4), (9, 3), (10, 4)])
def test_figure_has_the_papers_panels(number, panels):
    figure = figure_of(number)
    assert len(data_axes(figure)) == panels


def test_ranges_are_the_papers():
    figure = figure_of(6)
    for axis in data_axes(figure):
        assert axis.get_xlim() == (-3.0, 1.0)
        assert axis.get_ylim() == (0.3, 1.0)


def test_families_run_from_blue_to_red_and_keep_their_order_in_greyscale():
    figure = figure_of(10)
    colours = np.array([mpl.colors.to_rgb(line.get_color()) for line in data_axes(figure)[0].lines])
    assert colours[0, 2] > 2 * colours[0, 0]
    assert colours[-1, 0] > 2 * colours[-1, 2]
    lightness = colours @ [0.299, 0.587, 0.114]
    assert np.all(np.diff(lightness) > 0.02)
    assert lightness[-1] < 0.75  # not too light for white paper


def test_families_end_in_the_dark_blue_and_the_dark_red_of_the_captions():
    for number in (3, 5, 9, 10, 11, 12, 13):
        lines = [line for line in data_axes(figure_of(number))[0].lines if line.get_color() != style.BLACK]
        for colour, channel in ((lines[0].get_color(), 2), (lines[-1].get_color(), 0)):
            rgb = np.array(mpl.colors.to_rgb(colour))
            assert 0.4 < rgb[channel] < 0.75  # dark
            assert np.delete(rgb, channel).max() < 0.2  # and pure


def legends(figure):
    return [
        legend
        for part in (figure, *figure.subfigs, *figure.axes)
        for legend in (part.legends if hasattr(part, "legends") else [part.get_legend()])
        if legend is not None
    ]


def drawn_labels(figure):
    return {item.get_label() for axis in figure.axes for item in (*axis.get_children(), *axis.containers)}


@pytest.mark.parametrize("number", range(1, 14))
def test_legends_list_only_what_is_drawn_and_cover_nothing(number):
    figure = figure_of(number)
    for legend in legends(figure):
        assert {text.get_text() for text in legend.get_texts()} <= drawn_labels(figure)
        box = legend.get_window_extent()
        assert not any(box.overlaps(axis.get_tightbbox()) for axis in figure.axes)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(4, {ZERO, UPHILL}), (6, {ZERO, UPHILL, NEGATIVE}), (7, {ZERO, UPHILL, NEGATIVE}), (12, {"minimum", "maximum"})],
)
def test_legends_name_what_the_captions_discuss(number, shown):
    found = {text.get_text() for legend in legends(figure_of(number)) for text in legend.get_texts()}
    assert found - {"approximation (3.1)"} == shown


def test_a_legend_without_maxima_does_not_name_them():
    table = table_of(12)
    figure = draw(12, table[table["p_right"] >= 0.2].reset_index(drop=True))
    assert [text.get_text() for legend in legends(figure) for text in legend.get_texts()] == ["minimum"]


@pytest.mark.parametrize("number", range(1, 14))
def test_letters_are_readable_at_the_width_of_a_page(number):
    """Figures fit a column of 7.2 inches (A4 with margins of an inch has 6.3), where 8 points shrink to 7."""
    figure = figure_of(number)
    assert figure.get_size_inches()[0] <= 7.2
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) >= 8


def text_boxes(figure):
    """Rectangles of titles, labels of axes and numbers at ticks, in the style that chooses the ticks."""
    boxes = []
    with style.in_style():
        for part in (part for axis in figure.axes for part in (axis, *axis.child_axes)):
            texts = [part.title, part.xaxis.label, part.yaxis.label]
            for axis, (low, high) in ((part.xaxis, part.get_xlim()), (part.yaxis, part.get_ylim())):
                ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
                texts += [label for tick, label in ticks if low <= tick <= high]
            boxes += [text.get_window_extent() for text in texts if text.get_text()]
    return boxes


@pytest.mark.parametrize("number", range(1, 14))
def test_no_text_leaves_the_picture_or_lies_on_another(number):
    figure = figure_of.__wrapped__(number)  # a fresh one, since asking for its texts can move them
    boxes, frame = text_boxes(figure), figure.bbox.padded(1.0)
    assert len(boxes) > 10
    for k, box in enumerate(boxes):
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1
        assert frame.y0 <= box.y0 < box.y1 <= frame.y1
        assert not any(box.overlaps(other) for other in boxes[k + 1 :])


@pytest.mark.parametrize("number", MAPS)
def test_maps_are_white_where_the_current_is_zero_and_mark_zero_on_the_colour_bar(number):
    for axis in data_axes(figure_of(number)):
        [bar] = axis.child_axes
        colours = axis.collections[0]
        assert colours.norm(0.0) == pytest.approx(0.5)
        assert min(colours.cmap(0.5)[:3]) > 0.95
        red, blue = colours.cmap(1.0), colours.cmap(0.0)
        assert red[0] > 2 * red[2]
        assert blue[2] > 2 * blue[0]
        low, high = bar.get_ylim()
        assert low <= 0.0 <= high
        assert any(not np.any(line.get_ydata()) and line.get_color() == style.VIOLET for line in bar.lines)


def test_maps_of_two_temperatures_are_square_and_their_hatching_crosses_the_diagonal():
    figure = figure_of(8)
    for axis in data_axes(figure):
        box = axis.get_window_extent()
        assert box.width == pytest.approx(box.height, rel=1e-3)
        for region in axis.collections:
            assert not any("/" in (hatch or "") for hatch in getattr(region, "hatches", []))


@pytest.mark.parametrize(("number", "panels"), [(4, []), (6, [1]), (7, [0, 1]), (8, [2, 3])])
def test_negative_energy_conductivity_is_outlined_in_the_panels_of_the_captions(number, panels):
    axes = data_axes(figure_of(number))
    outlined = [k for k, axis in enumerate(axes) if any(c.get_label() == NEGATIVE for c in axis.collections)]
    assert outlined == panels


@pytest.mark.parametrize(("number", "panel", "across"), [(6, 1, "p_right"), (7, 1, "p_right"), (8, 2, "T_left")])
def test_the_outline_holds_where_the_current_grows_with_the_difference_of_temperatures(number, panel, across):
    table = table_of(number)
    axis = data_axes(figure_of(number))[panel]
    [region] = [c for c in axis.collections if c.get_label() == NEGATIVE]
    rows = table[table["panel"] == panel]
    up = rows["up"].iloc[0]
    x, y = rows[across].unique(), rows[up].unique()
    slope = np.gradient(rows["energy_current"].to_numpy().reshape(y.size, x.size), y, axis=0)
    negative = slope < 0 if up == "T_left" else slope > 0
    clear = np.abs(slope) > 0.05 * np.abs(slope).max()  # off the border
    found = {True: 0, False: 0}
    for i, j in np.argwhere(clear)[::7]:
        if 0 < i < y.size - 1 and 0 < j < x.size - 1:
            inside = any(path.contains_point((x[j], y[i])) for path in region.get_paths())
            assert inside == negative[i, j], (x[j], y[i])
            found[bool(inside)] += 1
    assert min(found.values()) > 2


def test_both_triangles_mark_the_same_curve_in_the_upper_panels_of_figure_5():
    for axis in data_axes(figure_of(5))[:2]:
        triangles = [line for line in axis.lines if line.get_marker() == "^"]
        assert len({line.get_markerfacecolor() for line in triangles}) == 2  # filled and open
        [curve, same] = [line for line in axis.lines if line.get_color() == style.BLACK and line.get_marker() == "None"]
        np.testing.assert_allclose(curve.get_ydata(), same.get_ydata(), atol=1e-9)
        for line in triangles:
            np.testing.assert_allclose(
                line.get_ydata(), np.interp(line.get_xdata(), curve.get_xdata(), curve.get_ydata()), atol=1e-9
            )


@pytest.mark.parametrize("number", [1, 3, 5, 9, 10, 11, 12, 13])
def test_bands_lie_below_every_curve(number):
    figure = draw(number, paper_figures.tabulate(number, with_errors(1e-2), 21))
    bands = [c for axis in data_axes(figure) for c in axis.collections if isinstance(c, PolyCollection)]
    assert bands
    lowest = min(line.get_zorder() for axis in data_axes(figure) for line in axis.lines)
    assert max(band.get_zorder() for band in bands) < lowest


def test_figure_9_zooms_at_the_papers_onset_and_at_that_of_the_measured_coefficients():
    table = table_of(9)
    ranges = [(rows["p_right"].min(), rows["p_right"].max()) for _, rows in table.groupby("panel")]
    assert ranges == [(0.0, 2.0), (0.56, 0.7), (0.36, 0.46)]


def onsager_points():
    """A table behind Figure 2 with points in the fit, outside it, and from phase slips."""
    onsager = pd.DataFrame(
        {"temperature": [0.2, 0.3, 1.5, 2.0], "pp": [185, 14, 0.13, 0.07], "ee": [7.7, 2.9, 0.33, 0.22]}
    ).assign(pp_error=0.01, ee_error=0.01)
    slips = pd.DataFrame(
        {
            "temperature": [0.1, 0.15, 0.2],
            "pp": [6.8e5, 2009, 143],
            "pp_error": [3e3, 26, 8],
            "remaining": [1, 0.97, 0.83],
        }
    )
    return pd.concat(
        [
            paper_figures.tabulate_laws([C]),
            paper_figures.tabulate_estimates(onsager, (0.3, 1.5)),
            paper_figures.tabulate_slips(slips),
        ],
        ignore_index=True,
    )


def test_the_legend_of_figure_2_says_where_each_point_comes_from_and_what_was_not_fitted():
    figure = draw(2, onsager_points())
    [legend] = legends(figure)
    assert [text.get_text() for text in legend.get_texts()] == [
        "published fit (A.2)",
        "Green-Kubo points in the fit of (A.2)",
        "Green-Kubo, outside the fit of (A.2)",
        "rate of phase slips, outside the fit of (A.2)",
    ]
    [slips] = [c for c in data_axes(figure)[0].containers if c.get_label().startswith("rate of phase slips")]
    assert slips[0].get_xdata().tolist() == [0.1, 0.15]  # at 0.2 the two times of that method are not apart
    assert mpl.colors.to_rgb(slips[0].get_markerfacecolor()) == (1.0, 1.0, 1.0)


def hatched(axis, x, y):
    """Whether the point lies in the region marked as uphill."""
    regions = [c for c in axis.collections if c.get_label() == UPHILL]
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
    axis = data_axes(figure_of(number))[panel]
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
    figure = figure_of(12)
    dots = [line for line in data_axes(figure)[0].lines if line.get_marker() == "o"]
    curves = [line for line in data_axes(figure)[0].lines if line.get_marker() == "None"]
    filled = [dot for dot in dots if mpl.colors.to_rgb(dot.get_markerfacecolor()) != (1.0, 1.0, 1.0)]
    assert 0 < len(filled) < len(dots)
    for dot in dots:
        [curve] = [c for c in curves if dot.get_ydata()[0] in c.get_ydata()]
        extreme = min(curve.get_ydata()) if dot in filled else max(curve.get_ydata())
        assert dot.get_ydata()[0] == extreme


def test_reflected_profiles_of_figure_1_fall_on_the_originals():
    left, right = data_axes(figure_of(1))[:2]
    for axis in (left, right):
        original, mirrored = axis.lines[:2]
        x, y = mirrored.get_xdata()[::-1], mirrored.get_ydata()[::-1]
        inside = (x > -0.9) & (x > x.min() + 1e-9) & (x < 1.0)
        expected = np.interp(x[inside], original.get_xdata(), original.get_ydata())
        np.testing.assert_allclose(y[inside], expected, atol=5e-3)  # straight lines between 41 points
