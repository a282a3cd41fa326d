"""Values of `snakemake --config` inside of a section arrive as text, and are numbers where the schema wants them."""

import pytest
from snakemake.cli import parse_args
from yte import process_yaml

from tests.overview.configuration.malformed import SCHEMA, default
from tests.root import ROOT
from thermochain.overview.configuration.command_line import with_numbers
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.first_check import named
from thermochain.overview.configuration.sections import check_configuration


def merged(config, given):
    """What Snakemake makes of a configuration and of the values of the command line."""
    return config | {
        name: merged(config[name], value) if isinstance(value, dict) else value for name, value in given.items()
    }


def overridden(given):
    return with_numbers(merged(default(), given), given, SCHEMA)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"green_kubo": {"blocks": "3"}}, {"green_kubo": {"blocks": 3}}),
        ({"driven": {"friction": "1.5e0", "blocks": "2"}}, {"driven": {"friction": 1.5, "blocks": 2}}),
        ({"driven": {"uphill": {"torques": ["0.4", "1"]}}}, {"driven": {"uphill": {"torques": [0.4, 1]}}}),
        (
            {"driven": {"effort": [{"from": "0", "factor": "2"}]}},
            {"driven": {"effort": [{"from": 0, "factor": 2}]}},
        ),
        (
            {"green_kubo": {"precision": {"relative_error": "0.02"}}},
            {"green_kubo": {"precision": {"relative_error": 0.02}}},
        ),
        ({"potential": "1.py"}, {"potential": "1.py"}),
        ({"seed": 7}, {"seed": 7}),
    ],
)
def test_text_is_a_number_where_the_schema_wants_one(given, meant):
    assert overridden(given) == merged(default(), meant)


@pytest.mark.parametrize("text", ["010", "0x10", "two", "", "no", "true", "null", "[1]", "1 2", "9" * 5000, "[" * 5000])
def test_what_is_no_plain_number_stays_text_and_is_refused_in_one_line(text):
    config = overridden({"green_kubo": {"blocks": text}})
    assert config["green_kubo"]["blocks"] == text
    with pytest.raises(ConfigurationError, match=r"green_kubo.blocks = .*must be of type integer") as caught:
        check_configuration(config, SCHEMA)
    assert len(str(caught.value)) < 300


def test_quotes_in_a_file_are_refused_as_before():
    """Only what the command line says is read as a number; in a file quotes make text."""
    config = merged(default(), {"green_kubo": {"blocks": "3"}})
    assert with_numbers(config, {}, SCHEMA) == config
    assert with_numbers(config, {"driven": {"blocks": "3"}, "seed": "3"}, SCHEMA) == config


@pytest.mark.parametrize(
    ("arguments", "presets"),
    [
        (["--cores", "2"], []),
        (["--configfile", "a.yaml"], ["a.yaml"]),
        (["all", "--configfile=a.yaml", "-n"], ["a.yaml"]),
        (["--configfiles", "a.yaml", "b.yaml", "--cores", "2"], ["a.yaml", "b.yaml"]),
        (["--config", "seed=1", "--configfile", "a.yaml"], ["a.yaml"]),
        (["-C", "seed=1"], []),
        (["--directory", "elsewhere", "--configfile", "a.yaml"], ["a.yaml"]),
    ],
)
def test_presets_are_found_on_every_command_line_of_snakemake(arguments, presets):
    assert named(arguments)[0] == presets
    assert [str(path) for path in parse_args(arguments)[1].configfile or []] == presets


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [(["-d", "x"], "x"), (["--directory", "x", "-n"], "x"), (["--directory=x"], "x"), (["-c", "2"], None)],
)
def test_the_working_folder_that_is_checked_is_the_one_that_snakemake_uses(arguments, folder):
    assert named(arguments)[1] == (folder or ".")
    used = parse_args(arguments)[1].directory
    assert (str(used) if used else None) == folder


PROFILES = [ROOT / "profiles/default", *(ROOT / "workflow/profiles").iterdir()]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.name)
def test_every_profile_checks_the_files_first_and_shows_the_progress(profile, monkeypatch, tmp_path):
    """Snakemake reads one of them, named or not, before it reads anything else."""
    settings = (profile / "config.yaml").read_text()
    assert "\nlogger: thermochain\n" in settings
    (tmp_path / "bad.yaml").write_text("seed: 010\n")
    monkeypatch.setattr("sys.argv", ["snakemake", "--configfile", str(tmp_path / "bad.yaml")])
    with pytest.raises(SystemExit, match=r"configuration error: .*bad.yaml, line 1: seed = 010"):
        process_yaml(settings)
    monkeypatch.setattr("sys.argv", ["snakemake"])
    monkeypatch.chdir(tmp_path)
    assert process_yaml(settings)["logger"] == "thermochain"
