"""Numbers of docs/contacts.md: the resistances, and what they predict for chains that did not enter the fit."""

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.driven import numbers as driven_numbers
from docs.numbers.tables import REFERENCE, fixed, markdown, of, reference
from thermochain.rotors.macroscopic.contacts import measured_contacts
from thermochain.rotors.validation.contacts.study.table import deviations, profile_deviations

_TOLERATED = 0.03  # largest deviation of a current that the page calls accurate, beside twice the noise


def _contacts(contacts: pd.DataFrame) -> str:
    frictions = sorted(contacts.friction.unique())
    names = [("momentum", "rho_p"), ("heat", "rho_T")]
    lines = [
        [f"{T:g}", *(of(row, name) for name, _ in names for _, row in rows.sort_values("friction").iterrows())]
        for T, rows in contacts.groupby("temperature")
    ]
    return markdown(["T", *(f"{symbol}, gamma = {friction:g}" for _, symbol in names for friction in frictions)], lines)


def _rms(values: pd.Series) -> float:
    return 100.0 * float(np.sqrt(np.nanmean(values**2)))


def _held_out(found: pd.DataFrame) -> str:
    lines = [
        [
            f"{n}",
            f"{friction:g}",
            *(
                text
                for name in ("momentum", "energy")
                for text in (
                    fixed(_rms(rows[name]), 1),
                    fixed(100.0 * float(rows[name].abs().max()), 1),
                    fixed(_rms(rows[f"{name}_std"]), 1),
                )
            ),
        ]
        for (n, friction), rows in found.groupby(["n_rotors", "friction"])
    ]
    header = [f"{symbol}, {what}" for symbol in ("J^p", "J^e") for what in ("rms", "largest", "noise")]
    return markdown(["n", "gamma", *header], lines)


def _shortest(found: pd.DataFrame) -> int:
    """Smallest length from which on all currents are as accurate as the page says."""
    late = [
        rows.n_rotors.iloc[0]
        for _, rows in found.groupby("n_rotors")
        for name in ("momentum", "energy")
        if (rows[name].abs() > _TOLERATED + 2.0 * rows[f"{name}_std"]).any()
    ]
    return int(min(n for n in found.n_rotors.unique() if not late or n > max(late)))


def _profiles(found: pd.DataFrame) -> str:
    lines = [
        [f"{n}", *(fixed(100.0 * rows[name].median(), 1) for name in ("momentum", "temperature"))]
        for n, rows in found.groupby("n_rotors")
    ]
    return markdown(["n", "p, per cent of its range", "T, per cent of its range"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    contacts, currents = reference("contacts/tables/contacts"), reference("contacts/tables/currents")
    first = contacts.iloc[0]
    held = currents[currents.group == "held_out"]
    found = deviations(held)
    driven = held[held.p_left != held.p_right]
    profiles = reference("driven/tables/profiles")
    coefficients, law = tc.load_coefficients(REFERENCE / "coefficients/measured.json"), measured_contacts()
    covered = profiles[profiles.T_left >= law.temperature_range[0]]
    driven_chains = driven_numbers()
    return {
        **{name: driven_chains[name] for name in ("gain_p", "gain_e", "single_65", "single_257")},
        "profiles": _profiles(profile_deviations(covered, coefficients, law)),
        "contacts": _contacts(contacts),
        "fitted_chains": f"{(currents.group == 'fitted').sum()}",
        "held_chains": f"{len(held)}",
        "chi_square": fixed(first.chi_square, 0),
        "degrees": f"{first.degrees:g}",
        "momentum_sites": of(first, "momentum_sites"),
        "heat_sites": of(first, "heat_sites"),
        "held_out": _held_out(found),
        "shortest": f"{_shortest(found)}",
        "endless": fixed(100.0 * float((driven.endless_momentum / driven.momentum_current - 1.0).median()), 0),
    }
