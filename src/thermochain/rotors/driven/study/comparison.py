"""Driven chains beside the macroscopic equations: the bulk of every chain fitted, and the gap of their profiles."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.driven.bulk_profile import BulkProfile, measure_bulk
from thermochain.rotors.driven.chain_moments import join_replicas
from thermochain.rotors.driven.study.bulk_fit import BulkFit, fit_bulk
from thermochain.rotors.driven.study.limits import NessLimit, bulk_row, extrapolate_factors
from thermochain.rotors.driven.study.simulation import load_moments
from thermochain.rotors.driven.transient import find_transient
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.table import Table

BULK_FITS = tuple[Boundary, dict[int, BulkFit], dict[int, BulkFit]]  # baths, and n -> fit with our and published shapes

CONTACTED = "ours with contacts"
_CELLS = 4000  # of the macroscopic profiles between which sites are interpolated

CLOSURE = Table(
    "ness_closure/1",
    {
        "n_rotors": "chain length n",
        "equations": "what the profiles are compared with: (2.30) with the published or our coefficients, or with ours and "
        "the boundary values that the bulk of the chain sees",
        "temperature_gap": "root mean square over the sites of Var p_i - T_ss(x_i), less that of the noise",
        "temperature_noise": "root mean square of the standard errors",
        "momentum_gap": "root mean square over the sites of <p_i> - p_ss(x_i), less that of the noise",
        "momentum_noise": "root mean square of the standard errors",
    },
)

CURVES = Table(
    "ness_closure_solutions/1",
    {
        "n_rotors": "length of the chain whose boundary values are taken; 0 for those of the baths",
        "equations": "as in ness_closure.csv",
        "x": "position from -1 to 1",
        "temperature": "T_ss",
        "momentum": "p_ss",
    },
)


def load_bulk(blocks: Sequence[str | Path]) -> tuple[int, Boundary, BulkProfile]:
    """Chain length, baths and bulk of one chain, from all its blocks."""
    chain = join_replicas([load_moments(path) for path in blocks])
    transient = find_transient(chain.series, chain.n_segments, chain.interval)
    baths = Boundary(
        chain.T_left, chain.T_right, chain.torque_left / chain.friction, chain.torque_right / chain.friction
    )
    return chain.n_rotors, baths, measure_bulk(chain, transient)


def fit_chains(
    chains: Sequence[Sequence[str | Path]], ours: TransportCoefficients, published: TransportCoefficients
) -> BULK_FITS:
    """Bulk fits of all sizes between the same baths; each chain is given by its blocks."""
    fits: tuple[dict, dict] = {}, {}
    for blocks in chains:
        n_rotors, baths, bulk = load_bulk(blocks)
        for of_shape, coefficients in zip(fits, (ours, published), strict=True):
            of_shape[n_rotors] = fit_bulk(bulk, baths, n_rotors, coefficients)
    return baths, *fits


def bulk_frame(chains: Sequence[BULK_FITS]) -> pd.DataFrame:
    """One row a chain and shape, columns of NESS_BULK.columns."""
    return pd.DataFrame(
        [
            bulk_row(baths, n_rotors, shapes, fit)
            for baths, *fits in chains
            for shapes, of_shape in zip(("ours", "published"), fits, strict=True)
            for n_rotors, fit in of_shape.items()
        ]
    )


def limits_of(
    chains: Sequence[BULK_FITS], ours: TransportCoefficients, published: TransportCoefficients
) -> list[tuple[NessLimit, NessLimit]]:
    """Limits of all that have several sizes, with our shapes and with the published ones."""
    return [
        tuple(extrapolate_factors(baths, fit, shape) for fit, shape in zip(fits, (ours, published), strict=True))
        for baths, *fits in chains
        if len(fits[0]) > 1
    ]


def closure_frame(
    profiles: pd.DataFrame,
    baths: Boundary,
    fits: Mapping[int, BulkFit],
    ours: TransportCoefficients,
    published: TransportCoefficients,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Gaps between the profiles of one condition and the macroscopic solutions, and these solutions.

    Tables with the columns of CLOSURE.columns and CURVES.columns; `fits` are those with our shapes.
    """
    solutions = {("published", 0): published, ("ours", 0): ours} | {(CONTACTED, n): ours for n in fits}
    gaps, curves = [], []
    profiles = profiles[_between(profiles, baths)]
    for (name, n), coefficients in solutions.items():
        seen = Boundary(*fits[n].parameters[:4]) if n else baths
        state = solve_stationary(coefficients, **vars(seen), n_cells=_CELLS)
        frame = pd.DataFrame({"x": state.x, "temperature": state.temperature, "momentum": state.momentum})
        curves.append(frame[::20].assign(n_rotors=n, equations=name))
        for size, sites in profiles.groupby("n_rotors"):
            if n in (0, size):
                gaps.append({"n_rotors": size, "equations": name} | _gap(sites, frame))
    return pd.DataFrame(gaps), pd.concat(curves, ignore_index=True)


def _between(profiles: pd.DataFrame, baths: Boundary) -> NDArray:
    """Which rows of a table of PROFILES.columns belong to these baths."""
    momenta = (profiles["torque_left"] / profiles["friction"], profiles["torque_right"] / profiles["friction"])
    columns = (profiles["T_left"], profiles["T_right"], *momenta)
    return np.all([np.isclose(a, b) for a, b in zip(columns, vars(baths).values(), strict=True)], axis=0)


def _gap(sites: pd.DataFrame, solution: pd.DataFrame) -> dict[str, float]:
    row = {}
    for field in ("temperature", "momentum"):
        expected = np.interp(sites["x"], solution["x"], solution[field])
        noise = float(np.mean(sites[f"{field}_std"] ** 2))
        square = float(np.mean((sites[field] - expected) ** 2)) - noise
        row |= {f"{field}_gap": np.sqrt(max(square, 0.0)), f"{field}_noise": np.sqrt(noise)}
    return row
