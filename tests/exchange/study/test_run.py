"""Simulations of energy exchange: one tuple, one path, one seed; a key reruns what it enters and nothing else."""

from copy import deepcopy

import numpy as np
import pytest
import yaml
from snakemake.utils import update_config

from tests.root import CONFIG, ROOT
from thermochain.exchange.rates import RATES
from thermochain.exchange.study.configuration import DYNAMICS, exchange_runs
from thermochain.exchange.study.run import RATES_AT_ONE, MesoscopicRun, StationaryRun
from thermochain.overview.subjects import RUNS

GOOD = {"rate": "sum_sqrt", "particles": 50, "T_left": 1, "T_right": 2, "seed": 1}


def runs_of(config):
    return [run for group in exchange_runs(config).values() for run in group]


def changed(path, value):
    config = deepcopy(CONFIG)
    place = config
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return config


# key of the configuration -> another value, and the purposes of the simulations that it enters
KEYS = {
    "exchange.levels.n_paths": (50, {"paths"}),
    "exchange.levels.n_events": (5000, {"jumps"}),
    "exchange.n_events": (5000, {"stationary"}),
    "exchange.n_paths": (50, {"covariance"}),
    "exchange.particles": ([50, 100, 300], {"stationary", "covariance"}),
    "exchange.limit.n_paths": (50, {"limit"}),
    "exchange.mesoscopic.n_paths": (50, {"mesoscopic"}),
    "exchange.full_shares.n_cells": (6, {"two_point"}),
    "exchange.full_shares.sizes": ([4, 8, 24], {"kinetic"}),
    "exchange.full_shares.ring.n_lags": (40, {"rings"}),
    "exchange.weak_coupling.flip_rate": (2, {"pairs", "pinned_pairs"}),
    "exchange.weak_coupling.chain_couplings": ([0.2, 0.1], set()),
    "exchange.weak_coupling.ring.n_cells": (6, {"ginzburg_landau"}),
    "exchange.weak_coupling.pinned.time_step": (0.02, {"pinned_pairs"}),
    "exchange.heat.sizes": ([8, 24], set()),
    "exchange.heat.kinetic.n_replicas": (50, {"kinetic_heat"}),
    "exchange.heat.ginzburg_landau.time_step": (0.02, {"ginzburg_landau_heat"}),
    "exchange.gaps.degree": (2, set()),
    "billiard.chain.T_right": (3, {"jumps", "paths"}),
    "billiard.n_exchanges": (100, set()),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_makes_new_simulations_only_where_it_enters(key):
    value, purposes = KEYS[key]
    before, after = exchange_runs(CONFIG), exchange_runs(changed(key.split("."), value))
    there = {run.file for group in before.values() for run in group}
    assert {purpose for purpose, group in after.items() if {run.file for run in group} - there} == purposes


def test_a_further_number_of_particles_keeps_the_simulations_of_the_others():
    before = {run.file for run in exchange_runs(CONFIG)["stationary"]}
    after = {
        run.file for run in exchange_runs(changed(("exchange", "particles"), [25, 50, 100, 200, 400]))["stationary"]
    }
    assert before < after
    assert len(after - before) == 1


def test_the_presets_share_what_they_have_in_common():
    large = deepcopy(CONFIG)
    update_config(large, yaml.safe_load((ROOT / "workflow/presets/cluster.yaml").read_text()))
    large["exchange"]["n_events"] = CONFIG["exchange"]["n_events"]
    default = {run.file for run in exchange_runs(CONFIG)["stationary"]}
    shared = default & {run.file for run in exchange_runs(large)["stationary"]}
    assert len(shared) == len(CONFIG["exchange"]["particles"])  # the other rates are simulated at the largest M


def test_no_two_simulations_share_their_random_numbers():
    runs = {run.file: run for run in runs_of(CONFIG)}
    states = {tuple(run.seed_sequence().generate_state(4)) for run in runs.values()}
    assert len(states) == len(runs) > 25


def test_every_simulation_has_a_rule_that_finds_its_tuple_again_from_its_path():
    for run in runs_of(CONFIG):
        assert type(run) in RUNS
        spelled = {name: str(value) for name, value in run.parameters.items()}
        assert type(run).from_wildcards(spelled) == run


def test_costs_grow_with_the_work_and_memory_is_stated():
    by_particles = [run.n_updates for run in exchange_runs(CONFIG)["limit"]]
    growth = np.diff(np.log(by_particles))  # M: 25, 100, 400, 1600; the steps on common noise grow as sqrt(M)
    assert np.all((growth > 0) & (growth < np.log(4)))
    assert np.all(np.diff(growth) > 0)  # the exchanges, which grow as M, take over
    assert all(run.n_updates > 0 for run in runs_of(CONFIG))
    assert all(run.job_memory >= 2**29 for run in runs_of(CONFIG))


def test_names_of_rates_are_those_of_the_compiled_functions():
    assert set(RATES_AT_ONE) == set(RATES)
    for name, rate in RATES.items():
        assert rate(1.0, 1.0) == pytest.approx(RATES_AT_ONE[name])
    assert len(set(DYNAMICS)) == len(DYNAMICS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rate": "linear"}, "rate='linear' must be one of"),
        ({"particles": 0.5}, "particles=0.5 must be >= 1"),
        ({"T_left": 0}, "T_left=0.0 must be a finite number > 0"),
        ({"n_cells": 0}, "n_cells=0 must be an integer >= 1"),
        ({"n_events": 3}, "n_events=3 must be an integer >= 16"),
    ],
)
def test_impossible_parameters_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        StationaryRun(**(GOOD | {"n_cells": 4, "n_events": 1000} | change))


def test_errors_of_the_mesoscopic_distance_need_enough_paths():
    with pytest.raises(ValueError, match="n_paths=10 must be an integer >= 16"):
        MesoscopicRun(**GOOD, n_paths=10)
