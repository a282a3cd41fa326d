"""Rings of any bond potential of period 2 pi: Green-Kubo coefficients beside exact laws of equilibrium.

Bonds are independent draws of their Gibbs state, which is that of a ring whose closing bond is twisted by a random
angle; on a long ring the twist is not felt.  For every potential <V'^2> = T <V''> and, with momenta that sum to zero,
<J^e J^e>/M = T <V'^2>/2 (1 - 2/M) at equal times; the simulation must keep both.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import SFC64, Generator, SeedSequence

from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.core.running_integral import standard_error
from thermochain.engine.bond_geometry import ring
from thermochain.engine.bond_values import bond_values
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.rotors.bond_potential.periodic_bond import bond_average, grid, sample_bonds
from thermochain.rotors.bond_potential.study.potential import BondPotential
from thermochain.rotors.green_kubo.green_kubo import estimate_onsager
from thermochain.runs.guard import Guard
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

N_BATCHES = 8
COEFFICIENTS = Table(
    "bond_potential/1",
    {
        "temperature": "T, in units of the potential's",
        "pp": "K^pp",
        "pp_std": "its statistical standard error",
        "pp_systematic": "its systematic error, of the tail that is extrapolated",
        "pp_settled": "False if maximum_lag is too short for the tail of K^pp",
        "ee": "K^ee",
        "ee_std": "its statistical standard error",
        "ee_systematic": "its systematic error",
        "ee_settled": "as pp_settled",
        "pull": "<V'^2> along the trajectories",
        "pull_std": "its standard error",
        "pull_exact": "<V'^2> of one bond in its Gibbs state",
        "power": "<J^e J^e>/M at equal times along the trajectories",
        "power_std": "its standard error",
        "power_exact": "T <V'^2>/2 (1 - 2/M), momenta summing to zero",
    },
)


def coefficient_frame(bond: BondPotential, section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """One row a temperature, columns of COEFFICIENTS.columns.

    Raises ValueError as `estimate_onsager` does.
    """
    temperatures = sorted(map(float, section["temperatures"]))
    parts = SeedSequence(seed, spawn_key=(0xB04D,)).spawn(len(temperatures))
    return pd.DataFrame([_row(bond, section, T, part) for T, part in zip(temperatures, parts, strict=True)])


def _row(bond: BondPotential, section: Mapping[str, Any], temperature: float, seed: SeedSequence) -> dict[str, Any]:
    correlations = simulate_ring(bond, section, temperature, seed)
    r = grid()
    square = bond_average(bond_values(bond.force, r) ** 2, bond.potential(r), temperature)
    row: dict[str, Any] = asdict(estimate_onsager(correlations))
    for name, pair, exact in (
        ("pull", correlations.pp, square),
        ("power", correlations.ee, 0.5 * temperature * square * (1.0 - 2.0 / correlations.n_rotors)),
    ):
        row |= {
            name: float(pair[:, 0].mean()),
            f"{name}_std": float(standard_error(pair[:, :1])[0]),
            f"{name}_exact": exact,
        }
    return row


def simulate_ring(
    bond: BondPotential, section: Mapping[str, Any], temperature: float, seed: SeedSequence
) -> TimeCorrelations:
    """Correlations of the total currents in `N_BATCHES` batches of replicas."""
    n, stride = section["n_rotors"], section["stride"]
    spacing = stride * section["time_step"]
    n_steps, n_lags = stride * round(section["duration"] / spacing), round(section["maximum_lag"] / spacing) + 1
    rng = Generator(SFC64(seed))
    shape = (n, section["n_replicas"])
    momenta = np.sqrt(temperature) * rng.standard_normal(shape)
    chains = NoisyChains(
        sample_bonds(bond.potential, temperature, shape, rng),
        momenta - momenta.mean(axis=0),
        section["time_step"],
        force=bond.force,
        geometry=ring,
        swaps=no_noise(n, n, True),
        rng=rng,
    )
    currents, _ = chains.run(n_steps, stride=stride, profile_stride=n_steps)
    Guard(f"rings at T = {temperature:g}, {dict(section)}", seed, section["time_step"]).check_finite(currents=currents)
    batches = [correlate_currents(p, e, n, n_lags) for p, e in np.array_split(currents, N_BATCHES, axis=2)]
    pp, ee, pe = (np.array(column) for column in zip(*batches, strict=True))
    return TimeCorrelations(temperature, n, spacing * np.arange(n_lags), pp, ee, pe)


def coefficient_page(coefficients: pd.DataFrame, name: str) -> str:
    """The table as a web page: coefficients with their errors, then both laws, simulated and exact."""
    headers = ["T", "K^pp \u00b1 statistical \u00b1 systematic", "settled", "K^ee \u00b1 statistical \u00b1 systematic"]
    headers += ["settled", "<V'^2>", "exact", "<J^e J^e>/M", "exact"]
    rows = (
        [
            f"{r.temperature:g}",
            with_error(r.pp, r.pp_std, r.pp_systematic),
            "yes" if r.pp_settled else "no",
            with_error(r.ee, r.ee_std, r.ee_systematic),
            "yes" if r.ee_settled else "no",
            with_error(r.pull, r.pull_std),
            f"{r.pull_exact:.5f}",
            with_error(r.power, r.power_std),
            f"{r.power_exact:.5f}",
        ]
        for r in coefficients.itertuples()
    )
    return page(f"Onsager coefficients of the potential {name}", headers, rows)
