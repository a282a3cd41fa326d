"""The study of harmonic chains at toy size: its tables are complete, agree with the laws, and draw."""

from importlib import import_module

import numpy as np
import pytest

from tests.oscillators.harmonic.study.section import CONFIG, SECTION
from tests.oscillators.made import made
from thermochain.oscillators.harmonic.study import configuration, exact_tables, simulated_tables
from thermochain.oscillators.harmonic.study.comparison import COMPARISON, comparison_frame, comparison_page

PICTURES = {
    "profiles": ("profiles", "chains"),
    "approach": ("limits",),
    "currents": ("currents",),
    "evolution": ("evolution",),
    "forced": ("forced_profiles", "forced", "forced_chains"),
    "bounds": ("forced",),
    "phonons": ("packets", "pulses"),
    "rings": ("rings", "ring_errors"),
    "diffusivities": ("diffusivities",),
    "rotor_flips": ("rotor_flips",),
    "rotor_rings": ("rotor_rings",),
    "bending": ("bending",),
}
# what is solved for, and the keys that the workflow passes
ENTERING = {
    "stationary": ("flip_rate", "chain", "periodic_force", "sizes"),
    "currents": ("flip_rate", "chain", "current_sizes"),
    "evolution": ("flip_rate", "chain", "evolution"),
    "rings": ("flip_rate", "rings"),
    "diffusivities": ("diffusivities",),
    "forced": ("flip_rate", "chain", "periodic_force", "forced"),
    "phonons": ("phonons",),
    "known": ("flip_rate", "chain", "periodic_force"),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    found = {}
    for what, keys in ENTERING.items():
        found |= exact_tables.make_tables(what, {key: SECTION[key] for key in keys})
    return found | simulated_tables.make_tables(
        constant=made(configuration.constant_force_runs(CONFIG), folder),
        periodic=made(configuration.periodic_force_runs(CONFIG), folder),
        forced=made(configuration.forced_evolution_runs(CONFIG), folder),
        rotor_flips=made(configuration.rotor_flips_runs(CONFIG), folder),
        rotor_coefficients=made(configuration.conductivity_runs(CONFIG), folder),
        rotor_rings=made(configuration.rotor_rings_runs(CONFIG), folder),
        bending=made(configuration.bending_runs(CONFIG), folder),
    )


def test_every_table_has_the_columns_that_its_header_explains(tables):
    kinds = exact_tables.TABLES | simulated_tables.TABLES
    assert set(tables) == set(kinds)
    for name, frame in tables.items():
        assert set(frame.columns) == set(kinds[name].columns)


def test_the_exact_moments_decide_between_the_printed_and_the_computed_value(tables):
    frame = comparison_frame(tables, SECTION).set_index("quantity")
    assert list(frame.reset_index().columns) == list(COMPARISON.columns)
    current = frame.loc["N J of a constant force (38)"]
    assert current["exact"] == pytest.approx(current["computed"], rel=1e-10)  # the law of finite size is exact
    assert current["error"] < 2e-9  # the digits of the tables
    oscillating = frame.loc["N J of an oscillating force (Theorem 2)"]
    assert oscillating["exact"] == pytest.approx(oscillating["computed"], rel=1e-6)  # that of the thermal work
    assert abs(current["exact"] - current["printed"]) > 0.5
    work = frame.loc["W^heat (Theorem 2)"]
    assert work["exact"] == pytest.approx(work["computed"], rel=1e-6)  # |lam|^16 of the shortest chain
    assert "1.25" in comparison_page(frame.reset_index())


def test_simulated_temperatures_agree_with_the_exact_ones(tables):
    chains = tables["chains"]
    z = (chains["simulated"] - chains["exact"]) / chains["std"]
    assert np.max(np.abs(z)) < 3.0  # 40 values of Student's law with 31 degrees of freedom
    assert set(chains["case"]) == {"constant", "periodic", "stretch flip", "velocity exchange"}


def test_the_mean_over_all_masses_has_the_error_of_the_replicas(tables):
    """It is larger than that of as many independent masses, because an offset of a replica is common to all."""
    chains = tables["chains"]
    for _, rows in chains.groupby("case"):
        masses, [mean] = rows[rows["x"].notna()], rows[rows["x"].isna()].to_dict("records")
        assert mean["simulated"] == pytest.approx(masses["simulated"].mean(), rel=1e-12)
        assert mean["exact"] == pytest.approx(masses["exact"].mean(), rel=1e-12)
        assert mean["std"] < masses["std"].mean()
        assert mean["std"] > 0.5 * np.sqrt(np.mean(masses["std"] ** 2) / len(masses))


def test_simulated_chains_follow_the_exact_evolution(tables):
    chains = tables["forced_chains"]
    z = (chains["simulated"] - chains["exact"]) / chains["std"]
    assert np.max(np.abs(z)) < 4.0  # eleven values of nearly Gaussian means over 512 replicas
    assert set(chains["quantity"]) == {"temperature", "energy", "work"}
    assert set(chains["time"]) == {0.1}
    # negative control: at rest they would be at T_left
    assert abs(chains["simulated"].iloc[8] - 1.0) > 5 * chains["std"].iloc[8]


def test_known_values_are_met_to_rounding(tables):
    known = tables["known"]
    # what decays exponentially with the length, and rounding
    np.testing.assert_allclose(known["value"], known["law"], rtol=1e-9, atol=1e-12)
    assert len(known) == 10


def test_flips_of_the_stretch_damp_both_currents_of_rotors(tables):
    slow, fast = tables["rotor_flips"].sort_values("rate").itertuples()
    assert slow.pp - fast.pp > 3 * np.hypot(slow.pp_std, fast.pp_std)
    assert slow.ee - fast.ee > 3 * np.hypot(slow.ee_std, fast.ee_std)


def test_rings_of_rotors_keep_their_energy_and_lose_their_wave_as_16_says(tables):
    waves = tables["rotor_rings"].set_index(["wave", "n", "time"]).sort_index()
    energy = waves.loc["e"]
    assert np.ptp(energy["mean"].loc[16]) < 2e-3 * energy["mean"].mean()  # that of the steps, 0.08^2 of the potential
    late = waves.loc[("p sin", 16, 0.05)]
    assert late["limit"] < 0.6 * 0.4
    # the ring of 16 is still 1/n^2 from its limit, at most 0.02, and K of the toy runs has errors of some per cent
    assert abs(late["mean"] - late["limit"]) < 0.02 + 3 * np.hypot(late["std"], late["limit_std"])


def test_one_ring_of_rotors_scatters_as_one_over_the_root_of_its_length(tables):
    scatter = tables["rotor_rings"].groupby(["wave", "n"])["scatter"].mean().unstack()
    np.testing.assert_allclose(scatter[8] / scatter[16], np.sqrt(2.0), rtol=0.1)  # waves of 8 rotors are coarse


@pytest.mark.parametrize("picture", list(PICTURES))
def test_every_picture_draws(tables, picture):
    frames = [tables[name] for name in PICTURES[picture]]
    with np.errstate(all="warn"):
        figure = import_module(f"thermochain.oscillators.harmonic.figures.{picture}").draw(*frames)
    assert figure.axes
    assert all(axis.get_xlabel() for axis in figure.axes if axis.get_label() != "<colorbar>")
