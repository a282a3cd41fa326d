r"""One two-temperature problem at five levels, from the billiard to the heat equation.

The chain is that of the billiard: N cells of M disks between baths.  The jump process has the rate f = sqrt(E_1 + E_2),
as equilibrium implies for the billiard at comparable energies.  Its unit of time makes its exchanges as frequent as the
billiard's collisions through holes: clock_rate = (collisions a unit of time) / (sum of f over the barriers at the mean
energies of the billiard).  The other levels are its limits: many particles with fluctuations, without, and many cells.

A collision of the billiard moves more energy than Li's exchange, on average 4M/(2M + 1) times as much at the same
energies of the two cells: the flux prefers fast disks, of the hotter cell above all, and their normal velocities are
exchanged and not redrawn.  The factor is exact where the disks of both cells are uniform under their energies.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from thermochain.core.jackknife import jackknife
from thermochain.core.running_integral import standard_error
from thermochain.exchange.billiard.billiard import EXCHANGE
from thermochain.exchange.billiard.statistics import transfer_ratio
from thermochain.exchange.billiard.study.run import ChainRun
from thermochain.exchange.billiard.study.tables import chain_frame, energy_and_time
from thermochain.exchange.stationary_chain import StationaryChain
from thermochain.exchange.study.chain_simulation import chain_of, path_averages
from thermochain.exchange.study.run import PathsRun, StationaryRun
from thermochain.exchange.study.tables import load_chain
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table
from thermochain.runs.timing import rate

LEVEL_NAMES = ("billiard", "jump process", "mesoscopic equation", "discrete heat equation", "continuum")
_DRAWN = 61  # number of points of the continuous profile
_TIMED_EVENTS, _TIMED_PATHS = 1_000_000, 16  # size of the short runs that are timed

LEVELS = Table(
    "exchange_levels/2",
    level="description of the chain",
    position="k/(N + 1) of cell k",
    energy="mean energy of the cell",
    energy_std="its standard error; 0 where there is no noise",
    current="mean energy current to the right, a unit of the billiard's time",
    current_std="its standard error; that of the unit of time, which is measured on the billiard and common to "
    "all other levels, is contained",
    flux_factor="mean energy that a collision of the billiard moves over that of Li's exchange at the same "
    "energies of both cells, 4M/(2M + 1); 1 for the billiard itself",
    seconds="processor time of the run, taken from shorter runs (of the billiard: wall time of the run itself), "
    "or of one solution where there is no noise",
)
TABLES = {"levels": LEVELS}


def make_tables(
    chain: str | Path, provenance: str | Path, jumps: Sequence[str | Path], paths: Sequence[str | Path]
) -> dict[str, pd.DataFrame]:
    """Content of TABLES from the files of the billiard's chain, of its record, and of the chain at two other levels."""
    _, billiard = load_result(chain, ChainRun)
    seconds = json.loads(Path(provenance).read_text(encoding="utf-8"))["wall_time_s"]
    results = load_chain(jumps[0]), load_result(paths[0], PathsRun)
    return {"levels": levels_table(billiard["records"], seconds, *results)}


def levels_table(
    records: NDArray,
    seconds: float,
    jumps: tuple[StationaryRun, StationaryChain],
    paths: tuple[PathsRun, Mapping[str, NDArray]],
) -> pd.DataFrame:
    """Table of LEVELS.

    Parameters
    ----------
    records, seconds
        Records of the billiard's chain, shape (batches, n, columns), and the computing time of its simulation.
    jumps
        Stationary averages of the same chain as jump process.
    paths
        Averages over the paths of the mesoscopic equation of the same chain.
    """
    billiard = chain_frame(records)
    energies = billiard[billiard["what"] == "energy"].sort_values("number")
    currents = billiard[billiard["what"] == "current"]
    run, chain = jumps
    exchange = chain_of(run, run.n_cells)
    x = np.arange(1, run.n_cells + 1) / (run.n_cells + 1)
    # factor from currents in fast time to those in the billiard's time, and its error
    scale = _times((1.0 / run.particles, 0.0), clock_rate(records, run.T_left, run.T_right))
    rows = [_level(LEVEL_NAMES[0], x, (energies["value"], energies["std"]), _mean(currents), seconds)]

    n_timed = min(run.n_events, _TIMED_EVENTS)
    spent = _seconds(lambda: exchange.simulate(n_events=n_timed, seed=0)) * run.n_events / n_timed
    rows.append(_level(LEVEL_NAMES[1], x, chain.energies, _times(scale, chain.quiet_current), spent))

    path_run, averages = paths
    n_timed = min(path_run.n_paths, _TIMED_PATHS)
    spent = _seconds(lambda: path_averages(path_run, n_timed, 0)) * path_run.n_paths / n_timed
    means = averages["energies"].mean(axis=0), standard_error(averages["energies"])
    of_paths = averages["currents"].mean(axis=1)
    current = float(of_paths.mean()), float(standard_error(of_paths))
    rows.append(_level(LEVEL_NAMES[2], x, means, _times(scale, current), spent))

    state = exchange.equilibrium()
    spent = _seconds(exchange.equilibrium)
    rows.append(_level(LEVEL_NAMES[3], x, (state.energies, 0 * x), _times(scale, (state.current, 0.0)), spent))

    x = np.linspace(0.0, 1.0, _DRAWN)
    values, flux = continuum(x, run.T_left, run.T_right)
    spent = _seconds(lambda: continuum(x, run.T_left, run.T_right))
    rows.append(_level(LEVEL_NAMES[4], x, (values, 0 * x), _times(scale, (flux / (run.n_cells + 1), 0.0)), spent))
    frame = pd.concat(rows, ignore_index=True)
    return frame.assign(flux_factor=np.where(frame["level"] == LEVEL_NAMES[0], 1.0, transfer_ratio(run.particles)))


def clock_rate(batches: NDArray, T_left: float, T_right: float) -> tuple[float, float]:
    """Collisions through holes per unit time over the sum of sqrt(E_b + E_{b+1}), and its standard error.

    `batches` are the records of the chain, shape (n_batches, n, columns); the mean energies of the cells are those of
    the same records, between baths of the two temperatures.
    """
    n_cells = int(batches[:, :, EXCHANGE.index("barrier")].max())
    times = batches[:, :, EXCHANGE.index("time")]
    cells = [[energy_and_time(records, cell) for cell in range(1, n_cells + 1)] for records in batches]
    sums = np.column_stack([times[:, -1] - times[:, 0], np.reshape(cells, (len(batches), -1))])

    def ratio(mean: NDArray) -> NDArray:
        energies, durations = mean[1:].reshape(-1, 2).T
        chain = np.array([T_left, *(energies / durations), T_right])
        return times.shape[1] / mean[0] / np.sum(np.sqrt(chain[:-1] + chain[1:]))

    value, error = jackknife(sums, ratio)
    return float(value), float(error)


def continuum(x: NDArray, T_left: float, T_right: float) -> tuple[NDArray, float]:
    """Profile of (kappa E')' = 0 with kappa = f(E, E)/2 = sqrt(E/2) on [0, 1], and -kappa E'."""
    low, high = T_left**1.5, T_right**1.5
    return (low + x * (high - low)) ** (2.0 / 3.0), -np.sqrt(0.5) * (high - low) * 2.0 / 3.0


def _seconds(work: Callable[[], object]) -> float:
    """Processor time of `work`, without its compilation."""
    work()
    return 1.0 / rate(work)


def _times(scale: tuple[float, float], current: tuple[float, float]) -> tuple[float, float]:
    """Product of two independent numbers and its standard error: a current in another unit of time."""
    (factor, factor_error), (value, error) = scale, current
    return factor * value, float(np.hypot(factor * error, factor_error * value))


def _mean(currents: pd.DataFrame) -> tuple[float, float]:
    """Mean current of all barriers, and the error of one barrier, because energy that passes one passes the others."""
    return float(currents["value"].mean()), float(currents["std"].mean())


def _level(
    level: str,
    position: NDArray,
    energies: tuple[ArrayLike, ArrayLike],
    current: tuple[float, float],
    seconds: float,
) -> pd.DataFrame:
    """Rows of one level, from energies and current with their standard errors."""
    energy, energy_std = (np.asarray(values) for values in energies)
    frame = pd.DataFrame({"position": position, "energy": energy, "energy_std": energy_std})
    return frame.assign(level=level, current=current[0], current_std=current[1], seconds=seconds)
