"""Simulations of chains of cells, one function for each class of runs."""

import logging
from functools import singledispatch

import numpy as np
from numpy.typing import NDArray

from thermochain.core.compiled import bound
from thermochain.exchange.averages import covariance_with, gaussian_distances, mean_and_variance, wasserstein_distances
from thermochain.exchange.common_noise import exchange_remainder, mesoscopic_remainder
from thermochain.exchange.path_law import squared_distances
from thermochain.exchange.rates import average_currents
from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.exchange.study.run import CovarianceRun, LimitRun, MesoscopicRun, PathsRun, StationaryRun
from thermochain.runs.guard import Guard
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)

_RECORDS_A_RELAXATION = 4


@singledispatch
def simulate(run: object) -> dict[str, NDArray]:
    """Arrays of the result of a run, by name."""
    raise TypeError(f"run={run!r} is no run of a chain of cells; pass one of those in exchange.study.run")


@simulate.register
def stationary(run: StationaryRun) -> dict[str, NDArray]:
    """Fields of the `StationaryChain` of the run."""
    chain = chain_of(run, run.n_cells).simulate(n_events=run.n_events, seed=run.seed_sequence())
    return {name: np.asarray(value) for name, value in vars(chain).items()}


@simulate.register
def covariance(run: CovarianceRun) -> dict[str, NDArray]:
    """Mean and variance of the energies at TIMES with standard errors, shapes (n_times, N).

    Names begin with "exchanges_" for the chains and with "mesoscopic_" for the paths of the mesoscopic equation.
    `between` is the covariance of E_1 at TIMES[TOGETHER] with all energies at all TIMES.  `exchanges_squares`, shape
    (n_paths,), are the squared distances of the chains from the Gaussian law of (3.2) at all TIMES together.
    Reports progress to the log.
    """
    progress = Progress(logger, 2, "samples")
    exchange = chain_of(run, run.n_cells)
    start = {"times": np.array(run.TIMES), "start": np.full(run.n_cells, run.T_left), "n_paths": run.n_paths}
    of_chains, of_paths = run.seed_sequence().spawn(2)
    energies = {"exchanges": exchange.trajectories(**start, seed=of_chains)}
    progress.advance(1)
    energies["mesoscopic"] = exchange.mesoscopic(**start, seed=of_paths)
    progress.advance(1)
    arrays = {
        f"{source}_{name}": value
        for source, paths in energies.items()
        for name, value in mean_and_variance(paths).items()
    }
    for source, paths in energies.items():
        arrays[f"{source}_between"], arrays[f"{source}_between_std"] = covariance_with(paths, run.TOGETHER, 0)
    means, between = exchange.linear_noise_between_times(times=start["times"], start=start["start"])
    squares = squared_distances(energies["exchanges"], means, between / run.particles)
    return arrays | {"exchanges_squares": squares}


@simulate.register
def limit(run: LimitRun) -> dict[str, NDArray]:
    """Final energies of all chains, `energies` of shape (n_paths, 2), and remainders on common noise of that shape.

    `equation` is the remainder of the mesoscopic equation (Proposition 6.7), `exchanges` that of further chains (Lemma
    6.6).
    """
    exchange, seed = chain_of(run, 2), run.seed_sequence()
    sharp, start = np.array([run.T_left, run.T_right]), {"times": [run.TIME], "n_paths": run.n_paths}
    rngs = [np.random.Generator(np.random.SFC64(child)) for child in seed.spawn(2)]
    given = exchange.chain, run.particles, sharp, run.TIME, run.n_paths
    equation, exchanges = mesoscopic_remainder(*given, rngs[0]), exchange_remainder(*given, rngs[1])[0]
    Guard(run.path, seed).check_finite(equation=equation, exchanges=exchanges)
    energies = exchange.trajectories(**start, start=sharp, seed=seed)[0]
    return {"energies": energies, "equation": equation, "exchanges": exchanges}


@simulate.register
def mesoscopic(run: MesoscopicRun) -> dict[str, NDArray]:
    """Wasserstein distances of both cells' energies between chains and paths of the mesoscopic equation.

    `distances` has the shape (2,), `parts` the shape (N_PARTS, 2) with the distances of independent parts of the
    samples, and `floor` the shape (2,) with the distances between two samples of chains.  `gaussian` and
    `gaussian_parts` are the distances of the chains to the Gaussian law of (3.2), with the same shapes.  `skewness` and
    `kurtosis`, the excess, have the shape (N_PARTS, 2).
    """
    exchange = chain_of(run, 2)
    start = {"times": [run.TIME], "start": [run.T_left, run.T_right], "n_paths": run.n_paths}
    of_chains, of_twins, of_paths = run.seed_sequence().spawn(3)
    chains = exchange.trajectories(**start, seed=of_chains)[0]
    twins = exchange.trajectories(**start, seed=of_twins)[0]
    paths = exchange.mesoscopic(**start, seed=of_paths)[0]
    pieces = np.array_split(chains, run.N_PARTS)
    pairs = zip(pieces, np.array_split(paths, run.N_PARTS), strict=True)
    means, covariances = exchange.linear_noise_in_time(times=start["times"], start=start["start"])
    law = means[0], np.diagonal(covariances[0]) / run.particles
    return {
        "distances": wasserstein_distances(chains, paths),
        "parts": np.array([wasserstein_distances(*pair) for pair in pairs]),
        "floor": wasserstein_distances(chains, twins),
        "gaussian": gaussian_distances(chains, *law),
        "gaussian_parts": np.array([gaussian_distances(piece, *law) for piece in pieces]),
        "skewness": np.array([_standardized_moment(piece, 3) for piece in pieces]),
        "kurtosis": np.array([_standardized_moment(piece, 4) - 3.0 for piece in pieces]),
    }


def _standardized_moment(samples: NDArray, order: int) -> NDArray:
    """Mean of ((x - <x>)/sigma)^order of each column."""
    return np.mean(((samples - samples.mean(axis=0)) / samples.std(axis=0)) ** order, axis=0)


@simulate.register
def stationary_paths(run: PathsRun) -> dict[str, NDArray]:
    """Time averages of every path: `energies` of shape (n_paths, N), `currents` of shape (n_paths, N + 1)."""
    return path_averages(run, run.n_paths, run.seed_sequence())


def path_averages(run: PathsRun, n_paths: int, seed: int | np.random.SeedSequence) -> dict[str, NDArray]:
    """Time averages of `n_paths` paths under the conditions of a run."""
    exchange = chain_of(run, run.n_cells)
    start = exchange.equilibrium().energies
    slowest = float(np.min(exchange.chain.rates(start)))
    spacing = (run.n_cells + 1) ** 2 / (_RECORDS_A_RELAXATION * slowest)
    times = spacing * np.arange(1, _RECORDS_A_RELAXATION * run.RELAXATIONS + 1)
    samples = exchange.mesoscopic(times=times, start=start, n_paths=n_paths, seed=seed)[times.size // 4 :]
    currents = bound(average_currents, exchange.chain.rate)(samples, run.T_left, run.T_right)
    return {"energies": samples.mean(axis=0), "currents": currents}


def chain_of(run: StationaryRun | CovarianceRun | LimitRun | MesoscopicRun | PathsRun, n_cells: int) -> EnergyExchange:
    """The chain of `n_cells` cells of a run."""
    return EnergyExchange(
        rate=run.rate, n_cells=n_cells, particles_per_cell=run.particles, T_left=run.T_left, T_right=run.T_right
    )
