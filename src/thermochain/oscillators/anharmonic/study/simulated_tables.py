"""Tables of the simulations of anharmonic chains: conductivities, driven chains, released chains."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.core.control_variates import controlled_mean
from thermochain.oscillators.anharmonic.bond_gibbs import bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.conductivity import conductivity_bound
from thermochain.oscillators.anharmonic.study.chains import heat_and_stretch
from thermochain.oscillators.anharmonic.study.run import N_BLOCKS, ConductivityRun, DrivenChainRun, ReleasedRun
from thermochain.oscillators.harmonic import flip_laws
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

_N_POINTS = 30  # points of a running integral in the table
# Columns of the values at one place, their meaning.
_VALUES = {
    "temperature": "variance of p",
    "temperature_std": "standard error",
    "stretch": "mean over the two bonds beside a mass; nan at the ends",
    "stretch_std": "standard error",
}
# Name of a file -> the kind of its table.
TABLES = {
    "conductivity": Table(
        "anharmonic_conductivity/1",
        tension="tau of the exact Gibbs samples",
        temperature="T of the exact Gibbs samples",
        stretch="mean stretch r(tau, T)",
        conductivity="Green-Kubo integral of j^e + tau p over T^2",
        std="standard error, with the energy and the length of each ring as control variates",
        bound="<V''>/(4 gamma)",
        earlier="the same integral to half of the longest lag",
    ),
    "running": Table(
        "anharmonic_running/1",
        tension="tau",
        temperature="T",
        time="upper limit of the integral",
        conductivity="running integral",
        std="standard error",
    ),
    "driven": Table("anharmonic_driven/1", n="bonds of the chain", x="position i/n of the mass", **_VALUES),
    "currents": Table(
        "anharmonic_currents/1",
        n="bonds of the chain",
        energy_current="n times the energy current, mean over time and bonds",
        energy_current_std="standard error",
        stretch_current="n times the stretch current -<p>, mean over time and masses, uncorrected",
        stretch_current_std="standard error",
    ),
    "released": Table(
        "anharmonic_released/1",
        n="bonds of the chain",
        time="middle of the averages over n^2, since the forces fell",
        x="mean position i/n of a block of inner masses in the left half, averaged with their mirror images",
        **_VALUES,
    ),
    "means": Table(
        "anharmonic_means/1", n="bonds of the chain", time="as in `released`; means over all inner masses", **_VALUES
    ),
}


def make_tables(**files: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Content of those TABLES that the given simulations make: files of `conductivity`, `driven`, `released` runs."""
    makers = {"conductivity": conductivity_frames, "driven": driven_frames, "released": released_frames}
    return {name: frame for kind, paths in files.items() for name, frame in makers[kind](paths).items()}


def conductivity_frames(paths: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Tables `conductivity`, one row for each run, and `running`, the integrals against their upper limit."""
    rows, running = [], []
    for path in paths:
        run, found = load_result(path, ConductivityRun)
        times, kappa, std = (found[name] for name in ("times", "conductivity", "std"))
        state = bond_state(QUARTIC, run.tension, run.temperature)
        row = {
            "tension": run.tension,
            "temperature": run.temperature,
            "stretch": float(state.stretch),
            "conductivity": kappa[-1],
            "std": std[-1],
            "bound": float(conductivity_bound(state, run.flip_rate)),
            "earlier": kappa[times.size // 2],
        }
        rows.append(row)
        shown = np.unique(np.geomspace(1, times.size - 1, _N_POINTS).round().astype(int))
        curve = {"time": times[shown], "conductivity": kappa[shown], "std": std[shown]}
        running.append(pd.DataFrame(curve).assign(tension=run.tension, temperature=run.temperature))
    return {"conductivity": pd.DataFrame(rows), "running": pd.concat(running, ignore_index=True)}


def driven_frames(paths: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Tables `driven`, the stationary profiles, and `currents`.

    All mean momenta of a chain are equal and known, so their deviations serve as control variates of the averages.
    """
    profiles, currents = [], []
    for path in paths:
        run, found = load_result(path, DrivenChainRun)
        moments = found["moments"]
        momentum = run.force / (2.0 * run.flip_rate * flip_laws.effective_length(run.n, run.flip_rate))
        control = moments[:1].mean(axis=1) - momentum  # moments[0] is p
        profiles.append(_profile(moments, control).assign(n=run.n))
        currents.append({"n": run.n} | _currents(moments, control, run.n))
    return {"driven": pd.concat(profiles, ignore_index=True), "currents": pd.DataFrame(currents)}


def released_frames(paths: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Tables `released`, in blocks of masses, and `means`, over all inner masses."""
    frames, means = [], []
    for path in paths:
        run, found = load_result(path, ReleasedRun)
        blocks = np.array_split(np.arange(1, run.n // 2 + 1) / run.n, N_BLOCKS)
        x, share = np.array([block.mean() for block in blocks]), np.array([block.size for block in blocks])
        share = share / share.sum()
        for k, time in enumerate(run.middles):
            columns, mean = {"x": x}, {"n": run.n, "time": time}
            for name in ("temperature", "stretch"):
                values = found[name][k]
                columns[name], columns[f"{name}_std"] = controlled_mean(values, found["controls"])
                (mean[name],), (mean[f"{name}_std"],) = controlled_mean(share[None] @ values, found["controls"])
            frames.append(pd.DataFrame(columns).assign(n=run.n, time=time))
            means.append(mean)
    return {"released": pd.concat(frames, ignore_index=True), "means": pd.DataFrame(means)}


def _profile(moments: NDArray, control: NDArray) -> pd.DataFrame:
    """Temperature and stretch at the masses, with `control` as control variate."""
    heat, stretch = heat_and_stretch(moments)
    n = len(heat) - 1
    columns = {"x": np.arange(n + 1) / n}
    columns["temperature"], columns["temperature_std"] = controlled_mean(heat, control)
    columns["stretch"], columns["stretch_std"] = (
        np.concatenate([[np.nan], values, [np.nan]]) for values in controlled_mean(stretch, control)
    )
    return pd.DataFrame(columns)


def _currents(moments: NDArray, control: NDArray, n: int) -> dict[str, float]:
    """Currents times n, averaged over the chain; in a stationary state they are constant along it."""
    p, power = moments[0], moments[4]  # power is minus the energy current in the bond after each mass
    energy, stretch = -n * power[:n].mean(axis=0), -n * p.mean(axis=0)
    (value,), (std,) = controlled_mean(energy[None], control)
    return {
        "energy_current": value,
        "energy_current_std": std,
        "stretch_current": stretch.mean(),
        "stretch_current_std": stretch.std(ddof=1) / np.sqrt(stretch.size),
    }
