"""Conditions, sizes and efforts of the driven chains."""

import pytest

from tests.root import CONFIG
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.configuration import (
    check,
    conductivity_sweep,
    counts,
    driven_runs,
    extrapolated_conditions,
    maximum_sweep,
    profile_conditions,
    simulations,
    torque_sweep,
)

SECTION = CONFIG["driven"]
FRICTION = SECTION["friction"]


def test_conditions_that_sweeps_share_are_simulated_once():
    wanted = [*torque_sweep(SECTION), *conductivity_sweep(SECTION)]
    shared = set(torque_sweep(SECTION)) & set(conductivity_sweep(SECTION))
    assert len(shared) >= 4
    assert len(set(wanted)) == len(wanted) - len(shared)
    paths = [run.path for sizes in driven_runs(CONFIG).values() for runs in sizes.values() for run in runs]
    assert len(set(paths)) == len(paths)


def test_extrapolated_conditions_have_every_size_and_profiles_at_least_theirs():
    runs = driven_runs(CONFIG)
    for condition in extrapolated_conditions(SECTION):
        assert list(runs[condition]) == [65, 129, 257]
    for condition in profile_conditions(SECTION):
        assert 257 in runs[condition]


def test_hot_chains_get_the_effort_of_their_row_and_all_last_their_multiple_of_n_squared():
    runs = driven_runs(CONFIG)
    (cold,), (hot,) = (runs[Condition(T, T, 0, 2, FRICTION)][257] for T in (0.3, 1.0))
    assert cold.duration == 1.5 * 256**2
    assert hot.duration == 4 * cold.duration
    (short,) = runs[Condition(0.3, 0.3, 0, 2, FRICTION)][65]
    assert short.duration == 10 * 64**2


def test_more_blocks_leave_the_first_ones_as_they_are():
    more = driven_runs(CONFIG | {"driven": CONFIG["driven"] | {"blocks": 3}})
    condition = extrapolated_conditions(SECTION)[0]
    first = driven_runs(CONFIG)[condition][65]
    assert more[condition][65][0] == first[0]
    assert [run.block for run in more[condition][65]] == [0, 1, 2]


@pytest.mark.parametrize("study", [torque_sweep, conductivity_sweep, maximum_sweep, profile_conditions])
def test_torques_of_the_figures_act_on_the_right_end(study):
    assert {condition.torque_left for condition in study(SECTION)} == {0.0}


def test_the_search_for_a_maximum_has_both_momenta_at_five_temperatures_from_that_of_the_left_bath_to_1():
    conditions = maximum_sweep(SECTION)
    assert {condition.boundary.p_right for condition in conditions} == {0.45, 0.6}
    for p_right in (0.45, 0.6):
        T_right = [condition.T_right for condition in conditions if condition.boundary.p_right == p_right]
        assert len(T_right) == 5
        assert (T_right[0], T_right[-1]) == (0.3, 1.0)
    assert set(conditions) <= set(extrapolated_conditions(SECTION))


def paths(config):
    return {run.path for sizes in driven_runs(config).values() for runs in sizes.values() for run in runs}


def test_another_torque_of_a_sweep_reruns_only_its_own_chains():
    torques = [*SECTION["uphill"]["torques"], 1.1]
    changed = CONFIG | {"driven": SECTION | {"uphill": SECTION["uphill"] | {"torques": torques}}}
    assert paths(CONFIG) < paths(changed)
    assert len(paths(changed) - paths(CONFIG)) == len(SECTION["sizes"])


def test_what_is_drawn_reruns_nothing_that_another_figure_simulates():
    changed = CONFIG | {"driven": SECTION | {"closure": {**SECTION["closure"], "torque_right": 1}}}
    assert paths(CONFIG) == paths(changed)  # the sweep of the torque holds both


def test_counts_bound_the_simulations_and_every_size_is_stated():
    ((key, factors),) = counts(CONFIG)
    assert key == "driven"
    assert len(paths(CONFIG)) <= factors["blocks"] * factors["number of conditions"] * factors["number of sizes"]
    key, run = max(simulations(CONFIG), key=lambda stated: stated[1].n_rotors)
    assert key == "driven.sizes[2]"
    assert run in {runs[0] for sizes in driven_runs(CONFIG).values() for runs in sizes.values()}


def test_mistakes_are_named():
    fallen = CONFIG | {"driven": SECTION | {"maximum": SECTION["maximum"] | {"T_right": [0.3, 1.0, 0.5]}}}
    with pytest.raises(ValueError, match=r"maximum.T_right=\[0.3, 1.0, 0.5\] must increase"):
        check(fallen)
    changed = CONFIG | {"driven": SECTION | {"sizes": [*SECTION["sizes"], SECTION["sizes"][0]]}}
    with pytest.raises(ValueError, match="sizes holds a chain length twice"):
        check(changed)
    with pytest.raises(ValueError, match=r"sampling interval=0.4 must be a multiple of time_step"):
        check(CONFIG | {"driven": SECTION | {"time_step": 0.15}})
