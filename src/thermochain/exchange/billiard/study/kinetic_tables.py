"""The kinetic limit of the billiard: one disk in each of two cells, beside the jump process with its exact kernel."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import integrate

from thermochain.core.jackknife import jackknife
from thermochain.exchange.billiard import statistics as laws
from thermochain.exchange.billiard.hole import contact_factor
from thermochain.exchange.billiard.study.run import CollisionsRun
from thermochain.exchange.billiard.study.tables import COLUMN
from thermochain.exchange.disk_collisions import STATIC, collision_rate, energy_cdf
from thermochain.exchange.ring_conductivity import RingConductivity, ring_conductivity
from thermochain.exchange.study.ring_run import DiskRingsRun
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

N_BINS = 10

KINETIC = Table(
    "billiard_kinetic/1",
    hole="half of the hole over the radius of a disk, 1 - margin",
    n="collisions through the hole, in all batches",
    factor="g, the exact factor of the rate g <(u)_+>",
    exact_rate="exact rate of collisions at total energy 2",
    rate="measured rate",
    rate_std="its standard error, from independent batches",
    variation="variance over squared mean of the waiting times in units of 1/Lambda; 1 if exponential",
    variation_std="its standard error, jackknife over batches",
    memory="correlation of these waiting times with the next ones; 0 if independent",
    memory_std="its standard error, jackknife over batches",
    time_distance="Kolmogorov-Smirnov distance of these times to the exponential law of mean 1",
    time_p="its p-value for independent times",
    energy_distance="Kolmogorov-Smirnov distance of the energies after collisions to the exact kernel",
    energy_p="its p-value for independent collisions",
)
LEVELS = Table(
    "billiard_kinetic_levels/1",
    hole="as in the table of the kinetic limit",
    quantity="time or energy: level of the waiting time in the exponential law, or of the energy after a "
    "collision in the exact kernel",
    level="middle of the bin",
    density="density over the law of the jump process",
    density_std="its standard error, from independent batches",
)
CONDUCTIVITY = Table(
    "billiard_conductivity/1",
    time="t in units of 1/g at T = 1",
    ratio="conductivity over collision rate, kappa/nu, with memory up to t; both are g sqrt(T/(2 pi)) without",
    ratio_std="its standard error, from independent batches of rings",
)
TABLES = {"kinetic": KINETIC, "kinetic_levels": LEVELS, "conductivity": CONDUCTIVITY}


def make_tables(holes: Sequence[str | Path], rings: Sequence[str | Path]) -> dict[str, pd.DataFrame]:
    """Content of TABLES from the files of collisions through holes of all sizes, and of one set of rings of jumps."""
    kinetic, levels = kinetic_frames([load_result(path, CollisionsRun) for path in holes])
    [(run, arrays)] = [load_result(path, DiskRingsRun) for path in rings]
    ring = ring_conductivity(STATIC, arrays["correlations"], run.spacing)
    return {"kinetic": kinetic, "kinetic_levels": levels, "conductivity": conductivity_frame(ring)}


def kinetic_frames(
    results: Sequence[tuple[CollisionsRun, Mapping[str, NDArray]]],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables KINETIC and LEVELS, of runs with one disk in each of two cells and with holes of all sizes."""
    rows, levels = [], []
    for run, arrays in sorted(results, key=lambda result: result[0].margin):
        factor, batches = contact_factor(run.table(1)), arrays["M1"]
        hole = 1.0 - run.margin
        times, energies = _scaled_times(batches, factor), _energy_levels(batches)
        elapsed = batches[:, -1, COLUMN["time"]] - batches[:, 0, COLUMN["time"]]
        rate = laws.ratio_with_error(np.full(len(batches), batches.shape[1] - 1.0), elapsed)
        row = {"hole": hole, "n": batches[:, :, 0].size, "factor": factor, "exact_rate": factor * _mean_rate()}
        row |= dict(zip(("rate", "rate_std"), rate, strict=True))
        for name, function in (("variation", _variation), ("memory", _memory)):
            value, std = jackknife(_moments(times), function)
            row |= {name: float(value), f"{name}_std": float(std)}
        for name, values in (("time", -np.expm1(-times)), ("energy", energies)):
            ordered = np.sort(values.ravel())
            distance = laws.kolmogorov_distance(ordered, ordered)
            row |= {f"{name}_distance": distance, f"{name}_p": laws.kolmogorov_p_value(distance, ordered.size)}
            levels.append(_densities(values).assign(hole=hole, quantity=name))
        rows.append(row)
    return KINETIC.frame(rows), pd.concat(levels)[list(LEVELS.columns)]


def conductivity_frame(ring: RingConductivity) -> pd.DataFrame:
    """Table CONDUCTIVITY, from equilibrium rings of the jump process at T = 1."""
    correction = ring.correction
    return pd.DataFrame(
        {
            "time": correction.times,
            "ratio": 1.0 - correction.mean / ring.static,
            "ratio_std": correction.std / ring.static,
        }
    )


def _mean_rate() -> float:
    """Mean of the rate at g = 1 over two disks with the total energy 2, E_1 uniform."""
    return float(integrate.quad(lambda energy: 0.5 * collision_rate(energy, 2.0 - energy), 0.0, 2.0)[0])


def _scaled_times(batches: NDArray, factor: float) -> NDArray:
    """Times between collisions in units of the mean that the jump process has at these energies, (batches, n - 1)."""
    left, right = (batches[:, 1:, COLUMN[name]] for name in ("left", "right"))
    rates = np.vectorize(collision_rate, otypes=[float])(left, right)
    return factor * rates * np.diff(batches[:, :, COLUMN["time"]], axis=1)


def _energy_levels(batches: NDArray) -> NDArray:
    """Levels of the energies of the left disk after collisions in the law of the exact kernel, (batches, n)."""
    left, right, after = (batches[:, :, COLUMN[name]] for name in ("left", "right", "left_after"))
    return energy_cdf(left.ravel(), right.ravel(), after.ravel()).reshape(left.shape)


def _moments(times: NDArray) -> NDArray:
    """Means of t, t^2 and t t', t' the next time, of each batch, shape (batches, 3)."""
    return np.stack([times.mean(axis=1), (times**2).mean(axis=1), (times[:, :-1] * times[:, 1:]).mean(axis=1)], axis=1)


def _variation(moments: NDArray) -> NDArray:
    mean, square, _ = moments
    return np.asarray(square / mean**2 - 1.0)


def _memory(moments: NDArray) -> NDArray:
    mean, square, product = moments
    return np.asarray((product - mean**2) / (square - mean**2))


def _densities(values: NDArray) -> pd.DataFrame:
    """Density of levels in equal bins, with errors from the batches."""
    counts = np.array([np.histogram(batch, N_BINS, (0.0, 1.0))[0] for batch in values]) * N_BINS / values.shape[1]
    std = counts.std(axis=0, ddof=1) / np.sqrt(len(counts))
    middles = (np.arange(N_BINS) + 0.5) / N_BINS
    return pd.DataFrame({"level": middles, "density": counts.mean(axis=0), "density_std": std})
