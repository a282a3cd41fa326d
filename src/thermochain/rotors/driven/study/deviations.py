"""How far driven chains are from local equilibrium and from (IOS 2.30): tables behind two figures."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.rotors.driven.local_equilibrium import DEVIATIONS
from thermochain.rotors.driven.study.bulk_fit import QUANTITIES
from thermochain.rotors.driven.study.conditions import Condition
from thermochain.rotors.driven.study.profile_frames import fitted_exponent
from thermochain.rotors.driven.study.states import of_condition
from thermochain.runs.table import Table

_LEAST_ERRORS = 5.0  # between a limit and zero, to show it in per cent
EQUILIBRIUM = Table(
    "ness_local_equilibrium/1",
    {
        "T_left": "bath temperature T_L",
        "T_right": "bath temperature T_R",
        "torque_left": "torque tau_L on the left end",
        "torque_right": "torque tau_R on the right end",
        "deviation": "kurtosis of p; bond_distance of a bond's law from the Gibbs law; cosine_correlation and "
        "sine_correlation of momentum and bond",
        "n_rotors": "chain length n",
        "rms": "root mean square over |x| <= 0.8, less that of the noise; 0 where noise exceeds it",
        "rms_std": "its standard error; empty where rms = 0",
        "exponent": "b of the deviations A n^-b of all lengths; empty where noise hides it",
        "exponent_std": "its standard error",
        "drawn": "True for the conditions of the figure",
    },
)

VERDICT = Table(
    "ness_verdict/1",
    {
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "p_left": "tau/gamma at the left",
        "p_right": "tau/gamma at the right",
        "regime": "uphill, heated or monotone",
        "quantity": "momentum_current J^p, energy_current J^e, T_max or entropy_production Sigma",
        "source": "ours or published coefficients",
        "percent": "(2.30) over the infinite chain, minus 1",
        "percent_error": "its standard error from the chain and, of ours, from the coefficients",
    },
)


def equilibrium_frame(
    states: pd.DataFrame, conditions: Sequence[Condition], drawn: Sequence[Condition]
) -> pd.DataFrame:
    """Deviations of `conditions` from local equilibrium at all lengths, columns of EQUILIBRIUM.columns."""
    frames = []
    for condition in conditions:
        rows = of_condition(states, condition).sort_values("n_rotors")
        for name in DEVIATIONS:
            square, std = rows[f"{name}_square"], rows[f"{name}_square_std"]
            exponent, exponent_std = fitted_exponent(rows["n_rotors"], square, std)
            rms = np.sqrt(square.clip(lower=0.0))
            columns = {"rms": rms, "rms_std": std / (2.0 * rms.where(rms > 0))}
            columns |= {"exponent": 0.5 * exponent, "exponent_std": 0.5 * exponent_std}  # of roots
            frames.append(rows.assign(deviation=name, drawn=condition in drawn, **columns)[list(EQUILIBRIUM.columns)])
    return pd.concat(frames, ignore_index=True)


def verdict_frame(limits: pd.DataFrame) -> pd.DataFrame:
    """What (2.30) is off by in per cent of the infinite chain, columns of VERDICT.columns.

    Left out are limits that are zero within five errors, which say little in per cent, and highest temperatures that
    are those of a bath.
    """
    frames = []
    for quantity in QUANTITIES:
        own = np.hypot(limits[f"{quantity}_std"], limits[f"{quantity}_systematic"])
        known = limits[quantity].abs() > _LEAST_ERRORS * own
        shown = limits[known & limits[f"{quantity}_percent"].notna() & limits[f"{quantity}_sigma"].notna()]
        spread = {"ours": shown[f"{quantity}_equations_std"], "published": 0.0}
        for source, column in (("ours", "percent"), ("published", "published_percent")):
            error = 100.0 * np.hypot(own, spread[source]) / shown[quantity].abs()
            columns = {"percent": shown[f"{quantity}_{column}"], "percent_error": error}
            frames.append(shown.assign(quantity=quantity, source=source, **columns)[list(VERDICT.columns)])
    return pd.concat(frames, ignore_index=True)
