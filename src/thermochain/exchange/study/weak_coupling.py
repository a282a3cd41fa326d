"""Weak coupling: pinned harmonic pairs with velocity flips against the energy Ginzburg-Landau limit (Olla, 5.1)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import SFC64, Generator, SeedSequence

from thermochain.exchange.flipped_chain import conductivity, mean_energies, mobility
from thermochain.exchange.flipped_pairs import pair_energies
from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.study.full_shares import ring_rows
from thermochain.exchange.study.green_kubo import ginzburg_landau_conductivity
from thermochain.exchange.study.seeds import seed_of
from thermochain.runs.guard import Guard
from thermochain.runs.table import Table

PAIRS = Table(
    "exchange_pairs/1",
    {
        "coupling": "delta; 0 for the limit",
        "time": "microscopic time times delta^2",
        "difference": "mean of E_1 - E_2; simulated, in the limit exact",
        "difference_std": "its standard error",
        "difference_exact": "the closed moments of the pair at this delta",
        "variance": "variance of E_1",
        "variance_std": "its standard error",
    },
)

SCALING = Table(
    "exchange_coupling/1",
    {
        "coupling": "delta; 0 for the limit",
        "over_square": "conductivity of the microscopic chain over delta^2; in the limit the Ginzburg-Landau value",
        "over_delta": "conductivity of the microscopic chain over delta",
        "exponent": "d log kappa/d log delta from this coupling to the next smaller one",
    },
)

GREEN_KUBO = Table(
    "exchange_ginzburg_landau/1",
    {
        "mobility": "product: sigma^2 = E_1 E_2; geodesic: E_1 E_2/(E_1^{3/2} + E_2^{3/2}) (51)",
        "density_power": "nu of Z(E) = E^nu",
        "source": "ring: kappa at T = 1; static: beta^2 <sigma^2>; correction: beta^2 sum int <alpha alpha>",
        "value": "the number",
        "std": "its standard error",
    },
)

TABLES = {
    "pairs": (PAIRS),
    "coupling": (SCALING),
    "ginzburg_landau": (GREEN_KUBO),
}

_TIMES = np.array([0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0])
_SCALING_SIZE = 24
_CHAIN_BATHS = (1.0, 2.0)
_DYNAMICS = (("product", 0.0), ("geodesic", 0.0), ("geodesic", 0.5))


def make_tables(section: Mapping[str, Any], seed: int) -> dict[str, pd.DataFrame]:
    """The tables of TABLES."""
    return {
        "pairs": pairs_table(section, seed),
        "coupling": scaling_table(section),
        "ginzburg_landau": green_kubo_table(section, seed),
    }


def pairs_table(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """Relaxation of a pair at every coupling and in the limit, columns of PAIRS.columns."""
    part = section["weak_coupling"]
    start = (part["energies"][0], part["energies"][1])
    frames = [_limit_frame(start, part["flip_rate"])]
    for delta in part["couplings"]:
        seeds = SeedSequence(seed_of("pairs", delta, seed))
        times = _TIMES / delta**2
        energies = pair_energies(start, times, delta, part["flip_rate"], part["n_pairs"], Generator(SFC64(seeds)))
        Guard(f"pairs of coupling {delta}, {part}", seeds).check_finite(energies=energies)
        exact = mean_energies(start, times, delta, part["flip_rate"])
        difference = energies[:, :, 0] - energies[:, :, 1]
        squares = (energies[:, :, 0] - energies[:, :, :1].mean(axis=1)) ** 2
        root = np.sqrt(part["n_pairs"])
        columns = {
            "time": _TIMES,
            "difference": difference.mean(axis=1),
            "difference_std": difference.std(axis=1, ddof=1) / root,
            "difference_exact": exact[:, 0] - exact[:, 1],
            "variance": squares.mean(axis=1),
            "variance_std": squares.std(axis=1, ddof=1) / root,
        }
        frames.append(pd.DataFrame(columns).assign(coupling=delta))
    return pd.concat(frames, ignore_index=True)


def _limit_frame(start: tuple[float, float], flip_rate: float) -> pd.DataFrame:
    r"""Limit with sigma^2 = c E_1 E_2: the moments of E_1 at given total s close,

    d<E_1>/dt = -c (2 <E_1> - s),   d<E_1^2>/dt = c (4 s <E_1> - 6 <E_1^2>).
    """
    c, total = mobility(flip_rate), sum(start)
    times = np.linspace(0.0, _TIMES[-1], 81)
    fast, slow = np.exp(-6.0 * c * times), np.exp(-2.0 * c * times)
    gap = start[0] - 0.5 * total
    mean = 0.5 * total + gap * slow
    # particular solution of the second moment: s^2/3 + total gap exp(-2 c t)
    square = total**2 / 3.0 + total * gap * slow
    square = square + (start[0] ** 2 - square[0]) * fast
    columns = {"time": times, "difference": 2.0 * mean - total, "variance": square - mean**2}
    return pd.DataFrame(columns).assign(
        coupling=0.0, difference_std=0.0, variance_std=0.0, difference_exact=columns["difference"]
    )


def scaling_table(section: Mapping[str, Any]) -> pd.DataFrame:
    """Exact conductivity of microscopic chains against delta, columns of SCALING.columns."""
    part = section["weak_coupling"]
    couplings = sorted(part["chain_couplings"], reverse=True)
    kappas = np.array([conductivity(_SCALING_SIZE, delta, part["flip_rate"], *_CHAIN_BATHS) for delta in couplings])
    frame = pd.DataFrame({"coupling": couplings, "over_square": kappas / np.square(couplings)})
    frame["over_delta"] = kappas / np.array(couplings)
    frame["exponent"] = np.append(np.diff(np.log(kappas)) / np.diff(np.log(couplings)), np.nan)
    limit = {"coupling": 0.0, "over_square": mobility(part["flip_rate"]), "over_delta": 0.0, "exponent": 2.0}
    return pd.concat([frame, pd.DataFrame([limit])], ignore_index=True)


def green_kubo_table(section: Mapping[str, Any], seed: int) -> pd.DataFrame:
    """Conductivities of Ginzburg-Landau rings at T = 1, columns of GREEN_KUBO.columns."""
    rows = []
    for kind, power in _DYNAMICS:
        seeds = SeedSequence(seed_of("Ginzburg-Landau", kind, power, seed))
        ring = ginzburg_landau_conductivity(GinzburgLandau(kind, 1.0, power), section["weak_coupling"]["ring"], seeds)
        rows += [{"mobility": kind, "density_power": power} | row for row in ring_rows(ring)]
    return pd.DataFrame(rows)
