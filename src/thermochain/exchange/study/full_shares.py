r"""Full shares, B = 1: the model of Kipnis, Marchioro and Presutti, and the kinetic limit (Olla, 52).

Li's bath clocks ring at f(T_L, E_1), while the energy that they bring is drawn anew; so a cell exchanges with a bath
the more often the more it holds, and the chain settles below the baths, at theta T with a number theta that depends on
the rate (1 for the constant rate, and 1 + O(1/M) for all).  By scaling theta is the same at all temperatures where f is
homogeneous; it is measured between equal baths, and the conductivity is taken from the temperatures theta T.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import SeedSequence

from thermochain.core.running_integral import standard_error
from thermochain.exchange.exchange_chain import finite_noise
from thermochain.exchange.moments import stationary_moments
from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.exchange.study.green_kubo import RingConductivity, kinetic_conductivity
from thermochain.exchange.study.seeds import seed_of
from thermochain.runs.table import Table

_CONTACT_SIZE = 8

TWO_POINT = Table(
    "exchange_two_point/1",
    {
        "first": "cell i",
        "second": "cell j >= i; 0 for the mean energy of cell i",
        "simulated": "covariance of the energies of both cells, or mean energy",
        "std": "its standard error between replicas",
        "exact": "the closed linear system of the moments",
    },
)

KINETIC = Table(
    "exchange_kinetic/1",
    {
        "n_cells": "N",
        "position": "x = i/(N + 1)",
        "energy": "mean energy of the cell",
        "std": "its standard error",
        "profile": "theta [T_L^{3/2} + x (T_R^{3/2} - T_L^{3/2})]^{2/3}, that of a conductivity proportional to sqrt(T)",
    },
)

CURRENTS = Table(
    "exchange_kinetic_currents/1",
    {
        "n_cells": "N; 0 for the limit of long chains, and for rings at equilibrium",
        "source": "contact: theta, energy of the middle cells over the temperature of equal baths; "
        "chain: c of J (N + 1) = -c (2/3) theta^{3/2} (T_R^{3/2} - T_L^{3/2}); limit: its extrapolation, resistances in "
        "series, with the error of theta; ring: c = kappa(1) from Green-Kubo; static: its first term; "
        "correction: what is subtracted",
        "value": "the number",
        "std": "its standard error",
        "counted": "chain: c from the energy counted on the bonds; else empty",
        "counted_std": "its standard error",
    },
)

TABLES = {
    "two_point": (TWO_POINT),
    "kinetic": (KINETIC),
    "kinetic_currents": (CURRENTS),
}


def make_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """The tables of TABLES."""
    kinetic, currents = kinetic_tables(section, seed)
    return {"two_point": two_point_table(section, seed), "kinetic": kinetic, "kinetic_currents": currents}


def two_point_table(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """Means and covariances at constant rate and full shares against their linear system."""
    part = section["full_shares"]
    n, baths = part["n_cells"], (part["T_left"], part["T_right"])
    exchange = EnergyExchange(rate="constant", n_cells=n, particles_per_cell=1, T_left=baths[0], T_right=baths[1])
    run = exchange.simulate(n_events=part["n_events"], seed=seed_of("full shares", n, seed))
    means, covariance = stationary_moments(n, *baths, 1.0, finite_noise(1.0))
    rows = [
        {"first": i + 1, "second": 0, "simulated": run.energies[0][i], "std": run.energies[1][i], "exact": means[i]}
        for i in range(n)
    ]
    values, errors = run.covariance
    for i in range(n):
        for j in range(i, n):
            row = {"first": i + 1, "second": j + 1, "simulated": values[i, j], "std": errors[i, j]}
            rows.append(row | {"exact": covariance[i, j]})
    return pd.DataFrame(rows)


def kinetic_tables(section: Mapping[str, Any], seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Profiles and currents of the kinetic limit, columns of KINETIC.columns and CURRENTS.columns."""
    part = section["full_shares"]
    low, high = part["T_left"], part["T_right"]
    force = high**1.5 - low**1.5
    theta, theta_error = _contact(part, seed)
    frames, rows = [], []
    for n in part["sizes"]:
        exchange = EnergyExchange(rate="sum_sqrt", n_cells=n, particles_per_cell=1, T_left=low, T_right=high)
        run = exchange.simulate(n_events=part["n_events"], seed=seed_of("kinetic", n, seed))
        x = np.arange(1, n + 1) / (n + 1)
        energies, errors = run.energies
        profile = theta * (low**1.5 + x * force) ** (2.0 / 3.0)
        frames.append(pd.DataFrame({"position": x, "energy": energies, "std": errors, "profile": profile}))
        frames[-1]["n_cells"] = n
        to_c = -1.5 * (n + 1) / (theta**1.5 * force)
        (value, error), (counted, counted_error) = run.quiet_current, run.current
        row = {"n_cells": n, "source": "chain", "value": to_c * value, "std": abs(to_c) * error}
        rows.append(row | {"counted": to_c * counted, "counted_std": abs(to_c) * counted_error})
    limit = _limit(rows)
    limit["std"] = np.hypot(limit["std"], 1.5 * limit["value"] * theta_error / theta)
    rows.append(limit | {"n_cells": 0, "source": "limit"})
    rows.append({"n_cells": _CONTACT_SIZE, "source": "contact", "value": theta, "std": theta_error})
    ring = kinetic_conductivity(part["ring"], SeedSequence(seed_of("ring", seed)))
    return pd.concat(frames, ignore_index=True), pd.DataFrame(rows + ring_rows(ring))


def _contact(part: Mapping[str, Any], seed: int) -> tuple[float, float]:
    """Energy of the middle cells between baths of temperature 1, and its standard error."""
    exchange = EnergyExchange(rate="sum_sqrt", n_cells=_CONTACT_SIZE, particles_per_cell=1, T_left=1.0, T_right=1.0)
    run = exchange.simulate(n_events=part["n_events"], seed=seed_of("contact", seed))
    middle = run.samples[:, :, _CONTACT_SIZE // 4 : -(_CONTACT_SIZE // 4)].mean(axis=(0, 2))
    return float(middle.mean()), float(standard_error(middle))


def _limit(rows: list[dict[str, Any]]) -> dict[str, float]:
    """1/c of long chains: (N + 1)/c grows linearly with N + 1, the contacts add a constant."""
    n = np.array([row["n_cells"] + 1.0 for row in rows])
    c, std = (np.array([row[name] for row in rows]) for name in ("value", "std"))
    fit, covariance = np.polyfit(n, n / c, 1, w=c**2 / (n * std), cov="unscaled")
    return {"value": 1.0 / fit[0], "std": np.sqrt(covariance[0, 0]) / fit[0] ** 2}


def ring_rows(ring: RingConductivity) -> list[dict[str, Any]]:
    """Conductivity of a ring, its static term and its correction, with the columns source, value, std."""
    value, error = ring.value
    correction = ring.static - value
    parts = (("ring", value, error), ("static", ring.static, 0.0), ("correction", correction, error))
    return [{"n_cells": 0, "source": name, "value": v, "std": e} for name, v, e in parts]
