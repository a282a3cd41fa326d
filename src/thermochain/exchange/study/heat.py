r"""Tables of rings of energies in time beside the heat equation that is their limit (Olla, 47-49, 52).

Where the moments close, means and scatter are exact: sigma^2 = E_1 E_2, and full shares at constant rate.  For (51) and
the rate sqrt(E_1 + E_2) rings are simulated, and D comes from the Green-Kubo formula of equilibrium rings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.running_integral import standard_error
from thermochain.exchange.ginzburg_landau import GinzburgLandau
from thermochain.exchange.heat_equation import PowerDiffusivity, solve_heat
from thermochain.exchange.ring_moments import GradientRing, full_shares_ring, product_ring, ring_moments, wave_weights
from thermochain.exchange.study.full_shares import CURRENTS
from thermochain.exchange.study.heat_run import AMPLITUDE, GinzburgLandauHeatRun, KineticHeatRun, start_profile
from thermochain.exchange.study.weak_coupling import GINZBURG_LANDAU
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

HeatRun = KineticHeatRun | GinzburgLandauHeatRun

_NODES = 64
_TIMES = KineticHeatRun.TIMES
_GRADIENT = {"product": product_ring(GinzburgLandau("product")), "constant": full_shares_ring()}
_POWERS = {"geodesic": -1.5, "sum_sqrt": 0.5}  # of the energy in D

_PROCESS = (
    "product: (43) with sigma^2 = E_1 E_2, geodesic: (43) with (51), Z constant in both; constant: (52) at rate 1, "
    "sum_sqrt: (52) at rate sqrt(E_1 + E_2)"
)
HEAT = Table(
    "exchange_heat/1",
    process=_PROCESS,
    n_cells="cells N of the ring; 0 for the limit (48)",
    time="macroscopic time, that of the ring over N^2",
    x="position i/N",
    energy="mean energy",
    std="its standard error; 0 where exact",
)
HEAT_ERRORS = Table(
    "exchange_heat_errors/1",
    process="as in the table of profiles",
    n_cells="cells N of the ring",
    time="macroscopic time",
    distance="amplitude of the mean energy's wave cos(2 pi x) less that of the limit (48)",
    distance_std="its standard error, with that of D; 0 where exact",
    printed="the same with D of (49) as printed, which lacks the static term",
    scatter="standard deviation, in one ring, of the amplitude of the wave of energies",
    local="largest difference of the variance of an energy from that of local equilibrium; empty if simulated",
)
TABLES = {"heat": HEAT, "heat_errors": HEAT_ERRORS}


def make_tables(
    kinetic: Sequence[str | Path],
    diffusing: Sequence[str | Path],
    kinetic_currents: str | Path,
    ginzburg_landau: str | Path,
    sizes: Sequence[int],
) -> dict[str, pd.DataFrame]:
    """Content of TABLES from the files of the simulated rings and of the tables with the measured D."""
    results = [load_result(path, KineticHeatRun) for path in kinetic]
    results += [load_result(path, GinzburgLandauHeatRun) for path in diffusing]
    measured = measured_diffusivities(CURRENTS.read(kinetic_currents), GINZBURG_LANDAU.read(ginzburg_landau))
    profiles, errors = heat_tables(sizes, results, measured)
    return {"heat": profiles, "heat_errors": errors}


@dataclass(frozen=True)
class Diffusivity:
    """D of the limit at energy 1: its value and standard error, and the value of (49) as printed."""

    value: float
    std: float
    printed: float


def measured_diffusivities(kinetic_currents: pd.DataFrame, ginzburg_landau: pd.DataFrame) -> dict[str, Diffusivity]:
    """D = kappa(1) of the processes whose moments do not close, from the Green-Kubo formula (C_v = 1)."""
    geodesic = ginzburg_landau.query("mobility == 'geodesic' and density_power == 0")
    found = {}
    for process, table in (("geodesic", geodesic), ("sum_sqrt", kinetic_currents)):
        values = table.set_index("source")
        ring, correction = values.loc["ring"], values.loc["correction"]
        found[process] = Diffusivity(ring["value"], ring["std"], abs(correction["value"]))
    return found


def heat_tables(
    sizes: Sequence[int],
    results: Sequence[tuple[HeatRun, Mapping[str, NDArray]]],
    diffusivities: Mapping[str, Diffusivity],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables HEAT and HEAT_ERRORS: exact rings of the given sizes, and simulated ones."""
    profiles, errors = [], []
    for process, ring in _GRADIENT.items():
        limit = _solution(PowerDiffusivity(ring.rate))
        profiles.append(_limit_frame(process, limit))
        for n in sizes:
            energies, frame = _exact(ring, n, limit)
            profiles.append(_frame(process, n, energies, np.zeros_like(energies)))
            errors.append(frame.assign(process=process, n_cells=n))
    for process, D in diffusivities.items():
        power = _POWERS[process]
        limit, shifted, printed = (
            _solution(PowerDiffusivity(value, power)) for value in (D.value, D.value + D.std, D.printed)
        )
        profiles.append(_limit_frame(process, limit))
        of_D = np.abs(_amplitudes(shifted) - _amplitudes(limit))
        for run, arrays in results:
            if _process(run) != process:
                continue
            energies, n = arrays["energies"], run.n_cells
            profiles.append(_frame(process, n, energies.mean(axis=0), standard_error(energies)))
            waves = energies @ wave_weights(n)
            columns = {
                "time": _TIMES,
                "distance": waves.mean(axis=0) - _amplitudes(limit),
                "distance_std": np.hypot(standard_error(waves), of_D),
                "printed": waves.mean(axis=0) - _amplitudes(printed),
                "scatter": arrays["scatter"].mean(axis=0),
                "local": np.nan,
            }
            errors.append(pd.DataFrame(columns).assign(process=process, n_cells=n))
    return pd.concat(profiles, ignore_index=True), pd.concat(errors, ignore_index=True)


def _process(run: HeatRun) -> str:
    return "sum_sqrt" if isinstance(run, KineticHeatRun) else "geodesic"


def _solution(diffusivity: PowerDiffusivity) -> NDArray:
    """Solution of (48) at TIMES, shape (n_times, _NODES)."""
    return solve_heat(diffusivity, start_profile(np.arange(_NODES) / _NODES), _TIMES)


def _amplitudes(profiles: NDArray) -> NDArray:
    return profiles @ wave_weights(profiles.shape[-1])


def _exact(ring: GradientRing, n: int, limit: NDArray) -> tuple[NDArray, pd.DataFrame]:
    """Mean energies at TIMES, and rows of HEAT_ERRORS; (49) as printed leaves the wave as it was."""
    means, covariances = ring_moments(ring, start_profile(np.arange(n) / n), np.array(_TIMES) * n**2)
    w = wave_weights(n)
    variances = np.einsum("tii->ti", covariances)
    columns = {
        "time": _TIMES,
        "distance": means @ w - _amplitudes(limit),
        "distance_std": 0.0,
        "printed": means @ w - AMPLITUDE,
        "scatter": np.sqrt(np.einsum("i,tij,j->t", w, covariances, w)),
        "local": np.max(np.abs(variances - means**2 / ring.shape), axis=1),
    }
    return means, pd.DataFrame(columns)


def _frame(process: str, n_cells: int, energies: NDArray, std: NDArray) -> pd.DataFrame:
    """Rows of HEAT from energies of shape (n_times, n_positions)."""
    n = energies.shape[1]
    columns = {"time": np.repeat(_TIMES, n), "x": np.tile(np.arange(n) / n, len(_TIMES))}
    columns |= {"energy": energies.ravel(), "std": std.ravel()}
    return pd.DataFrame(columns).assign(process=process, n_cells=n_cells)


def _limit_frame(process: str, limit: NDArray) -> pd.DataFrame:
    return _frame(process, 0, limit, np.zeros_like(limit))
