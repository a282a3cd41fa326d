r"""One two-temperature problem at five levels, from the billiard to the heat equation.

The chain is that of the billiard: N cells of M disks between baths.  The jump process has the rate f = sqrt(E_1 + E_2),
as equilibrium implies for the billiard at comparable energies.  Its unit of time makes its exchanges as frequent as the
billiard's collisions through holes: clock_rate = (collisions a unit of time) / (sum of f over the barriers at the mean
energies of the billiard).  The other levels are its limits: many particles with fluctuations, without, and many cells.

A collision of the billiard moves more energy than Li's exchange, on average 4M/(2M + 1) times as much at the same
energies of the two cells: the flux prefers fast disks, of the hotter cell above all, and their normal velocities are
exchanged and not redrawn.  The factor is exact where the disks of both cells are uniform under their energies.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from thermochain.core.running_integral import standard_error
from thermochain.exchange.billiard.billiard import EXCHANGE
from thermochain.exchange.billiard.statistics import transfer_ratio
from thermochain.exchange.billiard.study.tables import chain_frame
from thermochain.exchange.rates import average_currents
from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.exchange.study.seeds import seed_of
from thermochain.runs.table import Table

LEVELS = ("billiard", "jump process", "mesoscopic equation", "discrete heat equation", "continuum")
_DRAWN = 61  # points of the continuous profile
_SMALL = 64  # events or paths of the call that compiles
_RELAXATIONS = 20  # (N + 1)^2 of unit rate, of a path of the mesoscopic equation; a quarter is left out

EXCHANGE_LEVELS = Table(
    "exchange_levels/1",
    {
        "level": "description of the chain",
        "position": "k/(N + 1) of cell k",
        "energy": "mean energy of the cell",
        "energy_std": "its standard error; 0 where there is no noise",
        "current": "mean energy current to the right, a unit of the billiard's time",
        "current_std": "its standard error",
        "flux_factor": "mean energy that a collision of the billiard moves over that of Li's exchange at the same energies "
        "of both cells, 4M/(2M + 1); 1 for the billiard itself",
        "seconds": "processor time (of the billiard: wall time) of the run, or of one solution where there is no noise",
    },
)
TABLES = {"levels": (EXCHANGE_LEVELS)}


def levels_frame(
    batches: NDArray, seconds: float, chain: Mapping[str, Any], settings: Mapping[str, Any], seed: int
) -> pd.DataFrame:
    """Table of EXCHANGE_LEVELS.columns.

    Parameters
    ----------
    batches, seconds
        Records of the billiard's chain, shape (batches, n, columns), and the time that they took.
    chain
        Section billiard.chain of the configuration: n_particles, n_cells, T_left, T_right.
    settings
        Section exchange.levels: n_events of the jump process and n_paths of the mesoscopic equation.
    seed
        Base seed.
    """
    billiard = chain_frame(batches)
    energies = billiard[billiard["what"] == "energy"].sort_values("number")
    currents = billiard[billiard["what"] == "current"]
    n_cells, m = int(chain["n_cells"]), float(chain["n_particles"])
    baths = float(chain["T_left"]), float(chain["T_right"])
    exchange = EnergyExchange(rate="sum_sqrt", n_cells=n_cells, particles_per_cell=m, T_left=baths[0], T_right=baths[1])
    cells = np.arange(1, n_cells + 1) / (n_cells + 1)
    scale = clock_rate(batches, np.array([baths[0], *energies["value"], baths[1]])) / m  # of currents in fast time
    rows = [_level(LEVELS[0], cells, energies["value"], energies["std"], *_mean(currents), seconds)]
    solvers: list[tuple[Callable, int]] = [
        (_jumps, int(settings["n_events"])),
        (_paths, int(settings["n_paths"])),
        (_discrete, 0),
    ]
    for level, (solve, effort) in zip(LEVELS[1:-1], solvers, strict=True):
        solve(exchange, min(effort, _SMALL), seed_of("levels", level, seed))  # compiled before it is timed
        start = time.process_time()
        values, stds, current, std = solve(exchange, effort, seed_of("levels", level, seed))
        rows.append(_level(level, cells, values, stds, scale * current, scale * std, time.process_time() - start))
    start = time.process_time()
    x = np.linspace(0.0, 1.0, _DRAWN)
    values, current = continuum(x, *baths)
    spent = time.process_time() - start
    rows.append(_level(LEVELS[-1], x, values, 0 * x, scale * current / (n_cells + 1), 0.0, spent))
    frame = pd.concat(rows, ignore_index=True)
    return frame.assign(flux_factor=np.where(frame["level"] == LEVELS[0], 1.0, transfer_ratio(m)))


def clock_rate(batches: NDArray, energies: NDArray) -> float:
    """Collisions through holes a unit of time over the sum of sqrt(E_b + E_{b+1}); `energies` with both baths."""
    times = batches[:, :, EXCHANGE.index("time")]
    frequency = times.size / float(np.sum(times[:, -1] - times[:, 0]))
    return frequency / float(np.sum(np.sqrt(energies[:-1] + energies[1:])))


def continuum(x: NDArray, T_left: float, T_right: float) -> tuple[NDArray, float]:
    """Profile of (kappa E')' = 0 with kappa = f(E, E)/2 = sqrt(E/2) on [0, 1], and -kappa E'."""
    low, high = T_left**1.5, T_right**1.5
    return (low + x * (high - low)) ** (2.0 / 3.0), -np.sqrt(0.5) * (high - low) * 2.0 / 3.0


def _jumps(exchange: EnergyExchange, n_events: int, seed: int) -> tuple[NDArray, NDArray, float, float]:
    run = exchange.simulate(n_events=n_events, seed=seed)
    return *run.energies, *run.quiet_current


def _paths(exchange: EnergyExchange, n_paths: int, seed: int) -> tuple[NDArray, NDArray, float, float]:
    start = exchange.equilibrium().energies
    chain = exchange.chain
    slowest = float(np.min(chain.rates(start)))
    times = np.arange(1, 4 * _RELAXATIONS + 1) * (chain.n_cells + 1) ** 2 / (4.0 * slowest)
    samples = exchange.mesoscopic(times=times, start=start, n_paths=n_paths, seed=seed)[_RELAXATIONS:]
    means = samples.mean(axis=0)
    currents = average_currents(chain.rate, samples, chain.T_left, chain.T_right).mean(axis=1)
    return means.mean(axis=0), standard_error(means), float(currents.mean()), float(standard_error(currents))


def _discrete(exchange: EnergyExchange, _effort: int, _seed: int) -> tuple[NDArray, NDArray, float, float]:
    state = exchange.equilibrium()
    return state.energies, np.zeros_like(state.energies), state.current, 0.0


def _mean(currents: pd.DataFrame) -> tuple[float, float]:
    """Of all barriers; their errors are nearly those of one, for what passes one passes the next."""
    return float(currents["value"].mean()), float(currents["std"].mean())


def _level(
    level: str,
    position: NDArray,
    energy: ArrayLike,
    energy_std: ArrayLike,
    current: float,
    current_std: float,
    seconds: float,
) -> pd.DataFrame:
    frame = pd.DataFrame({"position": position, "energy": np.asarray(energy), "energy_std": np.asarray(energy_std)})
    return frame.assign(level=level, current=current, current_std=current_std, seconds=seconds)
