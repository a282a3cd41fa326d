"""Energy currents of driven chains along lines of boundary values, beside (IOS 2.30), and where they cross."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.driven.crossing import find_crossing
from thermochain.rotors.driven.study.conditions import Condition
from thermochain.rotors.driven.study.equations import Equations
from thermochain.rotors.driven.study.states import of_condition
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.table import Table

SWEEP = Table(
    "ness_sweep/1",
    {
        "across": "name of the boundary value on the horizontal axis",
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "p_left": "tau/gamma at the left",
        "p_right": "tau/gamma at the right",
        "source": "chain: N <j^e>; limit: that of an infinite chain; ours, published: (2.30) with these coefficients",
        "n_rotors": "chain length n; 0 but for chains",
        "energy_current": "N <j^e> or J^e",
        "energy_current_std": "its standard error; of limits with the systematic one in quadrature, 0 where unknown",
    },
)

CROSSINGS = Table(
    "ness_crossings/1",
    {
        "figure": "torque_sweep: where the currents at two right temperatures are the same; uphill: where J^e = 0",
        "T_left": "temperature of the left bath",
        "T_right": "temperature of the right bath",
        "raised": "the other temperature of the right bath; empty where J^e = 0",
        "source": "as in the tables of the figures",
        "n_rotors": "chain length n; 0 but for chains",
        "p_right": "tau_R/gamma of the crossing, that on the left being 0",
        "p_right_std": "its standard error; 0 where unknown",
        "energy_current": "current there",
    },
)
_POINTS = 97  # of the curves of (2.30)
_MARGIN = 0.08  # of the range, beyond the outermost chains


def sweep_frame(
    across: str,
    conditions: Sequence[Condition],
    states: pd.DataFrame,
    limits: pd.DataFrame,
    equations: Equations,
    *,
    start: float | None = None,
) -> pd.DataFrame:
    """Chains of all sizes, their limits and the curves of (2.30), columns of SWEEP.columns.

    Parameters
    ----------
    across
        "p_right" or "T_right"; there is a curve for each value of the other.
    conditions
        Those of the chains.
    states, limits
        Tables of driven chains and of their limits, with torques.
    equations
        What (2.30) is solved with.
    start
        Where the curves begin; by default shortly before the first chain.
    """
    held = {"p_right": "T_right", "T_right": "p_right"}[across]
    measured = [_chains(condition, states, limits) for condition in conditions]
    baths = pd.DataFrame([vars(equations.between(condition)) for condition in conditions])
    curves = [
        _curves(across, group, _grid(group[across], start), equations) for _, group in baths.groupby(held, sort=False)
    ]
    points = [frame.assign(**row) for frame, row in zip(measured, baths.to_dict("records"), strict=True)]
    return pd.concat([*points, *curves], ignore_index=True).assign(across=across)[list(SWEEP.columns)]


def _chains(condition: Condition, states: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    chains, limit = of_condition(states, condition), of_condition(limits, condition)
    error = np.hypot(limit["energy_current_std"], limit["energy_current_systematic"])
    columns = ["n_rotors", "energy_current", "energy_current_std"]
    limit = limit.assign(energy_current_std=error, n_rotors=0)
    return pd.concat([chains[columns].assign(source="chain"), limit[columns].assign(source="limit")])


def _grid(values: pd.Series, start: float | None) -> NDArray:
    low, high = values.min(), values.max()
    margin = _MARGIN * ((high - low) or high)
    return np.linspace(low - margin if start is None else start, high + margin, _POINTS)


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


def crossing_frame(figure: str, sweep: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Where J^e = 0, if all of `sweep` has one right temperature, or else equals that at another right temperature.

    `sweep` has the columns of SWEEP.columns and is across p_right; the right temperatures are compared with the first.
    Rows have the columns of CROSSINGS.columns; a source without crossing has none.
    """
    first, *others = sweep["T_right"].unique()
    rows = []
    for raised in others or [None]:
        for (source, n), points in sweep.groupby(["source", "n_rotors"], sort=False):
            row = _crossing(points, first, raised, equations)
            if row:
                rows.append({"figure": figure, "source": source, "n_rotors": n} | row)
    return pd.DataFrame(rows, columns=list(CROSSINGS.columns))


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
    if first["source"] == "ours":
        baths = Boundary(*(first[name] for name in ("T_left", "T_right", "p_left", "p_right")))
        position_std = float(curve_error(equations.ours, lambda c: _root(c, baths, raised, p)))
    return {
        "T_left": first["T_left"],
        "T_right": T_right,
        "raised": np.nan if raised is None else raised,
        "p_right": found.position,
        "p_right_std": position_std,
        "energy_current": np.interp(found.position, p, current) if raised is not None else 0.0,
    }


def _root(coefficients: TransportCoefficients, baths: Boundary, raised: float | None, p_right: NDArray) -> float:
    """Crossing of the curves of (2.30); errors along a curve are not independent, so that it takes whole curves."""
    values = energy_current(coefficients, baths.T_left, baths.T_right, baths.p_left, p_right)
    if raised is not None:
        values = values - energy_current(coefficients, baths.T_left, raised, baths.p_left, p_right)
    found = find_crossing(p_right, values, np.zeros_like(values))
    return found.position if found else np.nan
