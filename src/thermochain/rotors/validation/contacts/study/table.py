"""Tables of the resistances of contacts, and of the currents of the chains that they are fitted to or predict."""

from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.steady_state import estimate_steady_state
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.driven.study.simulation import load_chain
from thermochain.rotors.macroscopic.chain_currents import ChainCurrents, ChainLaw
from thermochain.rotors.macroscopic.contacts import Contacts
from thermochain.rotors.macroscopic.factored import factored_profiles
from thermochain.rotors.macroscopic.finite_chain import inner_boundary
from thermochain.rotors.macroscopic.first_integral import momentum_current
from thermochain.rotors.validation.contacts.contact_fit import ContactFit
from thermochain.rotors.validation.contacts.study.configuration import BATHS
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

CONTACTS = Table(
    "contacts/1",
    friction="friction gamma of the bath",
    temperature="temperature on the inner side of the contact",
    momentum="rho_p, step of the momentum over the momentum current",
    momentum_std="its standard error",
    heat="rho_T, step of the temperature over the heat current into the bulk",
    heat_std="its standard error",
    momentum_sites="s_p of the factor exp(s_p/N) on D^p, N = (n-1)/2; the same in all rows",
    momentum_sites_std="its standard error",
    heat_sites="s_e of the factor exp(s_e/N) on kappa; the same in all rows",
    heat_sites_std="its standard error",
    chi_square="of the fit, priors included; the same in all rows",
    degrees="its degrees of freedom",
)

CURRENTS = Table(
    "contact_currents/1",
    group="fitted: chains of the fit; held_out: chains that did not enter it",
    n_rotors="chain length n",
    **CONDITION,
    momentum_current="N <j^p>, N = (n-1)/2",
    momentum_current_std="its standard error",
    energy_current="N <j^e>",
    energy_current_std="its standard error",
    momentum_scale="|N <j^p>|, but at least a hundredth of the next scale",
    energy_scale="larger heat |N <j^e> - p N <j^p>| that the baths exchange",
    predicted_momentum="N j^p of (2.30) between the contacts of the table",
    predicted_energy="N j^e of the same",
    endless_momentum="J^p of (2.30) without contacts, as in an infinite chain",
)


_BULK = 0.8  # largest |x| of what is compared; beyond lie the layers at the contacts
_SMALLEST_RANGE = 0.05


def chain_row(group: str, path: str | Path) -> dict[str, object]:
    """Parameters and currents of one chain, from the file of its run."""
    run, chain = load_chain([path])
    state, half = estimate_steady_state(chain), 0.5 * (run.n_rotors - 1)
    currents = {
        name: half * getattr(state, name)
        for current in ("momentum_current", "energy_current")
        for name in (current, f"{current}_std")
    }
    return {"group": group, "n_rotors": run.n_rotors} | Condition.of(run).columns | currents


def chain_currents(frame: pd.DataFrame) -> ChainCurrents:
    """The currents of rows of the table CURRENTS."""
    currents, std = (
        frame[[f"momentum_current{end}", f"energy_current{end}"]].to_numpy(dtype=float).T for end in ("", "_std")
    )
    lengths, friction = (frame[name].to_numpy(dtype=float) for name in ("n_rotors", "friction"))
    return ChainCurrents(frame[list(BATHS)].to_numpy(dtype=float).T, lengths, friction, currents, std)


def contacts_frame(fit: ContactFit) -> pd.DataFrame:
    """Table CONTACTS of a fit, by friction and temperature."""
    contacts = fit.contacts
    names = "momentum", "momentum_std", "heat", "heat_std"
    rows = [
        {"friction": friction, "temperature": T} | {name: getattr(contacts, name)[m, k] for name in names}
        for m, friction in enumerate(contacts.friction)
        for k, T in enumerate(contacts.temperature)
    ]
    sites = {
        f"{name}_sites{end}": values[k]
        for k, name in enumerate(("momentum", "heat"))
        for end, values in (("", contacts.sites), ("_std", contacts.sites_std))
    }
    return pd.DataFrame(rows).assign(**sites, chi_square=fit.chi_square, degrees=fit.degrees_of_freedom)


def currents_frame(frame: pd.DataFrame, coefficients: TransportCoefficients, contacts: Contacts) -> pd.DataFrame:
    """Table CURRENTS from the rows of all chains (`chain_row`)."""
    chains = chain_currents(frame)
    predicted = ChainLaw(coefficients, contacts).predict(chains)
    return frame.assign(
        momentum_scale=chains.scales[0],
        energy_scale=chains.scales[1],
        predicted_momentum=predicted[0],
        predicted_energy=predicted[1],
        endless_momentum=momentum_current(coefficients, *chains.baths),
    )


def deviations(currents: pd.DataFrame) -> pd.DataFrame:
    """Predicted less simulated currents and their statistical errors, over the scales, for every row of CURRENTS.

    The columns are momentum, energy, momentum_std and energy_std, beside group, n_rotors and friction; momentum is nan
    where the baths do not drive a momentum current.
    """
    found = currents[["group", "n_rotors", "friction"]].copy()
    for name in ("momentum", "energy"):
        scale = currents[f"{name}_scale"]
        found[name] = (currents[f"predicted_{name}"] - currents[f"{name}_current"]) / scale
        found[f"{name}_std"] = currents[f"{name}_current_std"] / scale
    at_rest = currents["p_left"] == currents["p_right"]
    found.loc[at_rest, ["momentum", "momentum_std"]] = np.nan
    return found


def profile_deviations(profiles: pd.DataFrame, coefficients: TransportCoefficients, contacts: Contacts) -> pd.DataFrame:
    """Root mean squares over |x| <= 0.8 of predicted less simulated profiles, over the range of the profile.

    `profiles` is the table of driven chains; the columns are n_rotors, momentum and temperature, one row a chain.  A
    profile whose range is below 0.05 is left out, as nan: its deviation is noise.
    """
    rows = []
    for _, chain in profiles.groupby(["n_rotors", "friction", *BATHS]):
        baths, n = chain[list(BATHS)].iloc[0].to_numpy(dtype=float), int(chain["n_rotors"].iloc[0])
        inner = inner_boundary(coefficients, contacts, baths[:, None], n, chain["friction"].iloc[0])[:, 0]
        bulk = chain[chain["x"].abs() <= _BULK]
        found = factored_profiles(coefficients, *inner, contacts.log_factors(n), bulk["x"].to_numpy())
        row: dict[str, float] = {"n_rotors": n}
        for name, (left, right) in (("temperature", baths[:2]), ("momentum", baths[2:])):
            span = max(np.ptp(chain[name]), abs(right - left))
            off = np.sqrt(np.mean((getattr(found, name) - bulk[name]) ** 2))
            row[name] = off / span if span >= _SMALLEST_RANGE else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


def contacts_page(contacts: pd.DataFrame) -> str:
    """The table CONTACTS as a web page."""
    rows = (
        [
            f"{r.friction:g}",
            f"{r.temperature:g}",
            with_error(r.momentum, r.momentum_std),
            with_error(r.heat, r.heat_std),
        ]
        for r in contacts.itertuples()
    )
    return page("Resistances of the contacts", ["friction", "T", "ρ_p", "ρ_T"], rows)
