"""The simulations of the study as a whole: what a preset or a key changes."""

import re

import pytest
import yaml

from tests.overview.every_run import every_run, merged
from tests.root import CONFIG, ROOT
from thermochain.overview.subjects import RUNS
from thermochain.runs.batch_job import working_hours
from thermochain.runs.sources import source_files

PRESETS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / "workflow/presets").glob("*.yaml")}
DEFAULT = every_run(CONFIG)


def test_every_kind_of_simulation_is_made_by_some_subject():
    assert {type(run) for run in DEFAULT.values()} == set(RUNS)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_path_of_a_preset_gives_its_run_back(preset):
    for file, run in every_run(merged(CONFIG, PRESETS[preset])).items():
        constraints = run.wildcard_constraints()
        patterns = [
            re.sub(r"\{(\w+)\}", lambda place, found=constraints: f"(?P<{place[1]}>{found[place[1]]})", pattern)
            for pattern in run.patterns()
        ]
        found = [re.fullmatch(rf"results/{run.SUBJECT}/runs/{pattern}\.npz", file) for pattern in patterns]
        [wildcards] = [match.groupdict() for match in found if match]  # no path is that of two kinds of tuples
        assert type(run).from_wildcards(wildcards) == run


def test_presets_share_the_simulations_that_they_have_in_common():
    """The cold preset adds two temperatures to the default one, and nothing else."""
    cold = every_run(merged(CONFIG, PRESETS["cold"]))
    assert set(DEFAULT) < set(cold)
    assert {run.temperature for file, run in cold.items() if file not in DEFAULT} == {0.1, 0.15}


def test_the_potential_is_part_of_every_tuple_and_rotors_do_not_name_theirs():
    """The same keys with two potentials: no file and no seed of one is one of the other."""
    wells = merged(CONFIG, PRESETS["two_wells"])
    own, other = (every_run(config) for config in (wells, wells | {"potential": "workflow/potentials/olla.py"}))
    assert {run.NAME for run in own.values()} == {"green_kubo", "driven", "relaxation"}
    assert all(run.path.parts[0].startswith("two_wells-") for run in own.values())
    assert not set(own) & set(other)
    assert len({run.seed_sequence().entropy for run in (*own.values(), *other.values())}) == len(own) + len(other)
    assert all("potential" not in run.parameters for run in DEFAULT.values())
    assert not any("rotors-" in file or "/rotors/" in file for file in DEFAULT)


@pytest.mark.parametrize(
    "override",
    [
        {"green_kubo": {"fit_range": [0.35, 2]}},
        {"macroscopic": {"profile_points": 101, "map_points": 25, "resamples": 8}},
        {"evolution": {"n_cells": 50}},
        {"regimes": {"map_points": 13}},
        {"relaxation": {"n_cells": 4, "resamples": 2}},
        {"networks": {"scan": {"points": 20}}},
        {"harmonic": {"sizes": [16, 32, 64]}},
        {"exchange": {"weak_coupling": {"chain_couplings": [0.2, 0.1]}}},
    ],
    ids=str,
)
def test_a_key_that_no_simulation_uses_reruns_none(override):
    assert set(every_run(merged(CONFIG, override))) == set(DEFAULT)


@pytest.mark.parametrize(
    ("override", "kinds"),
    [
        ({"exchange": {"levels": {"n_paths": 40}}}, {"exchange_paths"}),
        ({"exchange": {"mesoscopic": {"n_paths": 5000}}}, {"exchange_mesoscopic"}),
        ({"billiard": {"waiting": {"n_samples": 40}}}, {"billiard_waiting"}),
        ({"harmonic": {"bending": {"stride": 5}}}, {"harmonic_bending"}),
        ({"anharmonic": {"released": {"window": 0.005}}}, {"anharmonic_released"}),
        ({"networks": {"search": {"lifts": [0, 0.1]}}}, {"networks_pump"}),
        ({"driven": {"friction": 2.0}}, {"driven"}),
    ],
    ids=str,
)
def test_a_key_reruns_only_the_simulations_that_use_it(override, kinds):
    changed = every_run(merged(CONFIG, override))
    assert {run.NAME for file, run in changed.items() if file not in DEFAULT} == kinds


def test_the_base_seed_reruns_everything():
    assert not set(every_run(CONFIG | {"seed": 7})) & set(DEFAULT)


@pytest.mark.parametrize("preset", ["default", *PRESETS])
def test_a_simulation_that_may_take_ten_minutes_reports_its_progress(preset):
    """Of a slow core, for which batch jobs ask; shorter ones are over before anybody looks at their log."""
    runs = every_run(merged(CONFIG, PRESETS[preset])) if preset in PRESETS else DEFAULT
    long = {type(run) for run in runs.values() if working_hours(run) > 1 / 6}
    silent = {kind.NAME for kind in long if not any(f.endswith("progress.py") for f in source_files(kind.SIMULATION))}
    assert not silent
