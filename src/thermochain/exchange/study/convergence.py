r"""Table of convergence: distances of chains of cells with M particles to their limits (Li, Theorem 1, 6.6 to 6.8).

Law of large numbers: the mean distance |Theta^M(t) - Theta(t)| falls like M^{-1/2}.  The distances of the other studies
are at most C/M.  Laws are compared by the Wasserstein distance of every cell's energy, the smallest mean distance that
any coupling of the two can have: those of Theta^M(t) and the mesoscopic equation Z_t (Corollary 6.8), beside the
distance of two samples of the same law, and those of Theta^M(t) and Theta_bar(t) + M^{-1/2} Gamma(t) (Lemma 6.6).
Paths are compared on common noise, by the root mean square of the remainder R(t).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ellipe

from thermochain.core.residual import fit_linear
from thermochain.core.running_integral import standard_error
from thermochain.exchange.corrections import Corrections, first_corrections
from thermochain.exchange.study.chain_simulation import chain_of
from thermochain.exchange.study.run import CovarianceRun, LimitRun, MesoscopicRun
from thermochain.runs.table import Table

CONVERGENCE = Table(
    "exchange_convergence/2",
    study="limit: mean distance to (3.1); mesoscopic: Wasserstein distance to (3.3), largest over the cells; "
    "gaussian: the same to (3.1) and (3.2); equation: root mean square of R of Proposition 6.7; exchanges: the "
    "same of Lemma 6.6, on the noise of the exchanges",
    particles="M",
    distance="the distance at fast time 1",
    std="its standard error",
    floor="mesoscopic: the Wasserstein distance of two samples of one law",
    power="exponent of M in the limit of many particles",
    constant="exact limit of distance/M^power for many particles",
    slope="exponent of M in the distance, fitted over all M of the study",
    slope_std="its standard error",
)

FLUCTUATIONS = Table(
    "exchange_fluctuations/1",
    particles="M",
    cell="i; 0 for all cells",
    quantity="skewness or excess kurtosis of E_i at fast time 1, 0 for a Gaussian law; distance or spread: mean "
    "square and variance of the deviations at six times, in units of the Gaussian law",
    simulated="of independent chains: two cells from the sharp start (T_L, T_R), and for distance and spread "
    "those of covariance_in_time",
    std="its standard error",
    theory="leading term of the skewness, of order M^{-1/2}; 1 for distance and spread of a Gaussian law",
)


def convergence_table(
    limits: Sequence[tuple[LimitRun, Mapping[str, NDArray]]],
    mesoscopic: Sequence[tuple[MesoscopicRun, Mapping[str, NDArray]]],
) -> pd.DataFrame:
    """Table of CONVERGENCE from runs and their arrays, by the names of the simulations."""
    exact = _corrections(limits[0][0])
    sides = np.linalg.eigvalsh(exact.covariance)
    mean_norm = np.sqrt(2.0 / np.pi * sides[1]) * ellipe(1.0 - sides[0] / sides[1])  # E|Gamma| of two cells
    rms = np.sqrt(np.trace(exact.remainder))
    parts = [
        _with_slope([_limit_row(*result) for result in limits], -0.5, mean_norm),
        _with_slope(
            [_law_row("mesoscopic", "distances", "parts", *result) for result in mesoscopic],
            -1.0,
            exact.to_mesoscopic.max(),
        ),
        _with_slope(
            [_law_row("gaussian", "gaussian", "gaussian_parts", *result) for result in mesoscopic],
            -1.0,
            exact.to_gaussian.max(),
        ),
        _with_slope([_path_row("equation", *result) for result in limits], -1.0, rms),
        _with_slope([_path_row("exchanges", *result) for result in limits], -1.0, rms),
    ]
    return pd.concat(parts, ignore_index=True)


def fluctuations_table(
    results: Sequence[tuple[MesoscopicRun, Mapping[str, NDArray]]], joint: tuple[CovarianceRun, Mapping[str, NDArray]]
) -> pd.DataFrame:
    """Table of FLUCTUATIONS from runs and their arrays, by the names of the simulations."""
    skewness = _corrections(results[0][0]).skewness
    rows = []
    for run, arrays in results:
        theory = {"skewness": skewness / run.particles**0.5, "kurtosis": np.full(2, np.nan)}
        for quantity, exact in theory.items():
            means, errors = arrays[quantity].mean(axis=0), standard_error(arrays[quantity])
            for i in range(2):
                row = {"particles": run.particles, "cell": i + 1, "quantity": quantity}
                rows.append(row | {"simulated": means[i], "std": errors[i], "theory": exact[i]})
    return pd.DataFrame(rows + _joint_rows(*joint))


def _joint_rows(run: CovarianceRun, arrays: Mapping[str, NDArray]) -> list[dict[str, Any]]:
    """Mean and variance of the squared distances, which have the law chi^2, over those of this law."""
    freedom, squares = run.n_cells * len(run.TIMES), arrays["exchanges_squares"]
    spread = (squares - squares.mean()) ** 2
    common = {"particles": run.particles, "cell": 0, "theory": 1.0}
    root = np.sqrt(squares.size)
    return [
        common | {"quantity": name, "simulated": values.mean() / scale, "std": values.std(ddof=1) / scale / root}
        for name, values, scale in (("distance", squares, freedom), ("spread", spread, 2.0 * freedom))
    ]


def _corrections(run: LimitRun | MesoscopicRun) -> Corrections:
    return first_corrections(chain_of(run, 2).chain, np.array([run.T_left, run.T_right]), run.TIME)


def _limit_row(run: LimitRun, arrays: Mapping[str, NDArray]) -> dict[str, Any]:
    limit = chain_of(run, 2).limit(times=[0.0, run.TIME], start=[run.T_left, run.T_right])[-1]
    distances = np.linalg.norm(arrays["energies"] - limit, axis=1)
    error = distances.std(ddof=1) / np.sqrt(distances.size)
    return _row("limit", run.particles, distances.mean(), error)


def _law_row(study: str, whole: str, parts: str, run: MesoscopicRun, arrays: Mapping[str, NDArray]) -> dict[str, Any]:
    """The row of the cell whose laws differ most."""
    cell = int(np.argmax(arrays[whole]))
    error = np.std(arrays[parts][:, cell], ddof=1) / np.sqrt(run.N_PARTS)
    floor = arrays["floor"][cell] if study == "mesoscopic" else np.nan
    return _row(study, run.particles, arrays[whole][cell], error, floor)


def _path_row(study: str, run: LimitRun, arrays: Mapping[str, NDArray]) -> dict[str, Any]:
    squares = np.sum(arrays[study] ** 2, axis=1)
    rms = np.sqrt(squares.mean())
    return _row(study, run.particles, rms, squares.std(ddof=1) / np.sqrt(squares.size) / (2.0 * rms))


def _row(study: str, particles: float, distance: float, std: float, floor: float = np.nan) -> dict[str, Any]:
    return {"study": study, "particles": particles, "distance": distance, "std": std, "floor": floor}


def _with_slope(rows: list[dict[str, Any]], power: float, constant: float) -> pd.DataFrame:
    """The rows of one study with the slope of log(distance) against log(M), weighted by the errors."""
    frame = pd.DataFrame(rows)
    x, y = np.log(frame["particles"].to_numpy(float)), np.log(frame["distance"].to_numpy())
    weights = (frame["distance"] / frame["std"]).to_numpy()
    what, remedy = "the power of M", "add numbers of particles, or replicas"
    (slope, _), matrix = fit_linear(np.vander(x, 2) * weights[:, None], y * weights, what=what, remedy=remedy)
    return frame.assign(power=power, constant=constant, slope=slope, slope_std=np.linalg.norm(matrix[0]))
