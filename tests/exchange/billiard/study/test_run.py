"""Simulations of the billiard: one tuple, one path, one seed; a key reruns what it enters and nothing else."""

from copy import deepcopy

import pytest

from tests.root import CONFIG
from thermochain.exchange.billiard.study.configuration import billiard_runs, stretches
from thermochain.overview.subjects import RUNS


def runs_of(config):
    return [run for group in billiard_runs(config).values() for run in group]


# changes of the section -> purposes of the simulations that they enter
CHANGES = {
    "n_particles": ({"n_particles": [1, 2, 3]}, {"collisions"}),
    "n_exchanges": ({"n_exchanges": 100}, {"collisions"}),
    "laws": ({"laws": {"n_particles": [2, 7], "n_exchanges": 3000}}, {"laws"}),
    "waiting": ({"waiting": {"n_particles": [2], "energy_ratios": [0.1, 0.5], "n_samples": 800}}, {"waiting"}),
    "chain": ({"chain": CONFIG["billiard"]["chain"] | {"T_right": 3}}, {"chain"}),
    "batches": ({"batches": 20}, {"collisions", "precise", "laws", "chain"}),
    "table": ({"table": CONFIG["billiard"]["table"] | {"margin": 0.05}}, set(billiard_runs(CONFIG))),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_key_makes_new_simulations_only_where_it_enters(name):
    change, purposes = CHANGES[name]
    there = {run.file for run in runs_of(CONFIG)}
    config = deepcopy(CONFIG)
    config["billiard"] |= change
    after = billiard_runs(config)
    assert {purpose for purpose, group in after.items() if {run.file for run in group} - there} == purposes


def test_a_further_ratio_of_energies_keeps_the_others():
    config = deepcopy(CONFIG)
    config["billiard"]["waiting"]["energy_ratios"].append(0.5)
    before, after = ({run.file for run in runs_of(c)} for c in (CONFIG, config))
    assert before < after
    assert len(after - before) == len(CONFIG["billiard"]["waiting"]["n_particles"])


def test_no_two_simulations_share_their_random_numbers():
    runs = {run.file: run for run in runs_of(CONFIG)}
    assert len({tuple(run.seed_sequence().generate_state(4)) for run in runs.values()}) == len(runs)


def test_every_simulation_has_a_rule_that_finds_its_tuple_again_from_its_path():
    for run in runs_of(CONFIG):
        assert type(run) in RUNS
        assert type(run).from_wildcards({name: str(value) for name, value in run.parameters.items()}) == run


def test_numbers_of_disks_are_simulated_in_stretches():
    assert stretches([7, 1, 2, 3]) == [(1, 3), (7, 7)]
    assert [(run.least_particles, run.most_particles) for run in billiard_runs(CONFIG)["collisions"]] == [(1, 50)]


def test_costs_and_memory_are_stated():
    assert all(run.n_updates > 0 and run.job_memory >= 2**29 for run in runs_of(CONFIG))
