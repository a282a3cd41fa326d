"""Figures of regimes: regions, bands, labels."""

import matplotlib as mpl
import numpy as np
import pytest

import thermochain as tc
from tests.rotors.laws import with_errors
from tests.rotors.macroscopic.drawn import draw
from thermochain.rotors.macroscopic.study import paper_figures
from thermochain.rotors.regimes.figures import conductivity_anatomy, low_temperature
from thermochain.rotors.regimes.figures import maps as regime_maps
from thermochain.rotors.regimes.study import conductivity_anatomy as anatomy_tables
from thermochain.rotors.regimes.study import low_temperature as low_tables
from thermochain.rotors.regimes.study import maps as map_tables

C = tc.published_coefficients()


@pytest.fixture(scope="module")
def both():
    return [C, with_errors(0.003)]


def labelled(axis):
    return "$" in axis.get_xlabel() and "$" in axis.get_ylabel()


def filled(axis, colour):
    colour = mpl.colors.to_rgba(colour)
    return [c for c in axis.collections if len(c.get_facecolor()) and np.allclose(c.get_facecolor()[0], colour)]


def test_regions_are_where_the_response_is_negative(both):
    fields, borders = map_tables.tabulate_fields(both, 21), map_tables.tabulate_boundaries(both, 21)
    figure = regime_maps.draw(fields, borders)
    axes = figure.axes
    assert len(axes) == len(map_tables.PLANES)
    verdicts = []
    for panel, axis in enumerate(axes):
        assert labelled(axis)
        rows = fields[(fields["panel"] == panel) & (fields["coefficients"] == "measured")]
        for name, colour in regime_maps.REGION_COLOURS.items():
            clear = rows[rows[name].abs() > 0.3].iloc[::7]
            for row in clear.to_dict("records"):
                x, y = row[row["across"]], row[row["up"]]
                # points on the frame lie on the path's edge
                if not (axis.get_xlim()[0] < x < axis.get_xlim()[1] and axis.get_ylim()[0] < y < axis.get_ylim()[1]):
                    continue
                inside = any(p.contains_point((x, y)) for c in filled(axis, colour) for p in c.get_paths())
                assert inside == (row[name] > 0), (panel, name, x, y)
                verdicts.append(inside)
    assert 20 < sum(verdicts) < len(verdicts) - 20
    assert all(line.get_linestyle() == "--" for line in axes[0].lines if line.get_linewidth() == 0.9)
    assert all(axis.patches for axis in axes)  # bands


def test_bands_are_two_standard_errors_and_absent_where_errors_are_unknown(both):
    for number, quantity in ((10, "temperature"), (9, "energy_current")):
        known, unknown = (paper_figures.tabulate(number, c, 21) for c in both[::-1])
        assert not draw(number, unknown).axes[0].collections
        varied = known["varied"].iloc[0]
        bands = draw(number, known).axes[0].collections
        curves = [rows for _, rows in known[known["panel"] == 0].groupby(varied)]
        for band, curve in zip(bands, curves, strict=False):
            low = (curve[quantity] - 2 * curve[f"{quantity}_std"]).min()
            assert band.get_paths()[0].vertices[:, 1].min() == pytest.approx(low, rel=1e-9)


def test_the_anatomy_shows_both_profiles_the_currents_and_the_factors(both):
    figure = conductivity_anatomy.draw(
        anatomy_tables.tabulate_profiles(both, 21), anatomy_tables.tabulate_response(both, 11)
    )
    assert len(figure.axes) == 4
    assert all(labelled(axis) for axis in figure.axes)
    assert [len(axis.lines) for axis in figure.axes] == [2, 2, 7, 7]  # with a line at zero, at one
    assert figure.axes[1].get_yscale() == "log"


def test_the_low_temperature_figure_marks_where_power_laws_end(both):
    ends = low_tables.tabulate_continuations(21)
    figure = low_temperature.draw(low_tables.tabulate_profiles(both, 21), low_tables.tabulate_peaks(both, 11), ends)
    assert len(figure.axes) == 4
    assert all(labelled(axis) for axis in figure.axes)
    verticals = [line.get_xdata()[0] for line in figure.axes[3].lines if line.get_linestyle() == ":"]
    assert verticals == pytest.approx([np.sqrt(5.0), 3.0])
    assert figure.axes[0].get_ylim()[0] == 0
