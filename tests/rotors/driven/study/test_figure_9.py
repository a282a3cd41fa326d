"""IOS Figure 9 on the chain itself: what the chains of the reference say about the maximum of J^e against T_right."""

import pytest
import yaml

import thermochain as tc
from tests.root import ROOT
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.study.configuration import maximum_sweep
from thermochain.rotors.driven.study.limits import LIMITS
from thermochain.rotors.driven.study.maximum import maximum_frame
from thermochain.rotors.driven.study.states import STATES
from thermochain.rotors.driven.study.sweeps import sweep_frame

REFERENCE = ROOT / "workflow/reference"


@pytest.fixture(scope="module")
def maxima():
    section = yaml.safe_load((REFERENCE / "configuration.yaml").read_text(encoding="utf-8"))["driven"]
    equations = Equations(tc.load_coefficients(REFERENCE / "coefficients/measured.json"), tc.published_coefficients())
    tables = (
        table.read(REFERENCE / f"driven/tables/{name}.csv") for name, table in (("states", STATES), ("limits", LIMITS))
    )
    found = maximum_frame(sweep_frame("maximum", "T_right", maximum_sweep(section), *tables, equations), equations)
    return found.set_index(["p_right", "source", "n_rotors"])


@pytest.mark.parametrize("n_rotors", [65, 129])
def test_at_p_right_0_6_chains_have_the_maximum_that_the_published_coefficients_exclude(maxima, n_rotors):
    assert maxima.loc[(0.6, "chain", n_rotors), "sigma"] > 3
    assert maxima.loc[(0.6, "measured", 0), "sigma"] > 3
    assert maxima.loc[(0.6, "published", 0), "rise"] < 0


def test_at_p_right_0_45_contacts_hide_the_maximum_at_all_lengths_of_the_default_preset(maxima):
    assert maxima.loc[(0.45, "measured", 0), "sigma"] > 3
    assert (maxima.loc[(0.45, "chain"), "sigma"] < 0).all()


def test_limits_of_chains_leave_the_maximum_open_although_they_exclude_the_published_fall(maxima):
    """Beyond the rise, which is certain at p_R = 0.6, the fall to T_R = 1 is not."""
    assert all(maxima.loc[(p_right, "limit", 0), "sigma"] < 3 for p_right in (0.45, 0.6))
    limit = maxima.loc[(0.6, "limit", 0)]
    assert limit["rise"] > 5 * limit["rise_std"]


@pytest.mark.parametrize("p_right", [0.45, 0.6])
def test_limits_of_chains_agree_with_the_measured_rise_from_the_left_temperature_and_not_with_the_published_fall(
    maxima, p_right
):
    limit = maxima.loc[(p_right, "limit", 0)]
    distance = (limit["rise"] - maxima.loc[p_right]["rise"]) / limit["rise_std"]
    assert abs(distance["measured", 0]) < 3  # 0.5 % of false alarms of both
    assert distance["published", 0] > 5
