r"""Full shares, B = 1: the model of Kipnis, Marchioro and Presutti, and the kinetic limit (Olla, 52).

Li's bath clocks ring at f(T_L, E_1), while the energy that they bring is drawn anew; so a cell exchanges with a bath
the more often the more it holds, and the chain settles below the baths, at theta T with a number theta that depends on
the rate (1 for the constant rate, and 1 + O(1/M) for all).  By scaling theta is the same at all temperatures where f is
homogeneous; it is measured between equal baths, and the conductivity is taken from the temperatures theta T.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from thermochain.core.residual import fit_linear
from thermochain.core.running_integral import standard_error
from thermochain.exchange.chain import finite_noise
from thermochain.exchange.moments import stationary_moments
from thermochain.exchange.ring_conductivity import RingConductivity
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.exchange.study.run import StationaryRun
from thermochain.runs.table import Table

TWO_POINT = Table(
    "exchange_two_point/1",
    first="cell i",
    second="cell j >= i; 0 for the mean energy of cell i",
    simulated="covariance of the energies of both cells, or mean energy",
    std="its standard error between replicas",
    exact="the closed linear system of the moments",
)

KINETIC = Table(
    "exchange_kinetic/1",
    n_cells="N",
    position="x = i/(N + 1)",
    energy="mean energy of the cell",
    std="its standard error",
    profile="theta [T_L^{3/2} + x (T_R^{3/2} - T_L^{3/2})]^{2/3}, the profile of a conductivity proportional to "
    "sqrt(T)",
)

CURRENTS = Table(
    "exchange_kinetic_currents/2",
    n_cells="N; 0 for the limit of long chains, and for rings at equilibrium",
    source="contact: theta, energy of the middle cells over the temperature of equal baths; "
    "chain: c of J (N + 1) = -c (2/3) theta^{3/2} (T_R^{3/2} - T_L^{3/2}); limit: its extrapolation, resistances "
    "in series, with the error of theta; ring: c = kappa(1) from Green-Kubo; static: its first term; "
    "correction: what is subtracted",
    value="the number",
    std="its standard error; in chains and their limit that of theta, which all of them share, is contained",
    counted="chain: c from the energy counted on the bonds; else empty",
    counted_std="its standard error; that of theta is contained",
)


def two_point_table(run: StationaryRun, chain: StationaryChain) -> pd.DataFrame:
    """Table TWO_POINT: means and covariances at constant rate and full shares, beside their linear system."""
    n = run.n_cells
    means, covariance = stationary_moments(n, run.T_left, run.T_right, 1.0, finite_noise(1.0))
    rows = [
        {"first": i + 1, "second": 0, "simulated": chain.energies[0][i], "std": chain.energies[1][i], "exact": means[i]}
        for i in range(n)
    ]
    values, errors = chain.covariance
    for i in range(n):
        for j in range(i, n):
            row = {"first": i + 1, "second": j + 1, "simulated": values[i, j], "std": errors[i, j]}
            rows.append(row | {"exact": covariance[i, j]})
    return pd.DataFrame(rows)


def kinetic_tables(
    results: Sequence[tuple[StationaryRun, StationaryChain]], contact: StationaryChain, ring: RingConductivity
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables KINETIC and CURRENTS: profiles and currents of the kinetic limit.

    Parameters
    ----------
    results
        Chains of several sizes between the same baths of different temperatures.
    contact
        Chain between baths of temperature 1.
    ring
        Conductivity of equilibrium rings.
    """
    theta, theta_error = _contact(contact)
    frames, rows = [], []
    for run, chain in results:
        n = run.n_cells
        low, force = run.T_left**1.5, run.T_right**1.5 - run.T_left**1.5
        x = np.arange(1, n + 1) / (n + 1)
        energies, errors = chain.energies
        profile = theta * (low + x * force) ** (2.0 / 3.0)
        columns = {"n_cells": n, "position": x, "energy": energies, "std": errors, "profile": profile}
        frames.append(pd.DataFrame(columns))
        to_c = -1.5 * (n + 1) / (theta**1.5 * force)
        (value, error), (counted, counted_error) = chain.quiet_current, chain.current
        row = {"n_cells": n, "source": "chain", "value": to_c * value, "std": abs(to_c) * error}
        rows.append(row | {"counted": to_c * counted, "counted_std": abs(to_c) * counted_error})
    rows.append(_limit(rows) | {"n_cells": 0, "source": "limit"})
    currents = pd.DataFrame(rows)
    shared = 1.5 * theta_error / theta  # relative error of theta^{3/2}, by which all of them are divided
    for value, std in (("value", "std"), ("counted", "counted_std")):
        currents[std] = np.hypot(currents[std], shared * currents[value])
    others = [{"n_cells": contact.samples.shape[2], "source": "contact", "value": theta, "std": theta_error}]
    return pd.concat(frames, ignore_index=True), pd.concat([currents, pd.DataFrame(others + ring_rows(ring))])


def _contact(chain: StationaryChain) -> tuple[float, float]:
    """Theta: mean energy of the cells in the middle half between baths of temperature 1, and its standard error."""
    edge = chain.samples.shape[2] // 4
    middle = chain.samples[:, :, edge:-edge].mean(axis=(0, 2))
    return float(middle.mean()), float(standard_error(middle))


def _limit(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Conductivity c of long chains and its error: (N + 1)/c is linear in N + 1, with a constant from the contacts."""
    n = np.array([row["n_cells"] + 1.0 for row in rows])
    c, std = (np.array([row[name] for row in rows]) for name in ("value", "std"))
    weight = c**2 / (n * std)
    what, remedy = "the conductivity of long chains", "add lengths, or exchanges"
    (slope, _), matrix = fit_linear(np.vander(n, 2) * weight[:, None], n / c * weight, what=what, remedy=remedy)
    return {"value": 1.0 / slope, "std": np.linalg.norm(matrix[0]) / slope**2}


def ring_rows(ring: RingConductivity) -> list[dict[str, Any]]:
    """Conductivity of a ring, its static term and its correction, with the columns source, value, std."""
    value, error = ring.value
    correction = ring.static - value
    parts = (("ring", value, error), ("static", ring.static, 0.0), ("correction", correction, error))
    return [{"n_cells": 0, "source": name, "value": v, "std": e} for name, v, e in parts]
