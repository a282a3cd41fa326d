"""Bulk fits of all driven chains, and the table of these fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.rotors.driven.bulk_fit import CONTACTS, BulkFit, fit_bulk
from thermochain.rotors.driven.bulk_profile import measure_bulk
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.driven.study.simulation import load_chain
from thermochain.rotors.driven.transient import find_transient
from thermochain.runs.table import Table

BULK = Table(
    "ness_bulk/2",
    **CONDITION,
    n_rotors="chain length n",
    shapes="measured or published: coefficients whose shapes in T the fit uses",
    bulk_T_left="temperature that the bulk sees on the left, extrapolated to x = -1",
    bulk_T_right="temperature that the bulk sees on the right, extrapolated to x = 1",
    bulk_p_left="momentum that the bulk sees on the left",
    bulk_p_right="momentum that the bulk sees on the right",
    factor_p="factor on D^p with which (2.30) carries the momentum current of the chain",
    factor_p_std="its standard error",
    factor_e="factor on kappa with which (2.30) carries the energy current of the chain",
    factor_e_std="its standard error",
    contact_p_left="boundary resistance rho_p of the left bath: step of the momentum over the momentum current; "
    "the end rotor alone contributes 1/gamma",
    contact_p_left_std="its standard error",
    contact_p_right="boundary resistance rho_p of the right bath",
    contact_p_right_std="its standard error",
    contact_T_left="boundary resistance rho_T of the left bath: step of the temperature over the heat current",
    contact_T_left_std="its standard error",
    contact_T_right="boundary resistance rho_T of the right bath",
    contact_T_right_std="its standard error",
)


@dataclass(frozen=True, eq=False)
class FittedChain:
    """One chain and the fit of its bulk."""

    condition: Condition  # the boundary condition of the chain
    n_rotors: int  # its length n
    shapes: str  # name of the coefficients whose shapes in T the fit uses: "measured" or "published"
    fit: BulkFit  # boundary values, factors and boundary resistances


def fit_chains(chains: Sequence[Sequence[str | Path]], equations: Equations) -> list[FittedChain]:
    """Bulk fits of all chains with both sets of shapes, sorted by condition, shapes and length.

    Each chain is given by the files of its blocks.
    """
    fitted = []
    for blocks in chains:
        _, chain = load_chain(blocks)
        condition, n_rotors = Condition.of(chain), chain.n_rotors
        bulk = measure_bulk(chain, find_transient(chain.series, chain.n_segments, chain.interval))
        for shapes, coefficients in equations.by_name.items():
            fit = fit_bulk(bulk, condition.boundary, n_rotors, coefficients)
            fitted.append(FittedChain(condition, n_rotors, shapes, fit))
    return sorted(fitted, key=lambda one: (one.condition, one.shapes, one.n_rotors))


def fits_of(fitted: Sequence[FittedChain], condition: Condition, shapes: str) -> dict[int, BulkFit]:
    """The fits of one condition with these shapes, by chain length."""
    return {one.n_rotors: one.fit for one in fitted if (one.condition, one.shapes) == (condition, shapes)}


def bulk_frame(fitted: Sequence[FittedChain]) -> pd.DataFrame:
    """Table BULK: one row for each chain and set of shapes."""
    return pd.DataFrame([_row(one) for one in fitted])


def _row(one: FittedChain) -> dict[str, object]:
    seen = {f"bulk_{name}": value for name, value in vars(one.fit.boundary).items()}
    row = one.condition.columns | {"n_rotors": one.n_rotors, "shapes": one.shapes} | seen
    factors = np.exp(one.fit.log_factors)
    stds = factors * np.sqrt(np.diag(one.fit.covariance)[4:])
    for name, value, std in zip(("factor_p", "factor_e"), factors, stds, strict=True):
        row |= {name: value, f"{name}_std": std}
    for name, value, std in zip(CONTACTS, one.fit.contacts, one.fit.contacts_std, strict=True):
        row |= {name: value, f"{name}_std": std}
    return row
