"""Conditions, sizes and efforts of the driven chains."""

import pytest

from tests.root import CONFIG
from thermochain.rotors.driven.study.conditions import (
    Condition,
    conductivity_sweep,
    extrapolated_conditions,
    ness_runs,
    profile_conditions,
    torque_sweep,
)


def test_conditions_that_sweeps_share_are_simulated_once():
    wanted = [*torque_sweep(CONFIG), *conductivity_sweep(CONFIG)]
    shared = set(torque_sweep(CONFIG)) & set(conductivity_sweep(CONFIG))
    assert len(shared) >= 4
    assert len(set(wanted)) == len(wanted) - len(shared)
    paths = [run.path for sizes in ness_runs(CONFIG).values() for runs in sizes.values() for run in runs]
    assert len(set(paths)) == len(paths)


def test_extrapolated_conditions_have_every_size_and_profiles_at_least_theirs():
    runs = ness_runs(CONFIG)
    for condition in extrapolated_conditions(CONFIG):
        assert list(runs[condition]) == [65, 129, 257]
    for condition in profile_conditions(CONFIG):
        assert 257 in runs[condition]


def test_hot_chains_get_the_effort_of_their_row_and_all_last_their_multiple_of_n_squared():
    runs = ness_runs(CONFIG)
    (cold,), (hot,) = (runs[Condition(T, T, 0, 2)][257] for T in (0.3, 1.0))
    assert cold.duration == 1.5 * 256**2
    assert hot.duration == 4 * cold.duration
    (short,) = runs[Condition(0.3, 0.3, 0, 2)][65]
    assert short.duration == 10 * 64**2


def test_zero_has_one_spelling():
    assert Condition(0.3, 0.3, -0.0, 1) == Condition(0.3, 0.3, 0.0, 1)
    assert str(Condition(0.3, 0.3, -0.0, 1)) == "T_L=0.3 T_R=0.3 tau_L=0 tau_R=1"


def test_more_blocks_leave_the_first_ones_as_they_are():
    more = ness_runs(CONFIG | {"driven": CONFIG["driven"] | {"blocks": 3}})
    condition = extrapolated_conditions(CONFIG)[0]
    first = ness_runs(CONFIG)[condition][65]
    assert more[condition][65][0] == first[0]
    assert [run.block for run in more[condition][65]] == [0, 1, 2]


@pytest.mark.parametrize("study", [torque_sweep, conductivity_sweep, profile_conditions])
def test_torques_of_the_figures_act_on_the_right_end(study):
    assert {condition.torque_left for condition in study(CONFIG)} == {0.0}
