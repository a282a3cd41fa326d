"""Which route the limits of driven chains take, and what the table of limits holds of both."""

from dataclasses import replace

import numpy as np
import pytest

import thermochain as tc
from tests.root import ROOT
from thermochain.rotors.driven.bulk_fit import QUANTITIES
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.infinite_chain import BULK, CONTACTS, InfiniteChain
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.infinite_chains import is_covered, limits_of
from thermochain.rotors.driven.study.limits import LIMITS, limit_frame
from thermochain.rotors.driven.study.states import STATES

REFERENCE = ROOT / "workflow/reference"
EQUATIONS = Equations(tc.load_coefficients(REFERENCE / "coefficients/measured.json"), tc.published_coefficients())
OF_ANOTHER_POTENTIAL = replace(EQUATIONS, published=None)
STORED = LIMITS.read(REFERENCE / "driven/tables/limits.csv")
# T_L, T_R, two torques, friction
WARM, UPHILL = Condition(0.3, 0.5, 0, 1, 1), Condition(0.5, 0.3, 0, 0.75, 1)
ELSEWHERE = Condition(0.3, 0.5, 0, 2, 2)  # a condition that the reference does not have


@pytest.fixture(scope="module")
def states():
    return STATES.read(REFERENCE / "driven/tables/states.csv")


def by_bulk(*conditions):
    """Limits by the bulk with values that no condition has, so that they are told apart."""
    ones = np.ones(4)
    chain = InfiniteChain(
        BULK, np.zeros(2), 0.1 * np.ones(2), np.zeros(2), -9.0 * ones, 3.0 * ones, 4.0 * ones, 1.0, 2.0
    )
    return dict.fromkeys(conditions, chain)


def test_limits_go_by_the_contacts_where_chains_are_covered_and_by_the_bulk_elsewhere(states):
    found = limits_of(by_bulk(WARM, ELSEWHERE), states, EQUATIONS)
    assert {condition: chain.route for condition, chain in found.items()} == {WARM: CONTACTS, ELSEWHERE: BULK}
    assert found[ELSEWHERE].values[0] == -9.0


def test_limits_of_another_potential_go_by_the_bulk(states):
    bulk = by_bulk(WARM, UPHILL)
    assert OF_ANOTHER_POTENTIAL.contacts is None
    assert limits_of(bulk, states, OF_ANOTHER_POTENTIAL) == bulk


def test_one_long_chain_is_not_enough(states):
    for shortest, route in ((65, CONTACTS), (129, CONTACTS), (257, BULK)):
        chains = states[states["n_rotors"] >= shortest]
        assert limits_of(by_bulk(WARM), chains, EQUATIONS)[WARM].route == route


@pytest.mark.parametrize(
    ("condition", "covered"),
    [
        (WARM, True),
        (Condition(0.3, 0.3, 0, 6, 3), True),  # the strongest friction of the table
        (Condition(0.3, 0.3, 0, 6.2, 3.1), False),
        (Condition(0.3, 0.3, 0, 0.2, 0.29), False),  # beside the weakest
        (Condition(0.29, 0.3, 0, 1, 1), False),  # colder than the table
        (Condition(0.3, 1.95, 0, 0, 1), True),  # its warmest end
        (Condition(0.3, 2.0, 0, 0, 1), False),
        (Condition(1.0, 1.0, -2.5, 2.5, 1), False),  # too warm inside
    ],
)
def test_conditions_are_covered_up_to_the_ends_of_the_table(condition, covered):
    assert is_covered(condition, 2, EQUATIONS) == covered


def test_the_reference_has_the_limits_that_its_states_give_and_those_by_the_bulk_beside_them(states):
    found = limits_of(by_bulk(WARM, UPHILL), states, EQUATIONS)
    frame = limit_frame(found, by_bulk(WARM, UPHILL), EQUATIONS, n_resamples=2, rng=np.random.default_rng(0))
    assert sorted(frame.columns) == sorted(LIMITS.columns)
    assert (frame["momentum_current_bulk"] == -9.0).all()
    assert np.allclose(frame["energy_current_bulk_error"], 5.0)  # 3 and 4 in quadrature
    for condition in (WARM, UPHILL):
        stored, new = condition.rows(STORED).iloc[0], condition.rows(frame).iloc[0]
        for name in QUANTITIES:
            # the table of states is rounded to six digits, and its errors, hence the weights, to three
            assert new[name] == pytest.approx(stored[name], abs=0.02 * stored[f"{name}_std"] + 1e-5 * abs(stored[name]))
            assert new[f"{name}_systematic"] == pytest.approx(stored[f"{name}_systematic"], rel=0.02)


def test_limits_of_the_reference_by_the_contacts_have_smaller_errors_and_agree_with_those_by_the_bulk():
    assert (STORED["route"] == CONTACTS).all()
    for name in ("momentum_current", "energy_current"):
        rows = STORED[STORED[f"{name}_sigma"].notna()]
        error = np.hypot(rows[f"{name}_std"], rows[f"{name}_systematic"])
        assert np.median(error / rows[f"{name}_bulk_error"]) < 0.65
        distance = (rows[name] - rows[f"{name}_bulk"]) / np.hypot(error, rows[f"{name}_bulk_error"])
        assert np.sqrt(np.mean(distance**2)) < 1.3  # about 30 distances, which scatter by 13 %
