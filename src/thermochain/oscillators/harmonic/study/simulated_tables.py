"""Tables of the simulations: driven chains beside the exact moments, rotors with stretch flips, bending chains."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.polynomial import polynomial
from numpy.typing import NDArray

from thermochain.core.jackknife import jackknife
from thermochain.core.running_integral import RunningIntegral, standard_error
from thermochain.oscillators.harmonic.rotor_laws import RotorLaws, fit_laws
from thermochain.oscillators.harmonic.rotor_limit import solve_rotor_ring
from thermochain.oscillators.harmonic.study.rotor_rings_run import RotorRingsRun
from thermochain.oscillators.harmonic.study.rotor_rings_simulation import WAVES, wave_functions
from thermochain.oscillators.harmonic.study.run import (
    BendingRun,
    ConstantForceRun,
    ForcedEvolutionRun,
    PeriodicForceRun,
    RotorFlipsRun,
)
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

_N_NODES = 32  # of the limit of rotors, which is smooth
_N_POINTS = 40  # points of the running integrals of bending chains in the table
CHAINS = Table(
    "harmonic_chains/2",
    case="constant, periodic: velocity flips, as in the table of profiles; else the noise, constant force",
    x="position i/n; empty for the mean over all masses",
    exact="variance of p by the moment equations, averaged over the time",
    simulated="<p^2> over replicas and time, less the exact square of <p>",
    std="standard error",
)
FORCED_CHAINS = Table(
    "harmonic_forced_chains/1",
    quantity="temperature of a mass; energy of the chain over n; work W_n",
    n="springs",
    time="macroscopic time",
    x="position i/n of the mass; nan for energy and work",
    exact="by the moment equations",
    simulated="mean over replicas; of the temperature <p^2> less the exact square of <p>",
    std="standard error",
)
ROTOR_FLIPS = Table(
    "harmonic_rotor_flips/1",
    rate="rate of the stretch flips",
    pp="K^pp",
    pp_std="standard error",
    ee="K^ee",
    ee_std="standard error",
)
ROTOR_COEFFICIENTS = Table(
    "harmonic_rotor_coefficients/1",
    temperature="temperature of the Gibbs state",
    pp="K^pp of rotors with stretch flips, to the longest lag",
    pp_std="standard error",
    ee="K^ee",
    ee_std="standard error",
    law_pp="law of K^pp in the limit (16), less what the integral loses beyond the longest lag",
    law_ee="law of K^ee",
)
ROTOR_RINGS = Table(
    "harmonic_rotor_rings/1",
    n="rotors of the ring",
    time="macroscopic time, that of the ring over n^2",
    wave="profile of (19), p or e, and the wave of 2 pi x whose amplitude it is",
    mean="mean amplitude over the rings",
    std="standard error",
    limit="amplitude in the solution of (16)",
    limit_std="its standard error from those of K",
    scatter="standard deviation of the amplitude in one ring",
)
BENDING = Table(
    "harmonic_bending/1",
    n="masses of the ring",
    time="upper limit",
    integral="int_0^t <J^e J^e>/n ds without noise, V = k^2/2 + k^4/4",
    std="standard error over batches of replicas",
)
TABLES = {
    "chains": CHAINS,
    "forced_chains": FORCED_CHAINS,
    "rotor_flips": ROTOR_FLIPS,
    "rotor_coefficients": ROTOR_COEFFICIENTS,
    "rotor_rings": ROTOR_RINGS,
    "bending": BENDING,
}


def make_tables(
    constant: Iterable[str | Path],
    periodic: Iterable[str | Path],
    forced: Iterable[str | Path],
    rotor_flips: Iterable[str | Path],
    rotor_coefficients: Iterable[str | Path],
    rotor_rings: Iterable[str | Path],
    bending: Iterable[str | Path],
) -> dict[str, pd.DataFrame]:
    """Content of all TABLES from the files of the simulations."""
    coefficients, rings = rotor_rings_frames(rotor_coefficients, rotor_rings)
    return {
        "chains": chains_frame(constant, periodic),
        "forced_chains": forced_chains_frame(forced),
        "rotor_flips": rotor_flips_frame(rotor_flips),
        "rotor_coefficients": coefficients,
        "rotor_rings": rings,
        "bending": bending_frame(bending),
    }


def chains_frame(constant: Iterable[str | Path], periodic: Iterable[str | Path]) -> pd.DataFrame:
    """Table CHAINS: simulated temperatures of all masses beside the exact ones.

    `constant` and `periodic` are the files of the runs under a constant and under an oscillating force.
    """
    results = [load_result(path, ConstantForceRun) for path in constant]
    results += [load_result(path, PeriodicForceRun) for path in periodic]
    frames = []
    for run, found in results:
        # the masses are correlated, so that the error of their mean is that between the replicas
        samples = _with_mean(found["squares"] - found["exact_square"][:, None])
        columns = {
            "x": [*(np.arange(run.n + 1) / run.n), np.nan],
            "exact": _with_mean(found["exact_temperature"]),
            "simulated": samples.mean(axis=1),
            "std": samples.std(axis=1, ddof=1) / np.sqrt(samples.shape[1]),
        }
        frames.append(pd.DataFrame(columns).assign(case=_case(run)))
    return pd.concat(frames, ignore_index=True)


def _with_mean(values: NDArray) -> NDArray:
    """Values of the masses along axis 0, and after them their mean."""
    return np.concatenate([values, values.mean(axis=0, keepdims=True)])


def forced_chains_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table FORCED_CHAINS: chains on which a periodic force acts from time 0, beside the exact moments."""
    frames = []
    for path in paths:
        run, found = load_result(path, ForcedEvolutionRun)
        samples = np.vstack([found["squares"] - found["exact_square"][:, None], found["energy"], found["work"]])
        columns = {
            "quantity": ["temperature"] * (run.n + 1) + ["energy", "work"],
            "x": [*(np.arange(run.n + 1) / run.n), np.nan, np.nan],
            "exact": [*found["exact_temperature"], float(found["exact_energy"]), float(found["exact_work"])],
            "simulated": samples.mean(axis=1),
            "std": samples.std(axis=1, ddof=1) / np.sqrt(run.n_replicas),
        }
        frames.append(pd.DataFrame(columns).assign(n=run.n, time=run.time))
    return pd.concat(frames, ignore_index=True)


def rotor_flips_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table ROTOR_FLIPS: Onsager coefficients of rotors against the rate of the flips."""
    rows = []
    for path in paths:
        run, found = load_result(path, RotorFlipsRun)
        row = {"rate": run.rate}
        for pair in ("pp", "ee"):
            integral = RunningIntegral.of(found[pair], run.spacing)
            row |= {pair: integral.mean[-1], f"{pair}_std": integral.std[-1]}
        rows.append(row)
    return pd.DataFrame(rows)


def rotor_rings_frames(
    coefficients: Iterable[str | Path], rings: Iterable[str | Path]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ROTOR_COEFFICIENTS and ROTOR_RINGS from the files of the runs of K and of the relaxing rings."""
    runs, found = zip(*(load_result(path, RotorFlipsRun) for path in coefficients), strict=True)
    temperatures, lag = np.array([run.temperature for run in runs]), runs[0].maximum_lag
    # one batch of K: shape (2, n_temperatures)
    batches = np.array(
        [[RunningIntegral.of(f[pair], runs[0].spacing).batches[:, -1] for f in found] for pair in ("pp", "ee")]
    ).transpose(2, 0, 1)
    (pp, ee), (pp_std, ee_std) = batches.mean(axis=0), standard_error(batches)
    laws = fit_laws(temperatures, pp, ee, lag)
    law_pp, law_ee = (np.exp(polynomial.polyval(np.log(temperatures), law)) for law in (laws.pp, laws.ee))
    measured = {"temperature": temperatures, "pp": pp, "pp_std": pp_std, "ee": ee, "ee_std": ee_std}
    frames = []
    results = [load_result(path, RotorRingsRun) for path in rings]
    limit, error = jackknife(batches, lambda K: _rotor_limit(fit_laws(temperatures, *K, lag), results[0][0]))
    for run, values in results:
        columns = {
            "time": np.repeat(run.times, len(WAVES)),
            "wave": np.tile(WAVES, run.times.size),
            "mean": values["mean"].ravel(),
            "std": values["scatter"].ravel() / np.sqrt(run.n_replicas),
            "limit": limit.ravel(),
            "limit_std": error.ravel(),
            "scatter": values["scatter"].ravel(),
        }
        frames.append(pd.DataFrame(columns).assign(n=run.n))
    return pd.DataFrame(measured | {"law_pp": law_pp, "law_ee": law_ee}), pd.concat(frames, ignore_index=True)


def _rotor_limit(laws: RotorLaws, run: RotorRingsRun) -> np.ndarray:
    """Amplitudes of WAVES in the solution of (16), shape (n_times, 4)."""
    x = np.arange(_N_NODES) / _N_NODES
    p, e = solve_rotor_ring(laws, run.initial_momentum(x), run.initial_temperature(x), run.times)
    functions = wave_functions(x) / _N_NODES
    return np.concatenate([p @ functions[:1].T, e @ functions[1:].T], axis=1)


def bending_frame(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Table BENDING: running Green-Kubo integrals of the energy of bending chains at some forty times."""
    frames = []
    for path in paths:
        run, found = load_result(path, BendingRun)
        integral = RunningIntegral.of(found["ee"], run.spacing)
        chosen = np.unique(np.geomspace(1, integral.times.size - 1, _N_POINTS).round().astype(int))
        columns = {"time": integral.times[chosen], "integral": integral.mean[chosen], "std": integral.std[chosen]}
        frames.append(pd.DataFrame(columns).assign(n=run.n))
    return pd.concat(frames, ignore_index=True)


def _case(run: ConstantForceRun | PeriodicForceRun) -> str:
    if isinstance(run, PeriodicForceRun):
        return "periodic"
    return "constant" if run.noise == "velocity_flip" else run.noise.replace("_", " ")
