"""Profiles of driven chains beside solutions of (IOS 2.30), and how their gap falls with the length."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from thermochain.core.power_decay import fit_power_decay
from thermochain.rotors.driven.study.comparison import CONTACTED
from thermochain.rotors.driven.study.conditions import Condition
from thermochain.rotors.driven.study.equations import Equations
from thermochain.rotors.driven.study.states import of_condition
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.table import Table

_CELLS = 400  # of the solutions that are drawn

CURVES = Table(
    "ness_profile_curves/1",
    {
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "p_left": "tau/gamma at the left",
        "p_right": "tau/gamma at the right",
        "source": "chain; ours, published: (2.30) with these coefficients; ours with contacts: between the boundary values "
        "that the bulk of the chain sees",
        "n_rotors": "chain length n; 0 where (2.30) takes the baths' values",
        "x": "position from -1 to 1",
        "temperature": "Var p_i or T_ss(x)",
        "temperature_std": "its standard error; 0 for solutions",
        "momentum": "<p_i> or p_ss(x)",
        "momentum_std": "its standard error; 0 for solutions",
    },
)

GAPS = Table(
    "ness_gaps/1",
    {
        "field": "temperature or momentum",
        "source": "what the profiles of the chains are compared with",
        "n_rotors": "chain length n",
        "gap": "root mean square of the difference over the sites, less that of the noise",
        "gap_std": "bound on its standard error: the noise of the profile, as if common to all sites",
        "exponent": "b of the gaps A n^-b of all lengths; empty where noise hides it",
        "exponent_std": "its standard error",
    },
)
_FIELDS = ["temperature", "momentum"]


def profile_frame(
    conditions: Sequence[Condition], n_rotors: int, profiles: pd.DataFrame, bulk: pd.DataFrame, equations: Equations
) -> pd.DataFrame:
    """Chains of one length beside (2.30) with our coefficients, columns of CURVES.columns.

    `bulk` holds the boundary values that the bulk of the chains sees, with torques.
    """
    frames = []
    for condition in conditions:
        baths = equations.between(condition)
        chain = of_condition(profiles, condition)
        seen = of_condition(bulk, condition)
        row = seen[(seen["shapes"] == "ours") & (seen["n_rotors"] == n_rotors)].iloc[0]
        bulk_values = Boundary(*(row[f"bulk_{name}"] for name in vars(baths)))
        frames += [
            _microscopic(chain[chain["n_rotors"] == n_rotors], baths),
            _solution(equations, bulk_values, CONTACTED, n_rotors).assign(**vars(baths)),
            _solution(equations, baths, "ours", 0).assign(**vars(baths)),
        ]
    return pd.concat(frames, ignore_index=True)[list(CURVES.columns)]


def _microscopic(chain: pd.DataFrame, baths: Boundary) -> pd.DataFrame:
    return chain.assign(**vars(baths), source="chain")[list(CURVES.columns)]


def _solution(equations: Equations, baths: Boundary, source: str, n_rotors: int) -> pd.DataFrame:
    state = solve_stationary(equations.ours, **vars(baths), n_cells=_CELLS)
    frame = pd.DataFrame({"x": state.x, "temperature": state.temperature, "momentum": state.momentum})
    return frame.assign(source=source, n_rotors=n_rotors, temperature_std=0.0, momentum_std=0.0)


def closure_curves(
    condition: Condition, profiles: pd.DataFrame, solutions: pd.DataFrame, equations: Equations
) -> pd.DataFrame:
    """Chains of all lengths beside the stored `solutions`, columns of CURVES.columns."""
    baths = equations.between(condition)
    solved = solutions.rename(columns={"equations": "source"})
    solved = solved.assign(**vars(baths), temperature_std=0.0, momentum_std=0.0)
    chains = _microscopic(of_condition(profiles, condition), baths)
    return pd.concat([chains, solved], ignore_index=True)[list(CURVES.columns)]


def gap_frame(closure: pd.DataFrame) -> pd.DataFrame:
    """Gaps of both fields with the powers of n that they fall with, columns of GAPS.columns."""
    frames = []
    for field in _FIELDS:
        for source in ("published", "ours", CONTACTED):
            rows = closure[closure["equations"] == source]
            columns = {"n_rotors": rows["n_rotors"], "gap": rows[f"{field}_gap"], "gap_std": rows[f"{field}_noise"]}
            frame = pd.DataFrame(columns).sort_values("n_rotors")
            exponent, std = fitted_exponent(frame["n_rotors"], frame["gap"], frame["gap_std"])
            frames.append(frame.assign(field=field, source=source, exponent=exponent, exponent_std=std))
    return pd.concat(frames, ignore_index=True)[list(GAPS.columns)]


def fitted_exponent(n_rotors: pd.Series, values: pd.Series, stds: pd.Series) -> tuple[float, float]:
    """B of A n^-b with its standard error; nan where noise hides it."""
    try:
        fit = fit_power_decay(*(column.to_numpy(dtype=float) for column in (n_rotors, values, stds)))
    except ValueError:
        return np.nan, np.nan
    return fit.exponent, fit.exponent_std
