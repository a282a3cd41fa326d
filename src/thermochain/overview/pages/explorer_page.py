"""The explorer: one web page that solves the macroscopic equations in the browser (workflow/resources/explorer)."""

import json
from collections.abc import Mapping, Sequence

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.study.coefficients import coefficients_record
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.potential import ROTORS, Potential

_LABELS = {"published": "published, (A.2)", "measured": "measured here"}


def explorer_page(
    template: str,
    style: str,
    script: str,
    sets: Sequence[TransportCoefficients],
    potential: Potential = ROTORS,
    contacts: Contacts | None = None,
) -> str:
    """The page, complete and without outside resources.

    Parameters
    ----------
    template
        HTML with the places @STYLE@, @DATA@ and @SCRIPT@, each once.
    style, script
        CSS and JavaScript that fill these places.
    sets
        Coefficients to choose from; the last one is chosen first.
    potential
        Potential of the bonds; its unit of energy sets the ranges of the controls.
    contacts
        Resistances of the contacts of finite chains; None if they were not measured, as for other potentials.
    """
    data = {
        "sets": [_set_record(c) for c in sets],
        "potential": potential.name,
        "energy": potential.unit_of_energy,
        "of_rotors": potential is ROTORS,
        "contacts": contacts and _contacts_record(contacts),
    }
    # "<" inside strings of JSON is data, but "</script" would end the element that holds it
    return _filled(template, {"STYLE": style, "DATA": json.dumps(data).replace("<", "\\u003c"), "SCRIPT": script})


def _set_record(c: TransportCoefficients) -> dict:
    """Label, record and principal variations, which represent the errors, of one set of coefficients.

    The published coefficients have no variations: their errors were printed without correlations (`curve_errors`).
    """
    pairs = [] if c.name == "published" else c.principal_variations()
    return {
        "label": _LABELS.get(c.name, c.name),
        "record": _without_covariance(c),
        "variations": [[_without_covariance(one) for one in pair] for pair in pairs],
    }


def _contacts_record(contacts: Contacts) -> dict:
    """What the page needs of the contacts."""
    names = "friction", "temperature", "momentum", "heat", "sites"
    return {name: getattr(contacts, name).tolist() for name in names}


def _without_covariance(c: TransportCoefficients) -> dict:
    """The record of a set of coefficients without the covariances, which the page does not need."""
    record = coefficients_record(c)
    for key in ("pp", "ee"):
        record[key].pop("covariance")
    return record


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """The template with every place filled; ValueError unless every place stands there exactly once."""
    for name, text in texts.items():
        head, *rest = template.split(f"@{name}@")
        if len(rest) != 1:
            raise ValueError(f"template: @{name}@ stands {len(rest)} times in the page; it must stand there once")
        template = head + text + rest[0]
    return template
