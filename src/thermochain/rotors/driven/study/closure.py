"""The gap between the profiles of driven chains and the stationary equations, which closes as the chains grow."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from thermochain.rotors.driven.bulk_fit import BulkFit
from thermochain.rotors.driven.equations import WITH_CONTACTS, Equations
from thermochain.rotors.driven.study.condition import CONDITION, Condition
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.runs.table import Table

_CELLS = 4000  # number of cells of the macroscopic profiles, which are interpolated at the sites
_STORED = 20  # one point of these profiles in so many is stored

CLOSURE = Table(
    "ness_closure/2",
    **CONDITION,
    n_rotors="chain length n",
    equations="what the profiles are compared with: (2.30) with the published or the measured coefficients, or "
    "with the measured ones between the boundary values that the bulk of the chain sees (measured with contacts)",
    temperature_gap="root mean square over the sites of Var p_i - T_ss(x_i), less that of the noise",
    temperature_noise="root mean square of the standard errors",
    momentum_gap="root mean square over the sites of <p_i> - p_ss(x_i), less that of the noise",
    momentum_noise="root mean square of the standard errors",
)

SOLUTIONS = Table(
    "ness_closure_solutions/2",
    **CONDITION,
    n_rotors="length of the chain whose boundary values are used; 0 for those of the baths",
    equations="as in the table of the gaps",
    x="position from -1 to 1",
    temperature="T_ss",
    momentum="p_ss",
)


def closure_frames(
    profiles: pd.DataFrame, condition: Condition, fits: Mapping[int, BulkFit], equations: Equations
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables CLOSURE and SOLUTIONS: gaps between the profiles of one condition and (2.30), and the solutions.

    `profiles` is the table of all profiles, `fits` are those of this condition with the measured shapes, by length.
    """
    baths = condition.boundary
    compared = [(name, 0, baths, coefficients) for name, coefficients in reversed(equations.by_name.items())]
    compared += [(WITH_CONTACTS, n, fit.boundary, equations.measured) for n, fit in fits.items()]
    gaps, solutions = [], []
    for name, n, boundary, coefficients in compared:
        state = solve_stationary(coefficients, **vars(boundary), n_cells=_CELLS)
        frame = pd.DataFrame({"x": state.x, "temperature": state.temperature, "momentum": state.momentum})
        solutions.append(frame[::_STORED].assign(n_rotors=n, equations=name))
        for size, sites in condition.rows(profiles).groupby("n_rotors"):
            if n in (0, size):
                gaps.append({"n_rotors": size, "equations": name} | _gap(sites, frame))
    columns = condition.columns
    return pd.DataFrame(gaps).assign(**columns), pd.concat(solutions, ignore_index=True).assign(**columns)


def _gap(sites: pd.DataFrame, solution: pd.DataFrame) -> dict[str, float]:
    row: dict[str, float] = {}
    for field in ("temperature", "momentum"):
        expected = np.interp(sites["x"], solution["x"], solution[field])
        noise = float(np.mean(sites[f"{field}_std"] ** 2))
        square = float(np.mean((sites[field] - expected) ** 2)) - noise
        row |= {f"{field}_gap": np.sqrt(max(square, 0.0)), f"{field}_noise": np.sqrt(noise)}
    return row
