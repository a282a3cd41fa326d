"""Deviations of driven chains from local equilibrium and from (IOS 2.30): the tables behind two figures."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.rotors.driven.bulk_fit import QUANTITIES
from thermochain.rotors.driven.equations import MEASURED, PUBLISHED
from thermochain.rotors.driven.local_equilibrium import DEVIATIONS
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.driven.study.profile_frames import fitted_exponent
from thermochain.runs.table import Table

_LEAST_ERRORS = 5.0  # smallest ratio of a limit to its error for which a deviation in per cent is stated

EQUILIBRIUM = Table(
    "ness_local_equilibrium/2",
    **CONDITION,
    deviation="kurtosis of p; bond_distance of the law of a bond from the Gibbs law; cosine_correlation and "
    "sine_correlation of momentum and bond",
    n_rotors="chain length n",
    rms="root mean square over |x| <= 0.8, less that of the noise; 0 where the noise exceeds it",
    rms_std="its standard error; empty where rms = 0",
    exponent="exponent b of the deviations A n^-b at all lengths; empty where noise hides it",
    exponent_std="its standard error",
    drawn="True for the conditions of the figure",
)

VERDICT = Table(
    "ness_verdict/2",
    **CONDITION,
    regime="uphill, heated or monotone",
    quantity="momentum_current J^p, energy_current J^e, T_max or entropy_production Sigma",
    source="measured or published coefficients",
    percent="(2.30) over the infinite chain, minus 1",
    percent_error="its standard error from the chain and, for the measured coefficients, from these",
)


def equilibrium_frame(
    states: pd.DataFrame, conditions: Sequence[Condition], drawn: Sequence[Condition]
) -> pd.DataFrame:
    """Table EQUILIBRIUM: deviations of `conditions` from local equilibrium at all lengths."""
    frames = []
    for condition in conditions:
        rows = condition.rows(states).sort_values("n_rotors")
        for name in DEVIATIONS:
            square, std = rows[f"{name}_square"], rows[f"{name}_square_std"]
            exponent, exponent_std = fitted_exponent(rows["n_rotors"], square, std)
            rms = np.sqrt(square.clip(lower=0.0))
            columns = {"rms": rms, "rms_std": std / (2.0 * rms.where(rms > 0))}
            columns |= {"exponent": 0.5 * exponent, "exponent_std": 0.5 * exponent_std}  # exponents of rms
            frames.append(rows.assign(deviation=name, drawn=condition in drawn, **columns)[list(EQUILIBRIUM.columns)])
    return pd.concat(frames, ignore_index=True)


def verdict_frame(limits: pd.DataFrame) -> pd.DataFrame:
    """Table VERDICT: deviations of (2.30) in per cent of the infinite chain.

    Limits below five errors, which have no meaningful relative deviation, and highest temperatures that equal the
    temperature of a bath are left out.
    """
    frames = []
    for quantity in QUANTITIES:
        own = np.hypot(limits[f"{quantity}_std"], limits[f"{quantity}_systematic"])
        known = limits[quantity].abs() > _LEAST_ERRORS * own
        shown = limits[known & limits[f"{quantity}_percent"].notna() & limits[f"{quantity}_sigma"].notna()]
        spread = {MEASURED: shown[f"{quantity}_equations_std"], PUBLISHED: 0.0}
        for source, column in ((MEASURED, "percent"), (PUBLISHED, "published_percent")):
            error = 100.0 * np.hypot(own, spread[source]) / shown[quantity].abs()
            columns = {"percent": shown[f"{quantity}_{column}"], "percent_error": error}
            frames.append(shown.assign(quantity=quantity, source=source, **columns)[list(VERDICT.columns)])
    return pd.concat(frames).dropna(subset="percent").reset_index(drop=True)
