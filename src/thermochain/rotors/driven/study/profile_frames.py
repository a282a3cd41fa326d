"""Tables of profiles of driven chains and of (IOS 2.30), and of the decay of their difference with the length."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.core.power_decay import fit_power_decay
from thermochain.rotors.driven.equations import MEASURED, WITH_CONTACTS, Equations
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.table import Table

_CELLS = 400  # number of cells of the solutions that are drawn

CURVES = Table(
    "ness_profile_curves/2",
    **CONDITION,
    source="chain; measured, published: (2.30) with these coefficients between the baths; measured with "
    "contacts: between the boundary values that the bulk of the chain sees",
    n_rotors="chain length n; 0 where (2.30) has the boundary values of the baths",
    x="position from -1 to 1",
    temperature="Var p_i or T_ss(x)",
    temperature_std="its standard error; 0 for solutions",
    momentum="<p_i> or p_ss(x)",
    momentum_std="its standard error; 0 for solutions",
)

GAPS = Table(
    "ness_gaps/2",
    **CONDITION,
    field="temperature or momentum",
    source="solution that the profiles of the chains are compared with, as in the table of curves",
    n_rotors="chain length n",
    gap="root mean square of the difference over the sites, less that of the noise",
    gap_std="bound on its standard error: the noise of the profile, as if common to all sites",
    exponent="exponent b of the gaps A n^-b at all lengths; empty where noise hides it",
    exponent_std="its standard error",
)


def profile_frame(
    conditions: Sequence[Condition], n_rotors: int, profiles: pd.DataFrame, bulk: pd.DataFrame, equations: Equations
) -> pd.DataFrame:
    """Table CURVES: chains of one length, and (2.30) with the measured coefficients.

    `bulk` is the table with the boundary values of the bulk of the chains.
    """
    measured = bulk[(bulk["shapes"] == MEASURED) & (bulk["n_rotors"] == n_rotors)]
    of_length = profiles[profiles["n_rotors"] == n_rotors]
    frames = []
    for condition in conditions:
        (seen,) = condition.rows(measured).to_dict("records")
        bulk_values = Boundary(*(seen[f"bulk_{name}"] for name in vars(condition.boundary)))
        frames += [
            _microscopic(condition, of_length),
            _solution(equations, bulk_values, WITH_CONTACTS, n_rotors).assign(**condition.columns),
            _solution(equations, condition.boundary, MEASURED, 0).assign(**condition.columns),
        ]
    return pd.concat(frames, ignore_index=True)[list(CURVES.columns)]


def _microscopic(condition: Condition, profiles: pd.DataFrame) -> pd.DataFrame:
    """Rows of CURVES of the chains of one condition."""
    return condition.rows(profiles).assign(**condition.columns, source="chain")[list(CURVES.columns)]


def _solution(equations: Equations, boundary: Boundary, source: str, n_rotors: int) -> pd.DataFrame:
    state = solve_stationary(equations.measured, **vars(boundary), n_cells=_CELLS)
    frame = pd.DataFrame({"x": state.x, "temperature": state.temperature, "momentum": state.momentum})
    return frame.assign(source=source, n_rotors=n_rotors, temperature_std=0.0, momentum_std=0.0)


def closure_curves(condition: Condition, profiles: pd.DataFrame, solutions: pd.DataFrame) -> pd.DataFrame:
    """Table CURVES: chains of all lengths of one condition, and the stored `solutions`."""
    solved = condition.rows(solutions).rename(columns={"equations": "source"})
    solved = solved.assign(**condition.columns, temperature_std=0.0, momentum_std=0.0)
    return pd.concat([_microscopic(condition, profiles), solved], ignore_index=True)[list(CURVES.columns)]


def gap_frame(closure: pd.DataFrame) -> pd.DataFrame:
    """Table GAPS: gaps of both fields, and the exponents of their decay with n."""
    frames = []
    for field in ("temperature", "momentum"):
        for source, rows in closure.groupby("equations", sort=False):
            rows = rows.sort_values("n_rotors")
            rows = rows.assign(field=field, source=source, gap=rows[f"{field}_gap"], gap_std=rows[f"{field}_noise"])
            exponent, std = fitted_exponent(rows["n_rotors"], rows["gap"], rows["gap_std"])
            frames.append(rows.assign(exponent=exponent, exponent_std=std))
    return pd.concat(frames, ignore_index=True)[list(GAPS.columns)]


def fitted_exponent(n_rotors: pd.Series, values: pd.Series, stds: pd.Series) -> tuple[float, float]:
    """Exponent b of A n^-b and its standard error; nan if the statistical error exceeds the values."""
    try:
        fit = fit_power_decay(*(column.to_numpy(dtype=float) for column in (n_rotors, values, stds)))
    except ValueError:
        return np.nan, np.nan
    return fit.exponent, fit.exponent_std
