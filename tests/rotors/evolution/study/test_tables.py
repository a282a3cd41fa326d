"""The tables of the evolutions say what their columns promise, and the pictures show them."""

import numpy as np
import pytest
from PIL import Image

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.figures import entropy_production, mechanical_energy
from thermochain.rotors.evolution.figures import film as evolution_film
from thermochain.rotors.evolution.figures import profiles as evolution_profiles
from thermochain.rotors.evolution.study.tables import (
    CASES,
    PROFILES,
    SERIES,
    evolve,
    profile_table,
    series_table,
)
from thermochain.runs.figure_files import save_figure, save_film

SECTION = {
    "n_cells": 40,
    "first_time": 0.001,
    "last_time": 20.0,
    "n_times": 40,
    "driven": {"T_left": 0.6, "T_right": 0.4, "p_right": 1.2},
    "closed": {"temperature": 0.5, "amplitude": 1.0},
}


@pytest.fixture(scope="module")
def states():
    return {case: evolve(case, published_coefficients(), SECTION) for case in CASES}


@pytest.fixture(scope="module")
def profiles(states, tmp_path_factory):
    path = tmp_path_factory.mktemp("evolution") / "profiles.csv"
    PROFILES.write(path, profile_table(states, 10))
    return PROFILES.read(path)


@pytest.fixture(scope="module")
def series(states):
    return series_table(states)[list(SERIES.columns)]


@pytest.mark.parametrize("case", CASES)
def test_the_last_frame_has_reached_the_state_that_is_approached(profiles, case):
    rows = profiles[profiles["case"] == case]
    last, limit = rows[rows["frame"] == rows["frame"].max()], rows[rows["frame"] == -1]
    assert np.all(np.isinf(limit["time"]))
    for quantity in ("momentum", "temperature", "energy_current"):
        # between baths the limit is that of the equations, the evolution that of 40 cells
        np.testing.assert_allclose(last[quantity], limit[quantity], atol=1e-3)


def test_the_driven_chain_starts_at_rest_and_ends_with_an_energy_current_uphill(profiles):
    rows = profiles[profiles["case"] == "driven"]
    start, limit = (rows[rows["frame"] == frame] for frame in (0, -1))
    assert np.all(start["momentum"].iloc[:-1] == 0)
    assert start["momentum"].iloc[-1] == 1.2
    assert np.all(start["energy_current"].iloc[:-2] > 0)
    assert np.all(limit["energy_current"] < 0)  # while T_left > T_right


def test_frames_are_moments_in_order_with_both_ends(profiles):
    for _, rows in profiles[profiles["frame"] >= 0].groupby("case"):
        times = rows.groupby("frame")["time"].unique().explode().to_numpy(float)
        assert times.size == 10
        assert times[0] == 0
        assert times[-1] == SECTION["last_time"]
        assert np.all(np.diff(times) > 0)


def test_nothing_flows_through_closed_ends(profiles):
    closed = profiles[profiles["case"] == "closed"]
    assert np.all(closed[closed["x"].abs() == 1]["energy_current"] == 0)
    assert closed["energy_current"].abs().max() > 1


def test_series_of_the_closed_chain_keep_energy_and_turn_it_into_heat(series):
    rows = series[series["case"] == "closed"]
    assert np.ptp(rows["mechanical_energy"] + rows["internal_energy"]) < 1e-12
    assert np.all(np.diff(rows["mechanical_energy"]) < 1e-12)  # at last it is the square of a rounding
    assert rows["entropy"].iloc[0] == 0
    assert np.all(np.diff(rows["entropy"]) > -1e-11)


def test_the_film_has_a_frame_for_each_moment_and_the_same_bytes_twice(profiles, tmp_path):
    figure, show, n_frames = evolution_film.film(profiles)
    assert n_frames == 10
    show(9)
    rows = profiles[(profiles["case"] == "driven") & (profiles["frame"] == 9)]
    np.testing.assert_array_equal(figure.axes[0].lines[0].get_ydata(), rows["momentum"])
    path = tmp_path / "film.gif"
    save_film(path, figure, show, 3)
    with Image.open(path) as film:
        assert film.n_frames >= 3
    first = path.read_bytes()
    save_film(path, figure, show, 3)
    assert path.read_bytes() == first


def test_pictures_have_symbols_on_every_axis(profiles, series, tmp_path):
    for figure in (evolution_profiles.draw(profiles), entropy_production.draw(series), mechanical_energy.draw(series)):
        for axis in figure.axes:
            if axis.get_label() != "<colorbar>":
                assert axis.get_ylabel()
                assert axis.lines
        save_figure(tmp_path / "picture.png", figure)


def test_dots_of_the_entropy_lie_on_production_less_what_the_baths_take(series):
    left = entropy_production.draw(series).axes[0]
    produced, taken = left.lines[0], left.lines[1]
    growing = next(line for line in left.lines if "growing" in line.get_label())
    times = growing.get_xdata()[1:]  # the first interval is not short
    expected = np.interp(times, produced.get_xdata(), produced.get_ydata() - taken.get_ydata())
    # between moments in the ratio 1.29 the rates change by half as much
    np.testing.assert_allclose(growing.get_ydata()[1:], expected, rtol=0.15)
