"""The configuration is checked as a whole, in one line, before anything runs."""

import subprocess
import sys
from copy import deepcopy

import pytest
import yaml

from tests.overview.every_run import merged
from tests.root import CONFIG, ROOT
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.sections import check_configuration
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs

SCHEMA = ROOT / "workflow/schemas/config.schema.yaml"
PRESETS = sorted((ROOT / "workflow/presets").glob("*.yaml"))


@pytest.fixture
def config():
    return deepcopy(CONFIG)


def test_the_default_configuration_is_valid(config):
    check_configuration(config, SCHEMA)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.stem)
def test_every_preset_is_valid(config, preset):
    check_configuration(merged(config, yaml.safe_load(preset.read_text())), SCHEMA)


def test_the_check_is_quick_to_start():
    """It precedes every job of Snakemake, so it imports none of the libraries that take long to load."""
    code = (
        "import sys, yaml; from thermochain.overview.configuration.sections import check_configuration; "
        f"check_configuration(yaml.safe_load(open('{ROOT}/config.yaml')), '{SCHEMA}'); "
        "print([name for name in ('numba', 'pandas', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_key_of_the_default_configuration_is_commented():
    lines = (ROOT / "config.yaml").read_text().splitlines()
    for k, line in enumerate(lines):
        key, colon, _ = line.strip().partition(":")
        if colon and not line.strip().startswith(("#", "-")):
            assert lines[k - 1].strip().startswith("#"), f"{key} has no comment above it"


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"evolution": {"first_time": 20}}, "evolution.first_time = 20: must be below last_time = 10; try 0.001"),
        ({"evolution": {"n_frames": 500}}, "evolution.n_frames = 500: must be at most n_times = 240"),
        ({"evolution": {"n_cells": 201}}, "evolution.n_cells = 201: must be a multiple of 2"),
        (
            {"relaxation": {"n_cells": 24}},
            r"relaxation: n_rotors=64 must be a multiple of n_cells \(24\); try 72",
        ),
        (
            {"relaxation": {"sizes": [{"n_rotors": 64, "n_replicas": 256}] * 3}},
            r"relaxation: sizes=\[64, 64, 64\] must be 3 or more different chain lengths",
        ),
        ({"green_kubo": {"temperature": 1}}, "green_kubo: unknown key 'temperature'; allowed are blocks,"),
        ({"sede": 1}, "configuration: unknown key 'sede'; allowed are anharmonic, bias, billiard, "),
        ({"green_kubo": {"temperatures": [0.3, -0.5, 1, 2]}}, r"green_kubo.temperatures\[1\] = -0.5: must be >= 0.05"),
        ({"green_kubo": {"temperatures": [0.3, "warm", 1, 2]}}, r"temperatures\[1\] = 'warm': must be of type number"),
        ({"green_kubo": {"temperatures": [0.3, True, 1, 2]}}, r"temperatures\[1\] = True: must be of type number"),
        ({"green_kubo": {"temperatures": [0.3, 1.0]}}, "needs at least 4 entries"),
        ({"green_kubo": {"temperatures": [0.3, 0.3, 1, 2]}}, "same entry twice"),
        (
            {"green_kubo": {"temperatures": [0.3, 0.1 + 0.2, 0.5, 1, 2]}},
            "twice, 0.3 to ten digits",
        ),
        ({"green_kubo": {"temperatures": [0.3, float("nan"), 1, 2]}}, r"temperatures\[1\] = nan: must be a finite"),
        ({"green_kubo": {"temperatures": [0.1, 0.3, 0.4, 2]}}, "schedule begins at 0.2; add a row"),
        ({"green_kubo": {"temperatures": [0.4, 0.5, 1.0, 2.0]}}, "must reach from 0.3 or below to 1.5 or above"),
        ({"green_kubo": {"temperatures": [0.3, 0.5, 1.0, 1.2]}}, "must reach from 0.3 or below to 1.5 or above"),
        ({"green_kubo": {"n_rotors": 64}}, "green_kubo: unknown key 'n_rotors'; allowed are blocks,"),
        ({"green_kubo": {"blocks": 2.0}}, "green_kubo.blocks = 2.0: must be of type integer"),
        ({"macroscopic": {"map_points": 25.0}}, "map_points = 25.0: must be of type integer"),
        ({"green_kubo": {1: 2, "foo": 3}}, "green_kubo: unknown key 1; allowed are blocks"),
        (
            {"green_kubo": {"sampling_interval": 0.8}},
            r"sampling_interval=0.8 must lie in \[0.1, 0.",
        ),
        ({"green_kubo": {"time_step": 1e-300}}, "time_step = 1e-300: must be >= 0.0001"),
        ({"green_kubo": {"time_step": 0.3}}, "green_kubo.time_step = 0.3: must be <= 0.25"),
        ({"green_kubo": {"sampling_interval": 0.22}}, "sampling_interval=0.22 must be a multiple of time_step"),
        ({"green_kubo": {"blocks": 0}}, "green_kubo.blocks = 0: must be >= 1"),
        ({"green_kubo": {"schedule": []}}, "green_kubo.schedule = .*needs at least 1 entries"),
        ({"seed": -3}, "seed = -3: must be >= 0"),
        ({"seed": "x"}, "seed = 'x': must be of type integer"),
        ({"green_kubo": {"fit_range": [1.5, 0.3]}}, "the first must be below the second"),
        ({"green_kubo": {"fit_range": [0.3, 0.4]}}, "holds 3 of green_kubo.temperatures.*widen it"),
        ({"green_kubo": {"fit_range": [0.3]}}, "needs at least 2 entries"),
        ({"macroscopic": {"profile_points": 100}}, "profile_points = 100: must be odd; try 101"),
        ({"regimes": {"map_points": 4}}, "regimes.map_points = 4: must be >= 5"),
        ({"macroscopic": {"map_points": 1}}, "macroscopic.map_points = 1: must be >= 5"),
        ({"macroscopic": None}, "macroscopic = None: must be of type object"),
    ],
)
def test_mistakes_are_named_with_one_line_a_section(config, override, message):
    with pytest.raises(ConfigurationError, match=message) as caught:
        check_configuration(merged(config, override), SCHEMA)
    assert all(line for line in str(caught.value).split("\n"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"maximum_lag": 12000}, "maximum_lag=12000 must be < duration=9600"),
        ({"duration": 4800.1}, "duration=4800.1 must be a multiple"),
        ({"duration": 1e300}, r"duration = 1e\+300: must be <= 1000000000; choose a value above 0 up to 1000000000"),
        ({"duration": 1e8}, "GiB a batch, at most 8"),
        ({"n_replicas": 2_000_000}, "n_replicas = 2000000: must be <= 1000000"),
        ({"n_replicas": 100}, "n_replicas = 100: must be a multiple of 16"),
        ({"n_replicas": 16}, "makes 2 independent batches, and an error bar needs 4"),
        ({"n_replicas": 16 * 127}, "makes 2 independent batches.*choose n_replicas = 16 x an even number"),
        ({"maximum_lag": 6.0}, "maximum_lag = 6 at T = 0.3 holds 15 sampling intervals.*lengthen it"),
        ({"n_rotors": 2}, r"schedule\[2\].n_rotors = 2: must be >= 16"),
        ({"n_rotors": 64.0}, r"schedule\[2\].n_rotors = 64.0: must be of type integer"),
        ({"replicas": 16}, "unknown key 'replicas'"),
        ({"from": 0.25}, "two rows with the same `from`"),
    ],
)
def test_mistakes_in_the_schedule_are_named(config, row, message):
    schedule = [r | row if r["from"] == 0.3 else r for r in config["green_kubo"]["schedule"]]
    with pytest.raises(ConfigurationError, match=message):
        check_configuration(merged(config, {"green_kubo": {"schedule": schedule}}), SCHEMA)


@pytest.mark.parametrize(
    ("precision", "message"),
    [
        ({"relative_error": -0.01}, r"precision.relative_error = -0.01: must be >= 0.0001"),
        ({"relative_error": 5e-5}, r"relative_error = 5e-05: must be >= 0.0001"),
        ({"relative_error": 1.0}, r"relative_error = 1.0: must be <= 0.5"),
        ({"relative_error": "1 %"}, r"relative_error = '1 %': must be of type number or object"),
        ({"relative_error": True}, r"relative_error = True: must be of type number or object"),
        ({"relative_error": float("nan")}, r"relative_error = nan: must be a finite number"),
        ({"relative_error": {}}, r"relative_error = {}: needs at least 1 entries"),
        ({"relative_error": {"pp": 0.01, "pe": 0.1}}, r"relative_error: unknown key 'pe'; allowed are ee, pp"),
        ({"relative_error": {"ee": 0}}, r"relative_error.ee = 0: must be >= 0.0001"),
        ({"max_core_hours": 0}, r"max_core_hours = 0: must be > 0"),
        ({"max_core_hours": -1}, r"max_core_hours = -1: must be > 0"),
        ({"max_core_hours": "much"}, r"max_core_hours = 'much': must be of type number"),
        (
            {"max_hours": 1},
            r"green_kubo.precision: unknown key 'max_hours'; allowed are max_core_hours, relative_error",
        ),
    ],
)
def test_mistakes_in_the_precision_are_named_in_one_line(config, precision, message):
    section = {"relative_error": 0.01, "max_core_hours": 1} | precision
    with pytest.raises(ConfigurationError, match=message) as caught:
        check_configuration(merged(config, {"green_kubo": {"precision": section}}), SCHEMA)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("missing", ["relative_error", "max_core_hours"])
def test_a_precision_needs_both_error_and_ceiling(config, missing):
    section = {"relative_error": {"pp": 0.01}, "max_core_hours": 1}
    check_configuration(merged(config, {"green_kubo": {"precision": section}}), SCHEMA)
    del section[missing]
    with pytest.raises(ConfigurationError, match=f"green_kubo.precision: the key '{missing}' is missing; add it"):
        check_configuration(merged(config, {"green_kubo": {"precision": section}}), SCHEMA)


def test_rows_that_serve_no_temperature_are_checked_too(config):
    row = {"from": 3.5, "n_rotors": 64, "duration": 100, "maximum_lag": 900, "n_replicas": 64}
    schedule = [*config["green_kubo"]["schedule"], row]
    with pytest.raises(ConfigurationError, match="maximum_lag=900 must be < duration=100"):
        check_configuration(merged(config, {"green_kubo": {"schedule": schedule}}), SCHEMA)


def test_a_row_without_ring_size_is_named(config):
    del config["green_kubo"]["schedule"][1]["n_rotors"]
    with pytest.raises(ConfigurationError, match=r"schedule\[1\]: the key 'n_rotors' is missing; add it"):
        check_configuration(config, SCHEMA)


def test_a_missing_key_is_named(config):
    del config["green_kubo"]["blocks"]
    with pytest.raises(ConfigurationError, match="green_kubo: the key 'blocks' is missing"):
        check_configuration(config, SCHEMA)


def test_each_temperature_gets_the_effort_of_its_row(config):
    runs = green_kubo_runs(config)
    assert list(runs) == sorted(config["green_kubo"]["temperatures"])
    assert all(len(blocks) == config["green_kubo"]["blocks"] for blocks in runs.values())
    rows = {row["from"]: row for row in config["green_kubo"]["schedule"]}
    assert runs[0.6][0].duration == rows[0.5]["duration"]
    assert runs[0.3][1].n_replicas == rows[0.3]["n_replicas"]
    rows[0.5]["n_rotors"] = 1024  # of this row alone
    assert [T for T, blocks in green_kubo_runs(config).items() if blocks[0].n_rotors == 1024] == [0.5, 0.6, 0.7]
    assert [run.block for run in runs[0.3]] == [0, 1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"temperature": 0.45}, r"structure_factors.rings\[0\]: the temperature 0.45 is not among green_kubo"),
        ({"temperature": 1.0}, r"structure_factors.rings\[2\]: the temperature 1.0 stands there twice; remove one"),
        ({"maximum_lag": 16000}, "structure_factors.rings: maximum_lag=16000 must be < duration=16000"),
        ({"sampling_interval": 0.07}, "rings: sampling_interval=0.07 must be a multiple of time_step"),
        ({"n_replicas": 300}, r"rings\[0\].n_replicas = 300: must be a multiple of 256"),
        ({"n_modes": 1}, r"rings\[0\].n_modes = 1: must be >= 2"),
        ({"n_modes": 100, "n_rotors": 64}, r"n_modes=100 must be <= n_rotors/4 \(16\)"),
        ({"relaxation": 0}, r"rings\[0\].relaxation = 0: must be > 0"),
    ],
)
def test_mistakes_in_the_structure_factors_are_named(config, row, message):
    first, *rest = config["structure_factors"]["rings"]
    override = {"structure_factors": {"rings": [first | row, *rest]}}
    with pytest.raises(ConfigurationError, match=message) as caught:
        check_configuration(merged(config, override), SCHEMA)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"temperature": 0.45}, "temperature 0.45 is not among green_kubo.temperatures; add it there or leave this"),
        ({"temperature": 0.5}, r"temperature 0.3 has n_rotors = \[1024, 2048\], and the limit of long rings needs 3"),
        ({"n_rotors": 1024}, "temperature 0.3 has one n_rotors with one momentum jump twice; remove one"),
        ({"duration": 6001}, "shear_response.rings: duration=6001 must be a multiple of two restoring intervals"),
        ({"momentum_jumps": []}, r"rings\[0\].momentum_jumps = .*at least 1 entries"),
        ({"n_replicas": 100}, r"rings\[0\].n_replicas = 100: must be a multiple of 8"),
    ],
)
def test_mistakes_in_the_driven_flow_are_named(config, row, message):
    first, *rest = config["shear_response"]["rings"]
    override = {"shear_response": {"rings": [first | row, *rest]}}
    with pytest.raises(ConfigurationError, match=message) as caught:
        check_configuration(merged(config, override), SCHEMA)
    assert "\n" not in str(caught.value)


def test_a_driven_flow_needs_two_jumps_on_the_longer_rings(config):
    rows = [
        row | {"momentum_jumps": [0.5]} if row["temperature"] == 0.3 and row["n_rotors"] > 512 else row
        for row in config["shear_response"]["rings"]
    ]
    with pytest.raises(ConfigurationError, match=r"temperature 0\.3 has one momentum jump on rings above 512, 2 are"):
        check_configuration(merged(config, {"shear_response": {"rings": rows}}), SCHEMA)


def test_turning_rings_need_a_comparison_at_rest(config):
    override = {"onsager_structure": {"temperatures": [0.3, 0.55]}}
    message = r"onsager_structure.temperatures\[1\]: the temperature 0.55 is not among green_kubo.temperatures; add it"
    with pytest.raises(ConfigurationError, match=message):
        check_configuration(merged(config, override), SCHEMA)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"temperatures": [0.2, 0.3]}, "published_protocol: temperatures holds 0.2, but schedule begins at 0.25; add"),
        ({"temperatures": [0.3, 0.1 + 0.2]}, "published_protocol.temperatures = .* has the same entry twice"),
        ({"temperatures": []}, "published_protocol.temperatures = .*at least 1 entries"),
        ({"friction": 2.0}, "published_protocol: unknown key 'friction'; allowed are"),
        ({"sampling_interval": 0.25}, "published_protocol: sampling_interval=0.25 must be a multiple of time_step"),
        ({"n_rotors": 8}, "published_protocol.n_rotors = 8: must be >= 16"),
    ],
)
def test_mistakes_in_the_comparison_of_protocols_are_named(config, override, message):
    with pytest.raises(ConfigurationError, match=message):
        check_configuration(merged(config, {"published_protocol": override}), SCHEMA)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"maximum_lag": 1400}, "published_protocol: maximum_lag=1400 must be < duration=1400"),
        ({"n_replicas": 16 * 127}, "published_protocol: schedule: n_replicas=2032 makes 1 independent.*multiple of 4"),
        ({"from": 0.25}, "published_protocol: schedule has two rows with the same `from`"),
    ],
)
def test_mistakes_in_the_schedule_of_the_comparison_are_named(config, row, message):
    schedule = [r | row if r["from"] == 0.3 else r for r in config["published_protocol"]["schedule"]]
    with pytest.raises(ConfigurationError, match=message):
        check_configuration(merged(config, {"published_protocol": {"schedule": schedule}}), SCHEMA)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"temperature": 0.45}, r"langevin_times\[0\]: temperature=0.45 is not among published_protocol.temperatures"),
        ({"times": []}, r"langevin_times\[0\].times = .*at least 1 entries"),
        ({"times": [100, 100]}, r"langevin_times\[0\].times = .* has the same entry twice"),
        ({"times": [0]}, r"langevin_times\[0\].times\[0\] = 0: must be >= 0.0001"),
        ({"maximum_lag": 2000}, r"langevin_times\[0\]: maximum_lag=2000 must be <= 1000, that of the exact samples"),
        ({"times": [0.05]}, r"langevin_times\[0\]: langevin_time=0.05 must lie in \[0.1, 100000\]"),
        ({"maximum_lag": 400.1}, r"langevin_times\[0\]: .* must be a multiple of sampling_interval"),
        ({"n_replicas": 16 * 67}, r"langevin_times\[0\]: row: n_replicas=1072 makes 1 independent.*multiple of 4"),
        (
            {"time_step": 0.3},
            r"langevin_times\[0\]: time_step=0.3|langevin_times\[0\].time_step = 0.3: must be <= 0.25",
        ),
        ({"blocks": 0}, r"langevin_times\[0\].blocks = 0: must be >= 1"),
        ({"time_step": 0.05}, "langevin_times holds the time 50 at T = 0.3 with time_step=0.05 twice; remove one"),
        ({"blocks": 5000}, r"langevin_times\[0\]: blocks=5000 x number of times=4 makes 20000 simulations"),
        ({"friction": 2}, r"langevin_times\[0\]: unknown key 'friction'"),
    ],
)
def test_mistakes_in_the_langevin_times_are_named(config, row, message):
    rows = config["published_protocol"]["langevin_times"]
    with pytest.raises(ConfigurationError, match=message):
        check_configuration(
            merged(config, {"published_protocol": {"langevin_times": [rows[0] | row, *rows[1:]]}}), SCHEMA
        )


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"sizes": [{"n_rotors": 65, "times": 1}]}, "driven.sizes = .*needs at least 2 entries"),
        ({"sizes": [{"n_rotors": 65, "times": 1}] * 2}, "sizes holds a chain length twice"),
        ({"sizes": [{"n_rotors": 65, "times": 0}, {"n_rotors": 129, "times": 1}]}, "times = 0: must be > 0"),
        ({"profiles": {"n_rotors": 100}}, r"profiles.n_rotors=100 must be one of sizes: \[65, 129, 257\]"),
        ({"effort": [{"from": 0.5, "factor": 2}]}, "effort must have one row from 0"),
        ({"effort": [{"from": 0, "factor": 2}, {"from": 0, "factor": 3}]}, "and none twice"),
        ({"time_step": 0.15}, "sampling interval=0.4 must be a multiple of time_step"),
        ({"time_step": 0.5}, "driven.time_step = 0.5: must be <= 0.25"),
        ({"friction": 0}, "driven.friction = 0: must be >= 0.01"),
        ({"n_replicas": 12}, "driven.n_replicas = 12: must be a multiple of 8"),
        ({"closure": {"T_left": -1}}, "driven.closure.T_left = -1: must be >= 0.05"),
        ({"uphill": {"torques": []}}, "driven.uphill.torques = .*needs at least 1 entries"),
        ({"torque_sweep": {"torques": [1, 1]}}, "same entry twice"),
        ({"further": [{"T_left": 1, "T_right": 1, "torque_left": 0}]}, "the key 'torque_right' is missing"),
        (
            {"further": [{"T_left": 1, "T_right": 1, "torque_left": 0, "torque_right": 99}]},
            "torque_right = 99: must be <= 50",
        ),
        ({"replicas": 8}, "driven: unknown key 'replicas'"),
    ],
)
def test_mistakes_in_the_driven_chains_are_named(config, override, message):
    with pytest.raises(ConfigurationError, match=message) as caught:
        check_configuration(merged(config, {"driven": override}), SCHEMA)
    assert "\n" not in str(caught.value)
