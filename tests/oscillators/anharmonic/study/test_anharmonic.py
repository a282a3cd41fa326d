"""The study of anharmonic chains at toy size: its tables are complete, obey the exact laws, and draw."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from numpy.random import SFC64, Generator

from tests.oscillators.anharmonic.study.section import CONFIG, SECTION
from tests.oscillators.made import made
from thermochain.engine.bond_forces.quartic import quartic
from thermochain.engine.bond_forces.tilted import tilted
from thermochain.engine.bond_geometry import ring
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.study import comparison, configuration, macroscopic_tables, simulated_tables
from thermochain.oscillators.anharmonic.study.run import DrivenChainRun, ReleasedRun

PICTURES = {
    "coefficients": ("coefficients", "conductivity"),
    "stationary": ("stationary", "extrapolated", "driven", "currents"),
    "release": ("release", "released", "means"),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    found = simulated_tables.make_tables(
        conductivity=made(configuration.conductivity_runs(CONFIG), folder),
        driven=made(configuration.driven_runs(CONFIG), folder),
        released=made(configuration.released_runs(CONFIG), folder),
    )
    found |= macroscopic_tables.macroscopic_tables(SECTION, found["conductivity"])
    found["comparison"], found["extrapolated"] = comparison.comparison_frames(found, 1.0, 2.0)
    return found


def test_every_table_has_the_columns_that_its_header_explains(tables):
    kinds = simulated_tables.TABLES | macroscopic_tables.TABLES | comparison.TABLES
    assert set(tables) == set(kinds)
    for name, frame in tables.items():
        assert set(frame.columns) == set(kinds[name].columns)


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
    value, std = comparison.to_infinite_length(table, "a", 0.5)
    assert value == pytest.approx(3.0, abs=1e-12)
    assert 0.1 < std < 0.4  # beyond every point, so larger than the error of each


def test_every_picture_and_the_page_can_be_made(tables):
    for name, needed in PICTURES.items():
        figure = import_module(f"thermochain.oscillators.anharmonic.figures.{name}").draw(
            *(tables[table] for table in needed)
        )
        assert len(figure.axes) >= 3
    page = comparison.comparison_page(tables["comparison"])
    assert "n J of energy, driven" in page


def test_means_over_all_masses_are_those_of_the_blocks(tables):
    """Blocks of 1 mass each in the shortest chain; the weights of unequal blocks are their numbers of masses."""
    means = tables["means"].set_index(["n", "time"])["temperature"]
    blocks = tables["released"].groupby(["n", "time"])["temperature"].mean()
    np.testing.assert_allclose(means, blocks, rtol=1e-12)


@pytest.mark.parametrize(
    "run",
    [
        DrivenChainRun(8, 1.0, 0.5, 1.0, 1.0, 0.05, 0.5, 16, seed=1),
        ReleasedRun(16, 1.0, 1.0, 1.0, 0.5, 0.05, "0.1_0.333", 0.05, 16, seed=1),
    ],
)
def test_chains_report_their_progress_up_to_the_end(run, caplog, monkeypatch):
    monkeypatch.setattr("thermochain.runs.progress._SECONDS_BETWEEN_LINES", 0.0)
    with caplog.at_level("INFO", logger="thermochain"):
        import_module(run.SIMULATION).simulate(run)
    shares = [record.args[0] for record in caplog.records if record.msg.startswith("progress")]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(100.0)
    assert len(shares) > 1
