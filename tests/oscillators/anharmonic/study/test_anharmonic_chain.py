"""The study of anharmonic chains at toy size: its tables are complete, obey the exact laws, and draw."""

from copy import deepcopy
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from numpy.random import SFC64, Generator

from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_forces.tilted import tilted
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.study import comparison as anharmonic_comparison
from thermochain.oscillators.anharmonic.study import simulations
from thermochain.oscillators.anharmonic.study import tables as anharmonic_tables
from thermochain.oscillators.anharmonic.study.configuration import check_anharmonic_chain

SECTION = {
    "flip_rate": 1.0,
    "time_step": 0.05,
    "chain": {"force": 2.0, "T_left": 1.0, "T_right": 2.0},
    "conductivity": {
        "tensions": [0.0, 1.0, 2.0],
        "temperatures": [0.8, 1.5, 3.0],
        "n_masses": 8,
        "n_replicas": 64,
        "duration": 100.0,
        "maximum_lag": 3.0,
    },
    "driven": [{"n": 8, "n_replicas": 64, "times": 4.0}, {"n": 16, "n_replicas": 64, "times": 2.0}],
    "released": {
        "temperature": 1.0,
        "force_before": 2.0,
        "force_after": 1.0,
        "sizes": [16, 32],
        "n_sites": 65536,
        "times": [0.02, 0.05],
        "window": 0.01,
    },
}
MODULES = (simulations, anharmonic_tables, anharmonic_comparison)
PICTURES = {
    "coefficients": ("coefficients", "conductivity"),
    "stationary": ("stationary", "extrapolated", "driven", "currents"),
    "release": ("release", "released", "means"),
}


@pytest.fixture(scope="module")
def tables():
    found = simulations.conductivity_tables(SECTION, 5) | simulations.chain_tables(SECTION, 5)
    found |= anharmonic_tables.macroscopic_tables(SECTION, found["conductivity"])
    return found | anharmonic_comparison.comparison_tables(found, SECTION)


def test_every_table_has_the_columns_that_its_header_explains(tables):
    columns = {name: meaning for module in MODULES for name, meaning in module.COLUMNS.items()}
    assert set(tables) == set(columns)
    for name, frame in tables.items():
        assert set(frame.columns) == set(columns[name])


def test_the_compiled_force_is_the_slope_of_the_potential():
    """The current J^p at the start is -sum (V' - tau) of the bonds."""
    bonds = np.linspace(-2.0, 2.0, 8)[:, None]
    h = 1e-6
    difference = (QUARTIC.value(bonds + h) - QUARTIC.value(bonds - h)) / (2.0 * h)
    np.testing.assert_allclose(QUARTIC.slope(bonds), difference, atol=1e-8)  # rounding of V = 6 over h
    rings = NoisyChains(
        np.tile(bonds, (1, 8)),
        np.zeros((8, 8)),
        0.05,
        force=tilted(quartic, 2.0),
        geometry=ring,
        swaps=no_noise(8, 8, True),
        rng=Generator(SFC64(1)),
    )
    forces = rings.run(2, stride=1, profile_stride=1)[0][0]
    np.testing.assert_allclose(forces[0], -np.sum(QUARTIC.slope(bonds) - 2.0), atol=1e-12)


def test_the_conductivity_stays_below_its_bound(tables):
    frame = tables["conductivity"]
    assert np.all(frame["conductivity"] < frame["bound"] + 4.0 * frame["std"])
    assert np.mean(frame["conductivity"] / frame["bound"]) == pytest.approx(0.9, abs=0.1)  # far from 0 too


def test_the_current_of_stretch_is_the_exact_one_at_every_length(tables):
    frame = tables["comparison"]
    exact = frame[frame["quantity"].str.contains("exact")]
    assert len(exact) == 2
    assert np.all(np.abs(exact["z"]) < 4.5)  # of two normal numbers
    assert np.all(exact["simulated_std"] < 0.1)


def test_simulations_follow_the_equations_and_not_their_print(tables):
    """Extrapolated from 16 and 32 bonds; the errors grow threefold by that, and 1/n^2 is left."""
    frame = tables["comparison"].set_index("quantity")
    row = frame.loc["mean temperature, released, t = 0.05"]
    assert row["printed"] > 1.04
    assert row["predicted"] < 1.0
    assert abs(row["z"]) < 4.5
    assert row["z_printed"] < -3.0
    assert abs(frame.loc["n J of energy, driven", "z"]) < 4.5


def test_a_line_in_the_inverse_length_is_extrapolated_exactly():
    n = np.array([8, 16, 32])
    table = pd.DataFrame({"n": n, "a": 3.0 - 2.0 / (n + 1.0 + 1.0 / 0.5), "a_std": [0.1, 0.2, 0.1]})
    value, std = anharmonic_comparison.to_infinite_length(table, "a", 0.5)
    assert value == pytest.approx(3.0, abs=1e-12)
    assert 0.1 < std < 0.4  # beyond every point, so larger than the error of each


def test_every_picture_and_the_page_can_be_made(tables):
    for name, needed in PICTURES.items():
        figure = import_module(f"thermochain.figures.anharmonic_{name}").draw(*(tables[table] for table in needed))
        assert len(figure.axes) >= 3
    page = anharmonic_comparison.comparison_page(tables["comparison"])
    assert "n J of energy, driven" in page


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("conductivity", "maximum_lag"), 60.0, "at most half"),
        (("conductivity", "maximum_lag"), 3.01, "multiple of time_step"),
        (("chain", "force"), 3.0, "conductivity.tensions"),
        (("released", "force_before"), 2.5, "conductivity.tensions"),
        (("released", "sizes"), [32, 16], "must increase"),
        (("released", "n_sites"), 511, "replicas of the longest chain"),
        (("released", "times"), [0.005, 0.05], "window"),
        (("released", "times"), [0.05, 0.055], "window"),
    ],
)
def test_a_setting_that_cannot_be_run_is_named(path, value, message):
    section = deepcopy(SECTION)
    section[path[0]][path[1]] = value
    with pytest.raises(ValueError, match=message):
        check_anharmonic_chain(section)


def test_the_toy_settings_can_be_run():
    check_anharmonic_chain(SECTION)
