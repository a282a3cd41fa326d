"""Tables of the billiard: Figure 2 of Li, Li's three statements beside the exact laws of equilibrium, driven chains."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from thermochain.exchange.billiard import statistics as laws
from thermochain.exchange.billiard.billiard import EXCHANGE
from thermochain.exchange.billiard.study.run import CollisionsRun, WaitingRun
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

FREQUENCY = Table(
    "billiard_frequency/2",
    n_particles="disks M in each of two cells",
    n_exchanges="recorded collisions through the hole",
    frequency="collisions through the hole per unit time, total energy 2",
    frequency_std="its standard error, from independent batches",
    frequency_exact="exact in equilibrium, for one disk a cell; else empty",
    energy="M times the mean energy of a disk that collides through the hole",
    energy_std="its standard error",
    energy_exact="5M/(4M + 1), exact in equilibrium",
)
LAWS = Table(
    "billiard_laws/1",
    n_particles="disks M in each of two cells",
    quantity="waiting time between collisions through the hole, share of a disk in the energy of its cell, or "
    "share of the left disk in the energy of the pair after the collision (redistribution)",
    law="law it is compared with: of Li's Section 2.1, or exact in equilibrium",
    n="size of the sample",
    distance="Kolmogorov-Smirnov distance",
    p_value="its p-value, as if the sample were independent",
)
HISTOGRAMS = Table(
    "billiard_histograms/1",
    n_particles="disks M in each of two cells",
    quantity="as in billiard_laws",
    level="middle of a bin of the stated distribution function: 0.5 is its median",
    density="measured density over the stated one in this bin",
    density_std="its standard error, from independent batches",
    exact="the same for the exact law of equilibrium; empty where there is none",
)
MEMORY = Table(
    "billiard_memory/1",
    n_particles="disks M in each of two cells",
    before="mean share of the left disk in the energy of the pair before the collision, in a bin",
    after="its mean share after the collision",
    after_std="standard error",
    exact="exact in equilibrium",
)
WAITING = Table(
    "billiard_waiting/1",
    n_particles="disks M in each of two cells",
    energy_ratio="E_1/E_2 of the states drawn anew, E_2 = 1",
    n_samples="independent states",
    rate="1/(mean time until the first collision through the hole)",
    rate_std="its standard error",
    tail_rate="rate of the exponential tail, from what remains beyond the median",
    tail_rate_std="its standard error",
    variation="standard deviation over mean of the times; 1 if exponential",
    distance="Kolmogorov-Smirnov distance to the exponential law of the same mean",
    p_value="its p-value, the mean being that of the sample",
)
CHAIN = Table(
    "billiard_chain/1",
    what="energy of a cell (the first and the last are baths), or current through a barrier (cell b to b + 1)",
    number="cell or barrier",
    value="mean over time",
    std="its standard error, from independent batches",
)

COLUMN = {name: k for k, name in enumerate(EXCHANGE)}
N_BINS = 20
_SAMPLES = ("waiting time", "share", "redistribution")


def frequency_frame(records: Mapping[int, NDArray], single: float) -> pd.DataFrame:
    """Table of Figure 2, one row for each number of disks; `records` have the shape (batches, n, columns).

    `single` is the exact frequency of single disks.
    """
    rows = []
    for m, batches in records.items():
        times, energies = batches[:, :, COLUMN["time"]], batches[:, :, [COLUMN["left"], COLUMN["right"]]]
        counts = np.full(len(batches), batches.shape[1], dtype=float)
        frequency = laws.ratio_with_error(counts - 1.0, times[:, -1] - times[:, 0])
        energy = laws.ratio_with_error(energies.mean(axis=2).sum(axis=1), counts)
        row = dict(zip(("frequency", "frequency_std"), frequency, strict=True))
        row |= {"frequency_exact": single if m == 1 else np.nan}
        row |= {"energy": m * energy[0], "energy_std": m * energy[1], "energy_exact": laws.colliding_energy(m)}
        rows.append({"n_particles": m, "n_exchanges": batches[:, :, 0].size} | row)
    return pd.DataFrame(rows)


def records_of(results: Sequence[tuple[CollisionsRun, Mapping[str, NDArray]]]) -> dict[int, NDArray]:
    """Number of disks M -> records of the longest run with this number."""
    found = {}
    for run, arrays in sorted(results, key=lambda result: result[0].n_exchanges):
        found |= {m: arrays[f"M{m}"] for m in run.particles}
    return dict(sorted(found.items()))


def law_frames(
    results: Sequence[tuple[CollisionsRun, Mapping[str, NDArray]]],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The tables of laws, of histograms and of memory, for every number of disks >= 2 in the runs."""
    fits, histograms, memory = [], [], []
    for m, rng, batches in _judged(results):
        samples = _samples(batches)
        waiting = laws.waiting_times(samples["waiting time"].ravel(), rng)
        row = {"n_particles": m, "n": samples["waiting time"].size}
        fits.append(row | {"quantity": "waiting time", "law": "exponential"} | _fit(waiting.distance, waiting.p_value))
        stated = {"waiting time": lambda t, rate=waiting.rate: -np.expm1(-rate * t)}
        stated |= {"share": lambda b, m=m: laws.beta_share_cdf(b, m), "redistribution": lambda p: p}
        exact = {"share": lambda b, m=m: laws.flux_share_cdf(b, m), "redistribution": laws.flux_redistribution_cdf}
        names = {"share": f"Beta(1, {m - 1})", "redistribution": "uniform"}
        for quantity, name in names.items():
            ordered = np.sort(samples[quantity].ravel())
            for law, cdf in ((name, stated[quantity]), ("exact", exact[quantity])):
                distance = laws.kolmogorov_distance(ordered, cdf(ordered))
                fit = _fit(distance, laws.kolmogorov_p_value(distance, ordered.size))
                fits.append({"n_particles": m, "n": ordered.size, "quantity": quantity, "law": law} | fit)
        for quantity in _SAMPLES:
            levels = stated[quantity](samples[quantity])
            histograms.append(_histogram(levels, _exact_levels(quantity, m)).assign(n_particles=m, quantity=quantity))
        memory.append(_memory(batches).assign(n_particles=m))
    return pd.DataFrame(fits), pd.concat(histograms), pd.concat(memory)


def _judged(
    results: Sequence[tuple[CollisionsRun, Mapping[str, NDArray]]],
) -> Iterator[tuple[int, Generator, NDArray]]:
    """Number of disks, random numbers for resamples, and records, from M = 2 on."""
    for run, arrays in results:
        rng = default_rng(run.seed_sequence())
        yield from ((m, rng, arrays[f"M{m}"]) for m in run.particles if m > 1)


def waiting_frame(results: Sequence[tuple[WaitingRun, NDArray]]) -> pd.DataFrame:
    """Table of waiting times from runs and their times, one row for each number of disks and ratio of energies."""
    rows = []
    for run, times in results:
        fit = vars(laws.waiting_times(times, default_rng(run.seed_sequence())))
        renamed = {"rate_std": fit.pop("rate_error"), "tail_rate_std": fit.pop("tail_rate_error")}
        row = {"n_particles": run.n_particles, "energy_ratio": run.energy_ratio, "n_samples": times.size}
        rows.append(row | fit | renamed)
    return pd.DataFrame(rows)


def chain_frame(batches: NDArray) -> pd.DataFrame:
    """Table of mean energies of cells and mean currents; energies of cells change only at collisions through holes."""
    n_cells = int(batches[:, :, COLUMN["barrier"]].max()) + 2
    rows = []
    for cell in range(1, n_cells - 1):
        weighted, durations = np.array([energy_and_time(records, cell) for records in batches]).T
        value, std = laws.ratio_with_error(weighted, durations)
        rows.append({"what": "energy", "number": cell, "value": value, "std": std})
    durations = batches[:, -1, COLUMN["time"]] - batches[:, 0, COLUMN["time"]]
    for barrier in range(n_cells - 1):
        through = batches[:, :, COLUMN["barrier"]] == barrier
        given = batches[:, :, COLUMN["left"]] - batches[:, :, COLUMN["left_after"]]
        value, std = laws.ratio_with_error((through * given).sum(axis=1), durations)
        rows.append({"what": "current", "number": barrier, "value": value, "std": std})
    return pd.DataFrame(rows)


def verdict_page(fits: pd.DataFrame, waiting: pd.DataFrame, memory: Mapping[int, tuple[float, float]]) -> str:
    """Web page with the tests of the statements of Section 2.1."""
    rows = [
        [r.quantity, f"M = {r.n_particles}", r.law, f"{r.distance:.4f}", f"{r.p_value:.2g}", str(r.n)]
        for r in fits.itertuples()
    ]
    for r in waiting.itertuples():
        what = f"first collision, E1/E2 = {r.energy_ratio:g}"
        rows.append(
            [what, f"M = {r.n_particles}", "exponential", f"{r.distance:.4f}", f"{r.p_value:.2g}", str(r.n_samples)]
        )
    for m, (value, error) in memory.items():
        what = f"correlation of shares before and after {with_error(value, error)}"
        rows.append([what, f"M = {m}", f"uniform: 0, exact: {laws.SHARE_CORRELATION:.4f}", "", "", ""])
    return page("Statements of Section 2.1 on the billiard", ["Quantity", "Disks", "Law", "Distance", "p", "n"], rows)


def share_correlations(records: Mapping[int, NDArray]) -> dict[int, tuple[float, float]]:
    """M -> correlation of the left disk's share before and after, and its standard error from batches."""
    result = {}
    for m, batches in records.items():
        before, after = _shares(batches)
        product = (before - 0.5) * (after - 0.5)
        # in equilibrium both shares have the mean 1/2 and the same variance
        squares = 0.5 * ((before - 0.5) ** 2 + (after - 0.5) ** 2)
        result[m] = laws.ratio_with_error(product.sum(axis=1), squares.sum(axis=1))
    return result


def _samples(batches: NDArray) -> dict[str, NDArray]:
    """Waiting times, shares and redistributions, each of shape (batches, n)."""
    left, right = (batches[:, :, COLUMN[side]] / batches[:, :, COLUMN[f"cell_{side}"]] for side in ("left", "right"))
    waits = np.diff(batches[:, :, COLUMN["time"]], axis=1)
    return dict(zip(_SAMPLES, (waits, np.concatenate([left, right], axis=1), _shares(batches)[1]), strict=True))


def _shares(batches: NDArray) -> tuple[NDArray, NDArray]:
    left, right, left_after = (batches[:, :, COLUMN[name]] for name in ("left", "right", "left_after"))
    return left / (left + right), left_after / (left + right)


def _fit(distance: float, p_value: float) -> dict[str, float]:
    return {"distance": distance, "p_value": p_value}


def _exact_levels(quantity: str, n_particles: int) -> NDArray:
    """Exact probabilities of the bins; nan where no law is known."""
    edges = np.linspace(0.0, 1.0, N_BINS + 1)
    if quantity == "share":
        return np.diff(laws.flux_share_cdf(1.0 - (1.0 - edges) ** (1.0 / (n_particles - 1)), n_particles))
    return np.diff(laws.flux_redistribution_cdf(edges)) if quantity == "redistribution" else np.full(N_BINS, np.nan)


def _histogram(levels: NDArray, exact: NDArray) -> pd.DataFrame:
    """Densities of shape (batches, n) in bins of [0, 1]."""
    edges = np.linspace(0.0, 1.0, N_BINS + 1)
    counts = np.array([np.histogram(batch, edges)[0] for batch in levels]) * N_BINS / levels.shape[1]
    std = counts.std(axis=0, ddof=1) / np.sqrt(len(levels))
    middles = 0.5 * (edges[1:] + edges[:-1])
    return pd.DataFrame({"level": middles, "density": counts.mean(axis=0), "density_std": std, "exact": exact * N_BINS})


def _memory(batches: NDArray) -> pd.DataFrame:
    """Mean share after the collision, by the share before."""
    before, after = (values.ravel() for values in _shares(batches))
    bins = np.minimum((before * N_BINS / 2).astype(int), N_BINS // 2 - 1)
    inside = [bins == k for k in range(N_BINS // 2) if np.count_nonzero(bins == k) > 1]
    means = np.array([before[k].mean() for k in inside])
    columns = {
        "after": [after[k].mean() for k in inside],
        "after_std": [after[k].std(ddof=1) / np.sqrt(np.count_nonzero(k)) for k in inside],
    }
    return pd.DataFrame({"before": means} | columns | {"exact": laws.flux_mean_share(means)})


def energy_and_time(records: NDArray, cell: int) -> tuple[float, float]:
    """Time integral of the energy of a cell in one batch of records, and the time that the integral covers."""
    left = records[:, COLUMN["barrier"]] == cell
    mine = left | (records[:, COLUMN["barrier"]] == cell - 1)
    energy = np.where(left, records[:, COLUMN["cell_left"]], records[:, COLUMN["cell_right"]])[mine]
    times = records[mine, COLUMN["time"]]
    return float(np.sum(energy[1:] * np.diff(times))), float(times[-1] - times[0])
