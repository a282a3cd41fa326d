"""Conditions of the sections of the independent checks that join several keys."""

from copy import deepcopy

import pytest

from tests.root import CONFIG
from thermochain.rotors.validation.bias.study import configuration as bias
from thermochain.rotors.validation.contacts.study import configuration as contacts
from thermochain.rotors.validation.heat_response.study import configuration as heat_response
from thermochain.rotors.validation.onsager_structure.study import configuration as onsager_structure
from thermochain.rotors.validation.shear_response.study import configuration as shear_response
from thermochain.rotors.validation.structure_factors.study import configuration as structure_factors

ROOMS = {
    "bias": bias,
    "contacts": contacts,
    "heat_response": heat_response,
    "onsager_structure": onsager_structure,
    "shear_response": shear_response,
    "structure_factors": structure_factors,
}


def shear_rows(**change):
    return [row | change for row in CONFIG["shear_response"]["rings"]]


def heat_rows(**change):
    return [row | change for row in CONFIG["heat_response"]["rings"]]


def mode_rows(**change):
    return [row | change for row in CONFIG["structure_factors"]["rings"]]


def size_rows(**change):
    return [row | change for row in CONFIG["bias"]["ring_sizes"]]


def contact_chains(group, **change):
    study = CONFIG["contacts"][group]
    return {group: study | {"chains": [row | change for row in study["chains"][:1]]}}


@pytest.mark.parametrize("name", ROOMS)
def test_the_default_configuration_passes(name):
    ROOMS[name].check(CONFIG)


def test_one_drive_is_enough_for_a_heat_flow():
    config = deepcopy(CONFIG)
    config["heat_response"]["rings"] = [row for row in heat_rows(drives=[1]) if row["temperature"] > 0.3]
    heat_response.check(config)


@pytest.mark.parametrize(
    ("name", "section", "message"),
    [
        (
            "onsager_structure",
            {"temperatures": [0.3, 0.33]},
            r"onsager_structure.temperatures\[1\]: .* not among",
        ),
        (
            "onsager_structure",
            {"temperatures": [0.3, 0.3]},
            r"onsager_structure.temperatures\[1\]: .* twice",
        ),
        ("structure_factors", {"rings": mode_rows(temperature=0.33)}, r"structure_factors.rings\[0\]: .* is not among"),
        (
            "structure_factors",
            {"rings": mode_rows(relaxation=9000)},
            "structure_factors.rings: relaxation=9000 must",
        ),
        ("structure_factors", {"rings": mode_rows(n_replicas=300)}, "structure_factors.rings: n_replicas=300 must be"),
        ("bias", {"ring_sizes": size_rows(duration=99.9)}, "bias: duration=99.9 must be a multiple"),
        ("bias", {"ring_sizes": size_rows(temperature=0.3, duration=9600, n_replicas=3072, maximum_lag=1600)}, "twice"),
        ("contacts", {"temperatures": [0.3, 2.2, 1.0]}, r"contacts.temperatures=.* must increase; sort"),
        ("contacts", {"frictions": [1, 1.00000000001]}, "contacts.frictions has the same entry twice"),
        ("contacts", contact_chains("fitted", T_left=0.2), r"contacts.fitted.chains\[0\].T_left=0.2 must .* end there"),
        ("contacts", contact_chains("held_out", T_right=0.3, p_right=0), r"held_out.chains\[0\]: .* drives no current"),
        (
            "contacts",
            {"held_out": CONFIG["contacts"]["fitted"]},
            "contacts.held_out holds .* to which the contacts are fitted; remove",
        ),
        ("shear_response", {"rings": shear_rows(temperature=0.33)}, "shear_response.rings: .* 0.33 is not among"),
        ("shear_response", {"rings": shear_rows()[:2]}, r"shear_response.rings: .* needs 3; add some"),
        ("shear_response", {"rings": shear_rows(momentum_jumps=[1])}, "shear_response.rings: .* one momentum jump"),
        (
            "shear_response",
            {"rings": shear_rows()[:1] * 3},
            "shear_response.rings: .* one momentum jump twice",
        ),
        ("heat_response", {"rings": heat_rows(temperature=0.33)}, "heat_response.rings: .* 0.33 is not among"),
        ("heat_response", {"rings": heat_rows()[:2]}, r"heat_response.rings: .* needs 3; add some"),
        ("heat_response", {"rings": heat_rows()[:1] * 3}, "heat_response.rings: .* one drive twice"),
        (
            "heat_response",
            {"rings": [heat_rows(drives=[0.25, 0.5])[0], *heat_rows()[1:]]},
            "heat_response.rings: .* one drive on rings above 256, 2 are needed",
        ),
    ],
)
def test_conditions_that_join_keys_are_named_with_their_key(name, section, message):
    config = deepcopy(CONFIG)
    config[name] |= section
    with pytest.raises(ValueError, match=message):
        ROOMS[name].check(config)
