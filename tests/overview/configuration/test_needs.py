"""What the sections need of machines and of coefficients: every subject states it, and one check asks all."""

from copy import deepcopy
from dataclasses import replace
from math import inf

import numpy as np
import pytest
import yaml

from tests.overview.configuration.malformed import SCHEMA, apply, default
from tests.overview.every_run import every_run, merged
from tests.root import CONFIG, ROOT
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.limits import MOST_GIB, MOST_HOURS
from thermochain.overview.configuration.sections import check_configuration, subject_configuration
from thermochain.overview.subjects import RUNS, subjects_of
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.evolution import solve_evolution
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.configuration import measured_temperatures
from thermochain.rotors.macroscopic.first_integral import highest_temperature
from thermochain.rotors.macroscopic.hottest import hottest_between_baths, hottest_when_closed, mean_internal_energy
from thermochain.rotors.rotor import mean_energy
from thermochain.rotors.study.potential_file import configured_potential
from thermochain.runs.batch_job import working_hours
from thermochain.runs.identity import Run

SMOKE = merged(CONFIG, yaml.safe_load((ROOT / "workflow/presets/smoke.yaml").read_text()))
PRESETS = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / "workflow/presets").glob("*.yaml")}
# words in the names of parameters that count something or last some time; others change the physics alone
SIZES = ("n_", "duration", "times", "last_time", "starts", "n")


def problems(config):
    """Lines about a configuration, one for each section that is wrong."""
    try:
        check_configuration(config, SCHEMA)
    except ConfigurationError as error:
        return str(error).split("\nconfiguration error: ")
    return []


def stated(config):
    """Keys and simulations that the subjects state."""
    for subject in subjects_of(configured_potential(config)):
        module = subject_configuration(subject)
        if hasattr(module, "simulations"):
            yield from module.simulations(config)


ONE_OF_EACH = {type(run): run for _, run in stated(SMOKE)}


def test_every_kind_of_simulation_is_stated_with_its_section():
    assert set(ONE_OF_EACH) == set(RUNS)
    for key, run in stated(CONFIG):
        shared = run.SUBJECT in ("green_kubo", "driven")  # rings and chains that other subjects use too
        assert key.partition(".")[0] == run.SUBJECT or shared, (key, run)


@pytest.mark.parametrize("preset", [None, *PRESETS])
def test_every_simulation_of_a_preset_is_stated(preset):
    """Blocks have equal needs, and the first of them stands for all."""
    config = merged(CONFIG, PRESETS.get(preset, {}))
    known = {run for _, run in stated(config)}
    for run in every_run(config).values():
        assert (replace(run, block=0) if "block" in run.parameters else run) in known


@pytest.mark.parametrize("kind", RUNS, ids=lambda kind: kind.NAME)
def test_every_kind_of_simulation_bounds_its_time_and_its_memory(kind):
    for name in ("n_updates", "job_memory"):
        assert getattr(kind, name) is not getattr(Run, name), name
    run = ONE_OF_EACH[kind]
    assert 0 < working_hours(run) < MOST_HOURS
    assert 2**28 <= run.job_memory < MOST_GIB * 2**30


@pytest.mark.parametrize("kind", RUNS, ids=lambda kind: kind.NAME)
def test_a_simulation_a_trillion_times_as_large_is_beyond_the_limits(kind):
    """Whatever counts something is in one of the bounds; a kind may also refuse such a number itself."""
    run = ONE_OF_EACH[kind]
    for name, value in run.parameters.items():
        counts = name.startswith(SIZES) and not isinstance(value, str)
        if not counts or name == "n_strengths":  # it halves strengths; the schema bounds it
            continue
        try:
            larger = replace(run, **{name: value * 2**40})
        except ValueError:
            continue
        assert larger.job_memory > MOST_GIB * 2**30 or working_hours(larger) > MOST_HOURS, name


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ("anharmonic.released.n_sites = 1000000000", ["anharmonic.released", "GiB", "take fewer"]),
        ("anharmonic.driven[2].n = 4096; anharmonic.driven[2].n_replicas = 1000000", ["anharmonic", "GiB"]),
        ("anharmonic.conductivity.n_masses = 10000; anharmonic.conductivity.n_replicas = 1000000", ["anharm", "GiB"]),
        (
            "harmonic.simulation.n_replicas = 100000; harmonic.simulation.duration = 1.0e+8",
            ["harmonic", "hours", "1000"],
        ),
        ("harmonic.bending.n_sites = 100000000", ["harmonic.bending", "GiB"]),
        ("networks.anharmonic[0].duration = 1.0e+9", ["networks.anharmonic[0]", "duration=1000000000", "hours"]),
        (
            "networks.search.starts = 10000; networks.search.lifts = ["
            + ", ".join(f"0.{k:03}" for k in range(1, 900))
            + "]",
            ["networks.search", "hours"],
        ),
        ("exchange.limit.n_paths = 10000000; exchange.limit.particles = [1, 1000000]", ["exchange.limit", "hours"]),
        ("exchange.weak_coupling.couplings = [0.001]; exchange.weak_coupling.n_pairs = 10000000", ["weak", "hours"]),
        ("exchange.levels.n_paths = 10000000", ["exchange.levels", "GiB"]),
        ("billiard.n_exchanges = 10000000", ["billiard: ", "n_exchanges=10000000", "GiB"]),
        ("driven.sizes[2].times = 3000; driven.n_replicas = 8000", ["driven.sizes[2]", "hours", "1000"]),
        ("relaxation.interval = 0.0125; relaxation.last_time = 1000", ["relaxation", "GiB"]),
        ("relaxation.resamples = 100000; relaxation.n_cells = 64; relaxation.last_time = 2", ["relaxation"]),
        ("contacts.fitted.sizes[0].times = 900000; contacts.n_replicas = 8000", ["contacts.fitted", "hours"]),
        (
            "contacts.time_step = 0.05; contacts.fitted.chains[0].p_right = 10",
            ["contacts.fitted.chains", "green_kubo.temperatures"],
        ),
        ("shear_response.rings[0].duration = 8.0e+8", ["shear_response.rings[0]", "duration=800000000"]),
        ("heat_response.rings[0].duration = 8.0e+8", ["heat_response.rings[0]", "duration=800000000"]),
        ("phase_slips.rings[0].duration = 1.0e+9", ["phase_slips.rings[0]", "duration=1e+09", "must be at most"]),
        (
            "published_protocol.n_rotors = 100000; published_protocol.time_step = 0.0001",
            ["published_protocol", "hours"],
        ),
    ],
)
def test_what_no_machine_can_do_is_refused_with_key_value_and_limit(change, parts):
    [line] = problems(apply(default(), change))
    assert line.isprintable()
    for part in parts:
        assert part in line, line


@pytest.mark.parametrize("preset", [None, *PRESETS])
def test_presets_pass_unchanged(preset):
    config = merged(CONFIG, PRESETS.get(preset, {}))
    assert check_configuration(config, SCHEMA) == config


def test_wrong_sections_are_all_named_at_once_with_a_line_each():
    change = "billiard.batches = 1000; harmonic.chain.T_right = 1; exchange.full_shares.T_right = 1"
    lines = problems(apply(CONFIG, change))
    assert [line.partition(".")[0].partition(":")[0] for line in lines] == ["harmonic", "exchange", "billiard"]
    change = (
        "evolution.closed.temperature = 0.1; relaxation.mean_temperature = 5; anharmonic.released.n_sites = 1000000000"
    )
    lines = problems(apply(CONFIG, change))
    assert [line.partition(".")[0].partition(":")[0] for line in lines] == ["evolution", "relaxation", "anharmonic"]


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ("evolution.closed.temperature = 0.1", ["evolution.closed.temperature = 0.1", "from 0.2 to 2.25", "change"]),
        ("evolution.closed.temperature = 3", ["evolution.closed.temperature = 3", "2.25", "green_kubo.temperatures"]),
        ("evolution.closed.amplitude = 3", ["evolution.closed.amplitude = 3", "2.25"]),
        ("evolution.closed.amplitude = 10", ["evolution.closed.amplitude = 10", "beyond every law"]),
        ("evolution.driven.T_left = 3", ["evolution.driven.T_left = 3"]),
        ("evolution.driven.T_right = 0.19", ["evolution.driven.T_right = 0.19", "from 0.2"]),
        ("evolution.driven.p_right = 5", ["evolution.driven.p_right = 5", "2.25"]),
        ("relaxation.mean_temperature = 3", ["relaxation", "temperature_amplitude = 2.9", "2.25"]),
        ("relaxation.temperature_amplitude = 0.3", ["relaxation", "temperature_amplitude = 0.15", "0.2"]),
        ("relaxation.momentum_amplitude = 4", ["relaxation.momentum_amplitude = 4"]),
        ("driven.closure.T_left = 0.1", ["driven.closure", "T_left = 0.1"]),
        (
            "driven.time_step = 0.01; driven.closure.torque_right = 50",
            ["driven.closure", "p_right = 50", "beyond every law"],
        ),
        ("driven.profiles.temperatures = [3]", ["driven.profiles", "T_left = 3"]),
        ("driven.time_step = 0.01; driven.friction = 0.05", ["driven.torque_sweep", "p_right = 20"]),
        ("driven.negative_conductivity.T_right = [0.21, 2]", ["driven.negative_conductivity", "drawn"]),
        ("driven.maximum.T_right = [0.3, 1, 3]", ["driven.maximum", "T_right = 3"]),
        ("bias.ring_sizes[0].temperature = 0.1", ["bias.ring_sizes[0].temperature = 0.1"]),
    ],
)
def test_temperatures_beyond_the_coefficients_to_come_are_refused(change, parts):
    lines = problems(apply(SMOKE, change))
    assert lines
    assert all(line.isprintable() for line in lines)
    for part in parts:
        assert any(part in line for line in lines), lines


def test_the_range_is_that_of_the_coefficients_that_the_study_measures():
    measured = load_coefficients(ROOT / "workflow/reference/coefficients/measured.json")
    assert measured_temperatures(CONFIG) == pytest.approx(measured.admissible_range)


def test_the_highest_temperature_between_baths_is_that_of_the_first_integral():
    """The tables of the estimate have steps of 1.4 per cent in T, and linear interpolation errs by their square."""
    rng = np.random.default_rng(3)
    T_left, T_right, jump = rng.uniform(0.1, 2, 200), rng.uniform(0.1, 2, 200), rng.uniform(-2, 2, 200)
    exact = highest_temperature(published_coefficients(), T_left, T_right, 0.0, jump)
    np.testing.assert_allclose(hottest_between_baths(T_left, T_right, jump), exact, rtol=1e-3)
    assert hottest_between_baths(1.0, 1.0, 100.0) == inf


def test_measured_coefficients_are_hardly_hotter_inside_than_the_estimate():
    measured = load_coefficients(ROOT / "workflow/reference/coefficients/measured.json")
    T, jump = np.meshgrid([0.3, 0.5, 1.0, 2.0], [0.0, 1.0, 2.0, 3.0])  # the hot end is what the check is about
    exact = highest_temperature(measured, T, T, 0.0, jump)
    assert np.all(exact < 1.1 * hottest_between_baths(T, T, jump))


@pytest.mark.parametrize(("T", "amplitude"), [(0.3, 0.5), (0.5, 1.5), (1.0, 2.0)])
def test_a_closed_chain_is_hottest_at_the_start_or_at_rest(T, amplitude):
    state = solve_evolution(
        published_coefficients(),
        momentum=lambda x: amplitude * np.sin(0.5 * np.pi * x),
        temperature=T,
        times=[0.0, 0.1, 1.0, 10.0],
        n_cells=16,
        tolerance=1e-5,
    )
    energy = 0.25 * amplitude**2 + float(mean_internal_energy(T))
    assert state.temperature.max() == pytest.approx(hottest_when_closed(T, energy), rel=0.02)
    assert hottest_when_closed(20.0, energy) == 20.0


def test_the_energy_of_the_estimate_is_that_of_rotors():
    T = np.geomspace(0.02, 10, 30)
    np.testing.assert_allclose(mean_internal_energy(T), mean_energy(T), rtol=1e-10)


def test_numbers_are_rounded_once_to_the_digits_of_paths_and_tables():
    third = 0.33333333333333
    config = deepcopy(SMOKE)
    config["driven"]["closure"]["T_left"] = third
    config["driven"]["torque_sweep"]["T_right"] = [third, 0.5]
    checked = check_configuration(config, SCHEMA)
    assert checked["driven"]["closure"]["T_left"] == 0.3333333333
    assert checked["driven"]["torque_sweep"]["T_right"][0] == 0.3333333333
    assert config["driven"]["closure"]["T_left"] == third  # the given configuration stays as it is


def test_entries_that_agree_after_rounding_are_the_same_entry():
    [line] = problems(apply(SMOKE, "harmonic.diffusivities.rates = [0.5, 0.50000000000001]"))
    assert "harmonic.diffusivities.rates" in line
    assert "twice, 0.5 to ten digits" in line


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        # what cannot be drawn or fitted
        ("driven.torque_sweep.torques = [0]", ["driven: T_left = T_right = 0.3", "drives no current", "leave out"]),
        ("driven.profiles.torques = [0, 1]", ["driven: T_left = T_right = 0.5", "no current"]),
        ("driven.further = [{T_left: 0.3, T_right: 0.3, torque_left: 1, torque_right: 1}]", ["driven", "no current"]),
        ("driven.torque_sweep.T_right = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]", ["torque_sweep.T_right", "at most 5"]),
        ("driven.negative_conductivity.torques = [1, 2, 3, 4, 5, 6]", ["negative_conductivity.torques", "at most 5"]),
        ("driven.maximum.T_right = [0.3, 1]", ["driven.maximum.T_right", "at least 3"]),
        ("driven.maximum.T_right = [0.3, 1, 0.5]", ["maximum.T_right=[0.3, 1, 0.5]", "must increase", "sort"]),
        ("driven.maximum.T_right = [0.3, 0.5, 0.5, 1]", ["driven.maximum.T_right"]),
        ("driven.maximum.torques = [0, 0.5]", ["driven: T_left = T_right = 0.3", "no current"]),
        ("driven.maximum.torques = [1, 2, 3, 4, 5, 6]", ["maximum.torques", "at most 5"]),
        ("evolution.closed.amplitude = 0", ["evolution.closed.amplitude = 0", "nothing changes"]),
        ("evolution.driven.p_right = 0", ["evolution.driven.p_right = 0", "nothing changes"]),
        ("relaxation.momentum_amplitude = 0; relaxation.temperature_amplitude = 0", ["relaxation", "nothing"]),
        ("exchange.T_right = 1", ["exchange: T_left=1", "differ", "change"]),
        ("exchange.T_right = 1.00000000000001", ["exchange: T_left=1", "differ", "change"]),
        # fewer than later rules use
        ("billiard.waiting.n_samples = 8", ["billiard.waiting.n_samples = 8", ">= 40"]),
        ("billiard.batches = 2; billiard.n_exchanges = 8; billiard.laws.n_exchanges = 8", ["laws.n_exchanges=8", "8"]),
        ("exchange.levels.n_events = 16", ["exchange.levels.n_events = 16", ">= 1000"]),
        ("bias.ring_sizes[0].maximum_lag = 2", ["bias.ring_sizes", "maximum_lag=2", "needs 16", "lengthen"]),
        ("bias.time_steps[0].maximum_lag = 0.8", ["bias.time_steps", "maximum_lag=0.8", "needs 16"]),
        ("phase_slips.rings[0].duration = 0.1", ["phase_slips.rings", "duration=0.1", "1 step", "needs 4"]),
        (
            "shear_response.rings[0].momentum_jumps = [1.5]; shear_response.rings[1].momentum_jumps = [1.5]; "
            "shear_response.rings[2].momentum_jumps = [3]",
            ["shear_response.rings", "not determined by the data", "two momentum jumps that differ more on each"],
        ),
        (
            "heat_response.rings[1].drives = [1]",
            ["heat_response.rings", "not determined by the data", "two drives that differ more on each"],
        ),
    ],
)
def test_what_later_rules_cannot_use_is_refused_before_the_first_job(change, parts):
    [line] = problems(apply(SMOKE, change))
    assert line.isprintable()
    for part in parts:
        assert part in line, line
