"""Tables of closed chains against the macroscopic equations in time: distances and their decay, profiles, energies."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.jackknife import unbiased_jackknife
from thermochain.core.power_decay import fit_power_decay
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.running_integral import standard_error
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.evolution.evolution import Evolution, solve_evolution
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.relaxation.profile_distance import ProfileDistance, profile_distance
from thermochain.rotors.relaxation.study.run import N_BATCHES, RelaxationRun
from thermochain.rotors.relaxation.study.simulation import QUANTITIES, ChainProfiles
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

CHAIN, MEASURED, PUBLISHED = "chain", "measured", "published"

DISTANCES = Table(
    "hydrodynamic_distances/1",
    n_rotors="chain length n; N = n/2",
    quantity="momentum <p_i>, energy <e_i> or temperature Var p_i",
    time="macroscopic time t, that of the chain over N^2",
    coefficients="coefficients of the macroscopic equations: measured or published (A.2)",
    square="d^2, mean over the cells of the squared difference of the mean profile, without that of the noise",
    square_std="its standard error",
    distance="d; 0 where the noise exceeds it",
    distance_std="its standard error",
    chain_distance="root mean square distance of a single chain, with fluctuations; empty for the temperature",
    chain_distance_std="its standard error",
    offset="distance of this solution from the one with the measured coefficients",
)

LIMITS = Table(
    "hydrodynamic_limit/1",
    quantity="as in the table of distances",
    time="macroscopic time",
    exponent="exponent b of d = A n^-b with the measured coefficients; empty where noise hides it",
    exponent_std="its standard error",
    chi_square="chi^2 of the fit to d^2",
    degrees="its degrees of freedom",
    chain_exponent="exponent b of the distance of a single chain",
    chain_exponent_std="its standard error",
    n_rotors="length of the longest chain",
    measured_distance="its distance from the equations with the measured coefficients",
    measured_distance_std="its standard error",
    coefficient_error="root mean square shift of the solution within the errors of the measured coefficients",
    published_distance="distance of the longest chain from the equations with the published coefficients",
    published_distance_std="its standard error",
    published_offset="distance between the two solutions: the plateau that wrong coefficients leave",
)

PROFILES = Table(
    "hydrodynamic_profiles/1",
    source="chain, or the equations with the measured or published coefficients",
    n_rotors="chain length, 0 for the equations",
    time="macroscopic time",
    x="middle of the cell",
    **{name + end: meaning for name in QUANTITIES for end, meaning in (("", "mean"), ("_std", "its standard error"))},
)

ENERGIES = Table(
    "hydrodynamic_energies/1",
    source="as in the table of profiles",
    n_rotors="chain length, 0 for the equations",
    time="macroscopic time",
    mechanical="sum of <p_i>^2/2 over N, less the contribution of the noise; integral of p^2/2",
    mechanical_std="its standard error",
    internal="sum of <e_i> over N less the mechanical energy; integral of u",
    internal_std="its standard error",
    total="their sum",
    total_std="its standard error",
)

_LARGEST_STD = 1.0  # standard error above which an exponent is left out
_NODES = 32  # mesh cells of the equations in each cell of the distances
_FINER = 4  # largest number of cells of the profiles in each cell of the distances


@dataclass(frozen=True, eq=False)
class Solution(ReadOnlyArrays):
    """Solution of the equations in time, and its cell means by quantity, shape (n_times, n_cells) each."""

    evolution: Evolution
    cells: Mapping[str, NDArray]


def solve(
    coefficients: TransportCoefficients, run: RelaxationRun, n_cells: int, potential: Potential = ROTORS
) -> Solution:
    """Solution of the macroscopic equations from the initial profiles of `run`, at its times, between closed ends."""
    state = solve_evolution(
        coefficients,
        momentum=run.initial_momentum,
        temperature=run.initial_temperature,
        times=run.times,
        n_cells=_NODES * n_cells,
        potential=potential,
    )
    return Solution(state, {name: _means(getattr(state, name), n_cells) for name in QUANTITIES})


def _means(nodes: NDArray, n_cells: int) -> NDArray:
    """Means over equal cells by the trapezoidal rule, (n_times, _NODES n_cells + 1) -> (n_times, n_cells)."""
    middles = 0.5 * (nodes[:, 1:] + nodes[:, :-1])
    return middles.reshape(nodes.shape[0], n_cells, _NODES).mean(axis=-1)


def coarse(profiles: ChainProfiles, quantity: str, n_cells: int) -> NDArray:
    """Means over equal cells, shape (n_batches, n_times, n_cells)."""
    sites = getattr(profiles, quantity)
    return sites.reshape(*sites.shape[:-1], n_cells, -1).mean(axis=-1)


def halvings(times: NDArray) -> NDArray:
    """Indices of the times at which distances are computed: the last time, half of it and so on, if stored."""
    chosen, k = [], times.size - 1
    while k > 0:
        chosen.append(k)
        k = k // 2 if k % 2 == 0 else 0
    return np.array(sorted(chosen))


def distances_frame(chains: Sequence[ChainProfiles], solutions: Mapping[str, Solution]) -> pd.DataFrame:
    """Table DISTANCES: one row for each chain length, quantity, time (0 and the halvings) and solution."""
    rows = []
    for profiles in chains:
        run = profiles.run
        moments = np.append(0, halvings(run.times))
        for quantity in QUANTITIES:
            for name, solution in solutions.items():
                expected = solution.cells[quantity][moments]
                batches = coarse(profiles, quantity, expected.shape[-1])[:, moments]
                found = profile_distance(batches, expected, run.n_replicas // N_BATCHES)
                away = expected - solutions[MEASURED].cells[quantity][moments]
                labels = {"n_rotors": run.n_rotors, "quantity": quantity, "coefficients": name}
                times = {"time": run.times[moments], "offset": np.sqrt(np.mean(away**2, axis=-1))}
                rows.append(_distance_frame(found, single=quantity != "temperature").assign(**labels, **times))
    return pd.concat(rows, ignore_index=True)


def _distance_frame(found: ProfileDistance, *, single: bool) -> pd.DataFrame:
    """Columns of distances; `single` is False for the temperature, which is not defined for a single chain."""
    chain = np.sqrt(found.chain_square) if single else np.full(found.square.shape, np.nan)
    return pd.DataFrame(
        {
            "square": found.square,
            "square_std": found.square_std,
            "distance": found.distance,
            "distance_std": found.distance_std,
            "chain_distance": chain,
            "chain_distance_std": 0.5 * found.chain_square_std / chain,
        }
    )


def coefficient_errors(
    measured: TransportCoefficients, run: RelaxationRun, centre: Solution, n_resamples: int, rng: Generator
) -> dict[str, NDArray]:
    """Root mean square shift of the solution over cells and draws of the coefficients: quantity -> (n_times,)."""
    n_cells = centre.cells[QUANTITIES[0]].shape[-1]
    potential = centre.evolution.potential
    drawn = [solve(measured.resample(rng), run, n_cells, potential).cells for _ in range(n_resamples)]
    return {
        name: np.sqrt(np.mean([(cells[name] - centre.cells[name]) ** 2 for cells in drawn], axis=(0, 2)))
        for name in QUANTITIES
    }


def limits_frame(distances: pd.DataFrame, run: RelaxationRun, errors: Mapping[str, NDArray]) -> pd.DataFrame:
    """Table LIMITS: one row for each quantity and time; `errors` are those of `coefficient_errors`."""
    rows = []
    for quantity in QUANTITIES:
        for k in halvings(run.times):
            at = distances[(distances["quantity"] == quantity) & (distances["time"] == run.times[k])]
            at = at.sort_values("n_rotors")
            measured, published = (at[at["coefficients"] == name] for name in (MEASURED, PUBLISHED))
            row = {"quantity": quantity, "time": run.times[k], "n_rotors": measured["n_rotors"].iloc[-1]}
            row |= _decay(measured, "square", "square_std", 2.0, "exponent") | _chain_decay(measured)
            for name, some in ((MEASURED, measured), (PUBLISHED, published)):
                row |= {f"{name}_{column}": _last(some[column]) for column in ("distance", "distance_std")}
            row["coefficient_error"] = errors[quantity][k]
            row["published_offset"] = _last(published["offset"])
            rows.append(row)
    return pd.DataFrame(rows)


def _last(values: pd.Series) -> float:
    """The last value; nan if there is none, as of published coefficients with another potential."""
    return values.iloc[-1] if len(values) else np.nan


def _chain_decay(rows: pd.DataFrame) -> dict[str, float]:
    decay = _decay(rows, "chain_distance", "chain_distance_std", 1.0, "chain_exponent")
    return {name: decay[name] for name in ("chain_exponent", "chain_exponent_std")}


def _decay(rows: pd.DataFrame, value: str, std: str, power: float, name: str) -> dict[str, float]:
    """Exponent of the decay of `value` with n, divided by `power`; nan if the fit does not determine it."""
    columns = (rows[column].to_numpy(dtype=float) for column in ("n_rotors", value, std))
    found = dict.fromkeys((name, f"{name}_std", "chi_square", "degrees"), np.nan)
    if not np.isfinite(rows[value]).all():
        return found
    try:
        fit = fit_power_decay(*columns)
    except ValueError:
        return found
    if fit.exponent_std > power * _LARGEST_STD:
        return found
    return {
        name: fit.exponent / power,
        f"{name}_std": fit.exponent_std / power,
        "chi_square": fit.chi_square,
        "degrees": fit.degrees_of_freedom,
    }


def energies_frame(chains: Sequence[ChainProfiles], solutions: Mapping[str, Solution]) -> pd.DataFrame:
    """Table ENERGIES: one row for each chain length or solution and time."""
    frames = []
    for profiles in chains:
        batches = np.stack([profiles.momentum, profiles.energy], axis=1)
        values, stds = unbiased_jackknife(batches, _energies)
        frames.append(_energy_frame(profiles.run.times, values, stds, CHAIN, profiles.run.n_rotors))
    for name, solution in solutions.items():
        state = solution.evolution
        mechanical, total = state.mechanical_energy, state.total_energy
        values = np.stack([mechanical, total - mechanical, total])
        frames.append(_energy_frame(state.times, values, np.zeros_like(values), name, 0))
    return pd.concat(frames, ignore_index=True)


def _energies(mean: NDArray) -> NDArray:
    """Mechanical, internal and total energy over N from <p_i> and <e_i>, (2, n_times, n_rotors) -> (3, n_times)."""
    momentum, energy = mean
    mechanical, total = np.mean(momentum**2, axis=-1), 2.0 * np.mean(energy, axis=-1)
    return np.stack([mechanical, total - mechanical, total])


def _energy_frame(times: NDArray, values: NDArray, stds: NDArray, source: str, n_rotors: int) -> pd.DataFrame:
    columns = {"time": times}
    for name, value, std in zip(("mechanical", "internal", "total"), values, stds, strict=True):
        columns |= {name: value, f"{name}_std": std}
    return pd.DataFrame(columns).assign(source=source, n_rotors=n_rotors)


def profiles_frame(longest: ChainProfiles, solutions: Mapping[str, Solution]) -> pd.DataFrame:
    """Table PROFILES at time 0 and the halvings: means of the longest chain over cells, and the solutions."""
    frames = []
    times, n_rotors = longest.run.times, longest.run.n_rotors
    n_cells = solutions[MEASURED].cells["momentum"].shape[-1]
    n_cells *= math.gcd(n_rotors // n_cells, _FINER)
    middles = (2.0 * np.arange(n_cells) + 1.0) / n_cells - 1.0
    batches = {name: coarse(longest, name, n_cells) for name in QUANTITIES}
    for k in np.append(0, halvings(times)):
        columns = {"x": middles, "time": times[k]}
        for name, values in batches.items():
            columns |= {name: values[:, k].mean(axis=0), f"{name}_std": standard_error(values[:, k])}
        frames.append(pd.DataFrame(columns).assign(source=CHAIN, n_rotors=n_rotors))
        for source, solution in solutions.items():
            state = solution.evolution
            columns = {"x": state.x[::4], "time": times[k]}
            for name in QUANTITIES:
                columns |= {name: getattr(state, name)[k, ::4], f"{name}_std": 0.0}
            frames.append(pd.DataFrame(columns).assign(source=source, n_rotors=0))
    return pd.concat(frames, ignore_index=True)


def limits_page(limits: pd.DataFrame) -> str:
    """The table LIMITS as a web page."""
    rows = (
        [
            r.quantity,
            f"{r.time:g}",
            with_error(r.exponent, r.exponent_std),
            "-" if np.isnan(r.chi_square) else f"{r.chi_square:.1f}/{r.degrees:.0f}",
            with_error(r.chain_exponent, r.chain_exponent_std),
            with_error(r.measured_distance, r.measured_distance_std),
            f"{r.coefficient_error:.4f}",
            with_error(r.published_distance, r.published_distance_std),
            "-" if np.isnan(r.published_offset) else f"{r.published_offset:.4f}",
        ]
        for r in limits.itertuples()
    )
    n_rotors = limits["n_rotors"].max()
    headers = [
        "Profile",
        "t",
        "Exponent of the mean profile",
        "χ²/dof",
        "Exponent of a single chain",
        f"Distance at n = {n_rotors}, measured coefficients",
        "shift within their errors",
        f"Distance at n = {n_rotors}, published coefficients",
        "distance between the two solutions",
    ]
    return page("Closed chains against the macroscopic equations", headers, rows)
