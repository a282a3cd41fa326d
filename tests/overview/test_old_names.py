"""Old names of sections and old places of results are answered with the new ones, in one line."""

import pytest

from tests.overview.configuration.malformed import SCHEMA
from tests.root import CONFIG
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.sections import check_configuration
from thermochain.overview.old_names import MOVED, REPLACED, SECTIONS, old_results
from thermochain.overview.subjects import HOMES, RUNS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"rotor_ness": {"blocks": 2}}, "rotor_ness: this section is called driven now; rename it"),
        ({"hydrodynamic_limit": {"n_cells": 8}}, "hydrodynamic_limit: this section is called relaxation now; rename"),
        ({"anharmonic_chain": {"flip_rate": 1}}, "anharmonic_chain: this section is called anharmonic now; rename it"),
        (
            {"bond_potential": {"file": "a.py"}},
            "bond_potential: another potential goes through the whole study now; write",
        ),
        ({"fit": {"temperature_range": [0.3, 2]}}, "fit.temperature_range is called green_kubo.fit_range now; move it"),
    ],
)
def test_an_old_section_is_told_its_new_name(old, new):
    with pytest.raises(ConfigurationError, match=new) as caught:
        check_configuration(CONFIG | old, SCHEMA)
    assert "\n" not in str(caught.value)


def test_no_old_name_is_in_use():
    assert not set(SECTIONS) & set(CONFIG)
    assert {new.partition("/")[0] for new in MOVED.values()} <= set(HOMES)
    current = {f"{kind.SUBJECT}/runs" for kind in RUNS} | {
        f"{home}/{part}" for home in HOMES for part in ("tables", "figures")
    }
    assert not current & {*MOVED, *REPLACED}


def test_results_where_they_belong_are_passed_over_in_silence(tmp_path):
    for name in ("green_kubo/runs/T0.3/x/block0.npz", "driven/tables/states.csv", "coefficients/measured.json"):
        path = tmp_path / "results" / name
        path.parent.mkdir(parents=True)
        path.touch()
    assert old_results(tmp_path / "results") == ""
    assert old_results(tmp_path / "none") == ""


def test_results_of_the_older_layout_are_told_their_new_place_in_one_line(tmp_path):
    for name in ("green_kubo/T0.3/x/block0.npz", "rotor_ness/n65/x/block0.npz", "figures/ios/figure_01.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.touch()
    line = old_results(tmp_path)
    assert "\n" not in line
    assert f"{tmp_path}/green_kubo/T* belongs into {tmp_path}/green_kubo/runs" in line
    assert f"{tmp_path}/rotor_ness/n* belongs into {tmp_path}/driven/runs" in line
    assert "keep them, or delete them" in line
    assert f"{tmp_path}/figures is not used any more (delete)" in line
    assert "closed_chains" not in line
