"""The limits of a study of another bond potential are in the units of that potential."""

import pytest
import yaml

from tests.overview.every_run import every_run, merged
from tests.root import ROOT
from thermochain.overview.configuration.error import ConfigurationError
from thermochain.overview.configuration.sections import check_configuration
from thermochain.rotors.potential import ROTORS
from thermochain.rotors.study.potential_file import load_potential

SCHEMA = ROOT / "workflow/schemas/config.schema.yaml"
CONFIG = yaml.safe_load((ROOT / "config.yaml").read_text())
WELLS = merged(CONFIG, yaml.safe_load((ROOT / "workflow/presets/two_wells.yaml").read_text()))
UNITS = {
    "temperatures": "energy",
    "T_left": "energy",
    "T_right": "energy",
    "from": "energy",
    "temperature": "energy",
    "mean_temperature": "energy",
    "temperature_amplitude": "energy",
    "p_right": "momentum",
    "amplitude": "momentum",
    "momentum_amplitude": "momentum",
    "first_time": "time",
    "last_time": "time",
    "interval": "time",
    "time_step": "time",
    "sampling_interval": "time",
    "duration": "time",
    "maximum_lag": "time",
    "times": "time",
    "friction": "rate",
    "torques": "force",
    "torque_left": "force",
    "torque_right": "force",
}


def scaled(value, factors, name=""):
    """A section in which every number is multiplied by the factor of its unit."""
    if isinstance(value, dict):
        return {key: scaled(inner, factors, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [scaled(inner, factors, name) for inner in value]
    return value * factors[UNITS[name]] if name in UNITS else value


def of_height(folder, height):
    """The preset of two wells, `height` times as high, with its numbers in the units of this potential."""
    path = folder / "wells.py"
    path.write_text(
        "import numpy as np\n"
        f"def potential(r):\n    return {height} * (3.0 - np.cos(r) - 2.0 * np.cos(2.0 * r))\n"
        f"def force(r):\n    return {height} * (np.sin(r) + 4.0 * np.sin(2.0 * r))\n"
    )
    root = height**0.5
    factors = {"energy": height, "time": 1.0 / root, "rate": root, "momentum": root, "force": height}
    sections = {name: scaled(WELLS[name], factors) for name in ("green_kubo", "driven", "evolution", "relaxation")}
    return WELLS | sections | {"potential": str(path)}


def test_the_units_of_rotors_are_one():
    assert set(ROTORS.units.values()) == {1.0}


@pytest.mark.parametrize("height", [1e-4, 1.0, 1e4])
def test_the_study_of_a_potential_of_any_height_is_accepted_in_its_own_units(tmp_path, height):
    config = of_height(tmp_path, height)
    assert len(every_run(check_configuration(config, SCHEMA))) == len(every_run(WELLS))


LIMITS = [
    ("green_kubo", "temperatures", "energy", (0.05, 10.0)),
    ("green_kubo", "time_step", "time", (1e-4, 0.25)),
    ("driven", "friction", "rate", (0.01, 20.0)),
]


@pytest.mark.parametrize("height", [1e-4, 1e4])
@pytest.mark.parametrize(("section", "key", "unit", "limits"), LIMITS)
def test_what_lies_outside_is_refused_with_the_limits_of_this_potential(tmp_path, height, section, key, unit, limits):
    config = of_height(tmp_path, height)
    one = load_potential(config["potential"]).units[unit]
    for limit, sign, beyond in zip(limits, (">=", "<="), (0.9, 1.1), strict=True):
        wrong = beyond * limit * one
        values = [*config[section][key][1:], wrong] if key == "temperatures" else wrong
        with pytest.raises(ConfigurationError, match=rf"{section}.{key}.* = .*: must be {sign} .*; choose") as refused:
            check_configuration(config | {section: config[section] | {key: values}}, SCHEMA)
        stated = float(str(refused.value).partition(f"must be {sign} ")[2].partition(";")[0])
        assert stated == pytest.approx(limit * one, rel=1e-9)
