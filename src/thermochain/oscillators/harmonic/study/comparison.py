"""Values printed in the papers on harmonic chains beside those computed from the exact moments."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from thermochain.core.interpolation import size_weights
from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.study import exact_tables
from thermochain.oscillators.harmonic.study.parameters import constant_force, thermal_work
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

_DIGITS = 1e-9  # relative rounding of values that are read from tables
COMPARISON = Table(
    "harmonic_comparison/3",
    quantity="what is compared, and where it is printed",
    printed="value of the printed formula; nan where none is printed",
    computed="value of the formula as derived here",
    exact="exact moments of finite chains: corrected by their exact law of finite size where there is one, else "
    "extrapolated in 1/N; for exponents, between the two longest chains",
    error="largest difference from the law of finite size, or that of two extrapolations, or of the exponents "
    "of two pairs of lengths",
)
TABLES = {"comparison": COMPARISON}


def make_tables(section: Mapping[str, Any], **files: str | Path) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, its web page, from the files of the exact tables that are compared."""
    frame = comparison_frame({name: exact_tables.TABLES[name].read(path) for name, path in files.items()}, section)
    return {"comparison": frame, "page": comparison_page(frame)}


def comparison_frame(tables: Mapping[str, pd.DataFrame], section: Mapping[str, Any]) -> pd.DataFrame:
    """Table COMPARISON, one row for each quantity.

    Parameters
    ----------
    tables
        The exact tables `profiles`, `limits`, `currents`, `ring_errors` and `diffusivities`.
    section
        The keys flip_rate, chain and periodic_force of the section `harmonic`.
    """
    limits, law = tables["limits"], constant_force(section)
    constant, periodic = (limits[limits["case"] == case] for case in ("constant", "periodic"))
    force, rate = section["chain"]["force"], section["flip_rate"]
    work = thermal_work(section)
    current, forced_current = flip_laws.stationary_energy_current(**law), -(force**2) / (2.0 * rate) - work
    constant_law = [n * flip_laws.finite_energy_current(n=n, **law) for n in constant["n"]]
    forced_law = [
        -flip_laws.finite_mechanical_work(n=n, flip_rate=rate, force=force) - heat
        for n, heat in zip(periodic["n"], periodic["thermal_work"], strict=True)
    ]
    rows = [
        (
            "N J of a constant force (38)",
            flip_laws.printed_energy_current(**law),
            current,
            *_corrected(constant["scaled_current"], constant_law, current),
        ),
        (
            "N J of an oscillating force (Theorem 2)",
            np.nan,
            forced_current,
            *_corrected(periodic["scaled_current"], forced_law, forced_current),
        ),
        ("W^heat (Theorem 2)", np.nan, work, *_extrapolate(periodic["n"], periodic["thermal_work"])),
    ]
    profiles = tables["profiles"]
    ends = profiles[(profiles["case"] == "periodic") & (profiles["x"] == 1.0) & (profiles["n"] > 0)]
    end = force**2 + 4.0 * rate * work + section["chain"]["T_left"]
    rows.append(("T(1) of an oscillating force (Theorem 2)", end, end, *_extrapolate(ends["n"], ends["temperature"])))
    diffusivities = tables["diffusivities"]
    for (noise, rate_of_events), rings in diffusivities.groupby(["noise", "rate"], sort=False):
        finite = rings[rings["n"] > 0]
        law_value = finite["law"].iloc[0]
        printed = 1.0 / rate_of_events if noise == "velocity exchange" else law_value
        source = {"velocity exchange": "bending, exchange (27)", "velocity flip": "velocity flips (22)"}
        text = f"D_e, {source.get(noise, 'stretch flips (Olla 3.3)')}, rate {rate_of_events:g}"
        rows.append((text, printed, law_value, *_extrapolate(finite["n"], finite["energy_diffusivity"])))
    for noise, exponent in (("none", 0.0), ("velocity flip", -1.0), ("velocity exchange", -0.5)):
        currents = tables["currents"][tables["currents"]["noise"] == noise]
        found = _exponent(currents["n"], np.abs(currents["current"]))
        rows.append((f"exponent of the current in N, {noise}", np.nan, exponent, *found))
    for equation, rings in tables["ring_errors"].groupby("equation"):
        largest = rings.groupby("n")[["temperature_error", "printed_error"]].max()
        found = _exponent(largest.index, largest["temperature_error"])
        rows.append((f"exponent in N of the error of T, ({equation})", np.nan, -1.0, *found))
        if not largest["printed_error"].equals(largest["temperature_error"]):
            found = _exponent(largest.index, largest["printed_error"])
            rows.append((f"exponent in N of the error of T, ({equation}) as printed", np.nan, np.nan, *found))
    return COMPARISON.frame(rows)


def comparison_page(frame: pd.DataFrame) -> str:
    """The table as a page of the report."""
    rows = (
        (row.quantity, with_error(row.printed), with_error(row.computed), with_error(row.exact, row.error))
        for row in frame.itertuples()
    )
    return page("Harmonic chains: printed and exact", ["quantity", "printed", "computed", "exact moments"], rows)


def _corrected(values: pd.Series, law: Sequence[float], limit: float) -> tuple[float, float]:
    """Limit from the longest chain, corrected by the law of finite size, and the largest error of that law.

    An error cannot be told from 0 below the digits of the tables.
    """
    excess = values.to_numpy() - np.array(law)
    return float(limit + excess[-1]), float(max(np.max(np.abs(excess)), _DIGITS * abs(limit)))


def _exponent(n: pd.Series | pd.Index, values: pd.Series) -> tuple[float, float]:
    """Exponent of a power of n between the two largest sizes, and its distance from that of the pair before."""
    slopes = np.diff(np.log(values.to_numpy())) / np.diff(np.log(n.to_numpy()))
    return float(slopes[-1]), float(abs(slopes[-1] - slopes[-2]))


def _extrapolate(n: pd.Series, values: pd.Series) -> tuple[float, float]:
    """Limit in 1/n by a parabola through the last three sizes, and its distance from a line through the last two."""
    sizes, last = n.to_numpy()[-3:], values.to_numpy()[-3:]
    parabola, line = size_weights(sizes) @ last, size_weights(sizes[1:]) @ last[1:]
    return float(parabola), float(abs(parabola - line))
