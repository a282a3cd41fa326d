"""The study of harmonic chains at toy size: its tables are complete, agree with the laws, and draw."""

from importlib import import_module

import numpy as np
import pytest

from thermochain.oscillators.harmonic.study import simulations
from thermochain.oscillators.harmonic.study import tables as harmonic_tables
from thermochain.oscillators.harmonic.study.comparison import COMPARISON, comparison_frame, comparison_page
from thermochain.oscillators.harmonic.study.configuration import check_harmonic

SECTION = {
    "flip_rate": 1.0,
    "chain": {"force": 2.0, "T_left": 1.0, "T_right": 2.0},
    "periodic_force": {"amplitude": 0.7, "frequency": 0.8},
    "sizes": [8, 16, 32],
    "current_sizes": [8, 16, 32],
    "evolution": {"last_time": 0.1, "n_times": 8, "sizes": [4, 8]},
    "diffusivities": {"rates": [1.0], "sizes": [12, 16, 20]},
    "simulation": {"n": 8, "time_step": 0.05, "duration": 400.0, "n_replicas": 32},
    "rotor_flips": {
        "temperature": 0.5,
        "rates": [0.5, 2.0],
        "n_rotors": 16,
        "time_step": 0.1,
        "stride": 5,
        "duration": 200.0,
        "maximum_lag": 20.0,
        "n_replicas": 32,
    },
    "bending": {
        "temperature": 1.0,
        "sizes": [16],
        "n_sites": 512,
        "time_step": 0.05,
        "stride": 10,
        "duration": 100.0,
        "maximum_lag": 20.0,
    },
}
PICTURES = {
    "profiles": ("profiles", "chains"),
    "approach": ("limits",),
    "currents": ("currents",),
    "evolution": ("evolution",),
    "diffusivities": ("diffusivities",),
    "rotor_flips": ("rotor_flips",),
    "bending": ("bending",),
}


@pytest.fixture(scope="module")
def tables():
    return harmonic_tables.exact_tables(SECTION) | simulations.simulated_tables(SECTION, seed=5)


def test_every_table_has_the_columns_that_its_header_explains(tables):
    columns = harmonic_tables.COLUMNS | simulations.COLUMNS
    assert set(tables) == set(columns)
    for name, frame in tables.items():
        assert set(frame.columns) == set(columns[name])


def test_the_exact_moments_decide_between_print_and_ours(tables):
    frame = comparison_frame(tables, SECTION).set_index("quantity")
    assert list(frame.reset_index().columns) == list(COMPARISON.columns)
    current = frame.loc["N J of a constant force (38)"]
    assert current["measured"] == pytest.approx(current["ours"], rel=0.01)  # sizes up to 32 only
    assert abs(current["measured"] - current["printed"]) > 0.5
    work = frame.loc["W^heat (Theorem 2)"]
    assert work["measured"] == pytest.approx(work["ours"], rel=1e-6)  # |lam|^16 of the shortest chain
    assert "1.25" in comparison_page(frame.reset_index())


def test_simulated_temperatures_agree_with_the_exact_ones(tables):
    chains = tables["chains"]
    z = (chains["simulated"] - chains["exact"]) / chains["std"]
    assert np.max(np.abs(z)) < 3.0  # 36 values of Student's law with 31 degrees of freedom
    assert set(chains["case"]) == {"constant", "periodic", "stretch flip", "velocity exchange"}


def test_flips_of_the_stretch_damp_both_currents_of_rotors(tables):
    slow, fast = tables["rotor_flips"].sort_values("rate").itertuples()
    assert slow.pp - fast.pp > 3 * np.hypot(slow.pp_std, fast.pp_std)
    assert slow.ee - fast.ee > 3 * np.hypot(slow.ee_std, fast.ee_std)


@pytest.mark.parametrize("picture", list(PICTURES))
def test_every_picture_draws(tables, picture):
    frames = [tables[name] for name in PICTURES[picture]]
    with np.errstate(all="warn"):
        figure = import_module(f"thermochain.figures.harmonic_{picture}").draw(*frames)
    assert figure.axes
    assert all(axis.get_xlabel() for axis in figure.axes if axis.get_label() != "<colorbar>")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("chain", "T_right"), 1.0, "T_right"),
        (("diffusivities", "rates"), [1.0, 2.0], "rates"),
        (("diffusivities", "sizes"), [16, 12, 20], "increase"),
        (("bending", "maximum_lag"), 80.0, "bending.maximum_lag"),
        (("rotor_flips", "maximum_lag"), 20.2, "multiple"),
    ],
)
def test_settings_that_cannot_run_are_named(path, value, message):
    section = {**SECTION, path[0]: {**SECTION[path[0]], path[1]: value}}
    check_harmonic(SECTION)
    with pytest.raises(ValueError, match=message):
        check_harmonic(section)
