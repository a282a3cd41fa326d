"""Infinite chains of all conditions of the study, by the contacts where their resistances are known."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.rotors.driven.bulk_limit import limit_by_bulk
from thermochain.rotors.driven.contact_limit import SHORTEST, GroupedChains, limits_by_contacts
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.infinite_chain import InfiniteChain
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.fitted_chains import FittedChain, fits_of
from thermochain.rotors.macroscopic.chain_currents import ChainCurrents
from thermochain.rotors.macroscopic.first_integral import highest_temperature

_ROUNDING = 1e-9  # relative; of the highest temperature of a chain, which may be that of a bath


def limits_of(
    by_bulk: dict[Condition, InfiniteChain], states: pd.DataFrame, equations: Equations
) -> dict[Condition, InfiniteChain]:
    """The infinite chain of every condition: by the contacts where their table holds, and elsewhere that `by_bulk`.

    `states` is the table of all driven chains.
    """
    chains = {condition: _long_chains(condition, states) for condition in by_bulk}
    covered = {condition: rows for condition, rows in chains.items() if is_covered(condition, len(rows), equations)}
    if equations.contacts is None or not covered:
        return by_bulk
    found = limits_by_contacts(equations.measured, equations.contacts, grouped_chains(list(covered.values())))
    return by_bulk | dict(zip(covered, found, strict=True))


def is_covered(condition: Condition, n_lengths: int, equations: Equations) -> bool:
    """Whether the contacts of this condition have known resistances, and two lengths or more are long enough.

    Their temperatures lie between that of the colder bath and the highest one of the infinite chain.
    """
    contacts, baths = equations.contacts, condition.boundary
    if contacts is None or n_lengths < 2:
        return False
    hottest = float(highest_temperature(equations.measured, *vars(baths).values()))
    (coldest, warmest), (weakest, strongest) = contacts.temperature_range, contacts.friction_range
    return (
        coldest <= min(baths.T_left, baths.T_right)
        and hottest <= (1.0 + _ROUNDING) * warmest
        and weakest <= condition.friction <= strongest
    )


def _long_chains(condition: Condition, states: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chains of this condition that are long enough."""
    chains = condition.rows(states)
    return chains[chains["n_rotors"] >= SHORTEST]


def grouped_chains(groups: Sequence[pd.DataFrame]) -> GroupedChains:
    """The currents of rows of STATES, one frame for each condition."""
    frame = pd.concat(groups)

    def columns(*names: str) -> np.ndarray:
        return frame[list(names)].to_numpy(dtype=float).T

    chains = ChainCurrents(
        columns("T_left", "T_right", "p_left", "p_right"),
        *columns("n_rotors", "friction"),
        columns("momentum_current", "energy_current"),
        columns("momentum_current_std", "energy_current_std"),
    )
    group = np.repeat(np.arange(len(groups)), [len(rows) for rows in groups])
    return GroupedChains(chains, columns("correlation")[0], group)


def infinite_chains_by_bulk(fitted: Sequence[FittedChain], equations: Equations) -> dict[Condition, InfiniteChain]:
    """Infinite chains of all conditions with several lengths, extrapolated from the bulk of each chain."""
    found = {}
    for condition in sorted({one.condition for one in fitted}):
        fits = [(fits_of(fitted, condition, shapes), c) for shapes, c in equations.by_name.items()]
        if min(len(by_length) for by_length, _ in fits) > 1:
            first, *others = fits
            found[condition] = limit_by_bulk(condition.boundary, *first, *others)
    return found
