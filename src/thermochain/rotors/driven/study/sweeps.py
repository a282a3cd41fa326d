"""Tables of energy currents along lines of boundary values, in driven chains and from (IOS 2.30), and of crossings."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.driven.crossing import find_crossing
from thermochain.rotors.driven.equations import MEASURED, Equations
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.driven.study.configuration import drawn_range
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.table import Table

SWEEP = Table(
    "ness_sweep/2",
    figure="name of the figure",
    across="name of the boundary value on the horizontal axis",
    **CONDITION
    | {
        "torque_left": "torque tau_L on the left end; empty for the equations, which have boundary momenta alone",
        "torque_right": "torque tau_R on the right end; empty for the equations",
        "friction": "friction gamma of both baths; empty for the equations",
    },
    source="chain: N <j^e>; limit: that of an infinite chain; measured, published: (2.30) with these laws",
    n_rotors="chain length n; 0 except for chains",
    energy_current="N <j^e> or J^e",
    energy_current_std="its standard error; of limits with the systematic one in quadrature, 0 where unknown",
)

CROSSINGS = Table(
    "ness_crossings/2",
    figure="torque_sweep: where the currents at two right temperatures are the same; uphill: where J^e = 0",
    T_left="temperature of the left bath",
    T_right="temperature of the right bath",
    raised="the other temperature of the right bath; empty where J^e = 0",
    source="as in the tables of the figures",
    n_rotors="chain length n; 0 except for chains",
    p_left="tau_L/gamma",
    p_right="tau_R/gamma of the crossing",
    p_right_std="its standard error; 0 where unknown",
    energy_current="current there",
)
_POINTS = 97  # number of points of the curves of (2.30)
_HELD = {"p_right": "T_right", "T_right": "p_right"}  # value on the axis -> value that distinguishes the curves


def sweep_frame(
    figure: str,
    across: str,
    conditions: Sequence[Condition],
    states: pd.DataFrame,
    limits: pd.DataFrame,
    equations: Equations,
    *,
    start: float | None = None,
) -> pd.DataFrame:
    """Table SWEEP: chains of all lengths, their limits and the curves of (2.30).

    Parameters
    ----------
    figure
        Name of the figure.
    across
        Boundary value on the axis, "p_right" or "T_right"; there is one curve for each value of the other.
    conditions
        The conditions of the chains.
    states, limits
        The tables of all driven chains and of their limits.
    equations
        Coefficients of (2.30).
    start
        Value at which the curves begin; by default shortly before the first chain.
    """
    points = [_points(condition, states, limits).assign(**condition.columns) for condition in conditions]
    baths = pd.DataFrame([vars(condition.boundary) for condition in conditions])
    curves = [
        _curves(across, group, _grid(group[across], start), equations)
        for _, group in baths.groupby(_HELD[across], sort=False)
    ]
    rows = pd.concat([*points, *curves], ignore_index=True)
    return rows.assign(figure=figure, across=across)[list(SWEEP.columns)]


def _points(condition: Condition, states: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Currents of the chains of one condition, and their limit."""
    chains, limit = condition.rows(states), condition.rows(limits)
    error = np.hypot(limit["energy_current_std"], limit["energy_current_systematic"])
    columns = ["n_rotors", "energy_current", "energy_current_std"]
    limit = limit.assign(energy_current_std=error, n_rotors=0)
    return pd.concat([chains[columns].assign(source="chain"), limit[columns].assign(source="limit")])


def _grid(values: pd.Series, start: float | None) -> NDArray:
    low, high = drawn_range(values)
    begins = low if start is None or values.min() < start else start
    return np.linspace(begins, high, _POINTS)


def _curves(across: str, group: pd.DataFrame, grid: NDArray, equations: Equations) -> pd.DataFrame:
    baths = group.iloc[0].to_dict() | {across: grid}
    frame = pd.DataFrame(baths | {"n_rotors": 0})
    found = equations.solutions(lambda c: energy_current(c, **baths))
    return pd.concat(
        [
            frame.assign(source=source, energy_current=value, energy_current_std=std)
            for source, (value, std) in found.items()
        ]
    )


def crossing_frame(sweep: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Table CROSSINGS of one table SWEEP across p_right, without rows for a source that has no crossing.

    With one right temperature a crossing is a zero of J^e; with several, it is a point at which the current at the
    first equals that at another one.
    """
    first, *others = sweep["T_right"].unique()
    rows = []
    for raised in others or [None]:
        for (source, n), points in sweep.groupby(["source", "n_rotors"], sort=False):
            row = _crossing(points, first, raised, equations)
            if row:
                rows.append({"figure": sweep["figure"].iloc[0], "source": source, "n_rotors": n} | row)
    return CROSSINGS.frame(rows)


def _crossing(points: pd.DataFrame, T_right: float, raised: float | None, equations: Equations) -> dict | None:
    curve = points[points["T_right"] == T_right].sort_values("p_right")
    p, current, std = (curve[name].to_numpy() for name in ("p_right", "energy_current", "energy_current_std"))
    value, error = current, std
    if raised is not None:
        other = points[points["T_right"] == raised].sort_values("p_right")
        value = current - other["energy_current"].to_numpy()
        error = np.hypot(std, other["energy_current_std"].to_numpy())
    found = find_crossing(p, value, error)
    if not found:
        return None
    first = curve.iloc[0]
    position_std = found.std
    if first["source"] == MEASURED:
        baths = Boundary(*(first[name] for name in ("T_left", "T_right", "p_left", "p_right")))
        position_std = float(curve_error(equations.measured, lambda c: _root(c, baths, raised, p)))
    return {
        "T_left": first["T_left"],
        "T_right": T_right,
        "raised": np.nan if raised is None else raised,
        "p_left": first["p_left"],
        "p_right": found.position,
        "p_right_std": position_std,
        "energy_current": np.interp(found.position, p, current) if raised is not None else 0.0,
    }


def _root(coefficients: TransportCoefficients, baths: Boundary, raised: float | None, p_right: NDArray) -> float:
    """Crossing in p_right of whole curves of (2.30), whose errors are correlated along p_right; nan without one."""
    values = energy_current(coefficients, baths.T_left, baths.T_right, baths.p_left, p_right)
    if raised is not None:
        values = values - energy_current(coefficients, baths.T_left, raised, baths.p_left, p_right)
    found = find_crossing(p_right, values, np.zeros_like(values))
    return found.position if found else np.nan
