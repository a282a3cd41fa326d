"""Cost of K^pp and K^ee to 1 % for every estimator, from (A.1) as published to the package's; see docs/efficiency.md.

Run with ``make efficiency``, after ``make figures``, whose coefficients are the reference; three minutes of one core.
Writes benchmarks/tables/efficiency.csv.  Variances come from 64 independent batches or more.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from benchmarks.efficiency_runs import (
    ROOT,
    TIME_STEP,
    Batches,
    blocks,
    default_blocks,
    expected_energy,
    from_gibbs,
    from_gibbs_single,
    from_rest,
)
from benchmarks.kept import keep, kept_table
from benchmarks.variance_cost import Cost, controlled
from thermochain.core.extrapolation import INVERSE_TIME, TailTerm, extrapolate
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.estimate import tail_octaves, tail_terms
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.green_kubo.study.self_consistent import tails_of
from thermochain.rotors.green_kubo.tail import RingTails
from thermochain.rotors.published_protocol.study.run import THERMALISATION_TIME

PAIRS = ("pp", "ee")
PUBLISHED = "(A.1) as published"
PUBLISHED_STEP, PUBLISHED_SIZE = 0.01, 500


@dataclass(frozen=True)
class Effort:
    """Settings at one temperature: the published cut-off, the sizes of shorter rings, and rings of 500 in a block."""

    temperature: float
    cut: float
    sizes: tuple[int, ...]
    n_replicas: int


EFFORTS = (Effort(0.3, 1000.0, (256, 128), 512), Effort(0.5, 300.0, (128,), 1024), Effort(1.0, 100.0, (128,), 2048))
SINGLE_REPLICAS, SINGLE_BLOCKS = 1024, 4
N_BLOCKS = 2
ORIGINS = 6  # length of a trajectory over the longest lag

EFFICIENCY = kept_table(
    "efficiency/1",
    {
        "temperature": "T",
        "coefficient": "pp for K^pp, ee for K^ee",
        "estimator": "how it is estimated; what is not said is as in the row before",
        "n_rotors": "ring size M",
        "value": "the coefficient, from the data of this run",
        "value_std": "its statistical standard error",
        "bias_percent": "value less reference, in per cent; of one origin from exact starts, that of every origin",
        "bias_std": "its standard error, those of the value and of the reference",
        "systematic_percent": "systematic error that the estimator itself states",
        "updates": "rotor updates for a statistical error of 1 % of the reference",
        "core_seconds": "the same in seconds of one core, at the speed of this run",
        "cost_std_percent": "relative standard error of both",
        "gain": "how many times fewer updates than (A.1) as published",
        "gain_std": "its standard error",
        "reference": "the coefficient from results/green_kubo/tables/onsager.csv",
        "reference_error": "its total error",
    },
)


@dataclass(frozen=True)
class Value:
    """An estimate with its statistical and stated systematic error."""

    value: float
    std: float
    systematic: float = 0.0


Estimator = Callable[[RunningIntegral, str], Value]


@dataclass(frozen=True)
class Row:
    """One estimator at one temperature: values by pair, batches behind their errors, and the work."""

    name: str
    n_rotors: int
    values: dict[str, Value]
    n_batches: int
    updates: float
    seconds: float


def row(name: str, batches: Batches, estimate: Estimator, **work: float) -> Row:
    """The estimate of both coefficients from `batches`; `work` replaces updates or seconds."""
    data = batches.correlations
    values = {pair: estimate(RunningIntegral.of(getattr(data, pair), data.spacing), pair) for pair in PAIRS}
    spent = {"updates": batches.updates, "seconds": batches.seconds} | work
    return Row(name, data.n_rotors, values, data.n_batches, **spent)


def cut(running: RunningIntegral, pair: str) -> Value:
    """Integral up to the longest lag, as a `Value`."""
    return Value(float(running.mean[-1]), float(running.std[-1]))


def with_tail(batches: Batches, coefficients: TransportCoefficients) -> Estimator:
    """Estimator of this study, with the tails implied by `coefficients` on these rings."""
    data = batches.correlations
    tails = tails_of(coefficients, data.temperature, data.n_rotors, data.longest_lag)
    return lambda running, pair: extrapolated(running, tail_terms(pair, tails), tail_octaves(pair, data.temperature))


def with_less_knowledge(batches: Batches, coefficients: TransportCoefficients) -> Estimator:
    """Estimator with A known to 20 % instead of 5, then 1/t as on infinite rings, and K^ee from t_max/2 on."""
    data = batches.correlations
    tails = tails_of(coefficients, data.temperature, data.n_rotors, data.longest_lag)
    momentum = replace(tails.momentum, std=0.2 * tails.momentum.amplitude)
    tails = RingTails(momentum, INVERSE_TIME)
    return lambda running, pair: extrapolated(running, tail_terms(pair, tails), 2 if pair == "pp" else 1)


def extrapolated(running: RunningIntegral, terms: Sequence[TailTerm], octaves: int) -> Value:
    """The limit of a running integral, as a `Value`."""
    limit = extrapolate(running, terms, octaves)
    return Value(limit.value, limit.std, limit.systematic)


def published_updates(free: Batches, cut_off: float) -> float:
    """Updates of the same rings at the published step, thermalisation included."""
    steps = (cut_off + THERMALISATION_TIME) / PUBLISHED_STEP
    done = free.correlations.lag_times.size * round(free.correlations.spacing / TIME_STEP)
    return free.updates * steps / done


def rows(effort: Effort, coefficients: TransportCoefficients) -> Iterator[Row]:
    """All estimators at one temperature, the published one first."""
    T, t_cut = effort.temperature, effort.cut
    one = blocks(T, PUBLISHED_SIZE, t_cut + 0.4, t_cut, SINGLE_REPLICAS, SINGLE_BLOCKS)
    rest, gibbs = from_rest(one), from_gibbs_single(one)
    updates = published_updates(rest, t_cut)
    yield row(PUBLISHED, rest, cut, updates=updates, seconds=updates * gibbs.seconds / gibbs.updates)
    yield row("exact start, time step 0.1", gibbs, cut)
    for size in (PUBLISHED_SIZE, *effort.sizes):
        n_replicas = effort.n_replicas * round(512 / size)
        every = from_gibbs(blocks(T, size, ORIGINS * t_cut, t_cut, n_replicas, N_BLOCKS))
        yield row("every origin" if size == PUBLISHED_SIZE else f"M = {size}", every, cut)
        if size != PUBLISHED_SIZE:
            yield row(f"M = {size}, with its tail", every, with_tail(every, coefficients))
    yield from package_rows(T, coefficients)


def package_rows(temperature: float, coefficients: TransportCoefficients) -> Iterator[Row]:
    """The default schedule: cut, with the tail, and with the conserved energy as a control variate too."""
    runs = default_blocks(temperature, N_BLOCKS)
    data = from_gibbs(runs)
    estimate = with_tail(data, coefficients)
    expectation = expected_energy(temperature, runs[0].n_rotors)
    yield row(f"default schedule, cut at {runs[0].maximum_lag:g}", data, cut)
    yield row("the same, A known to 20 % and then 1/t", data, with_less_knowledge(data, coefficients))
    longer = from_gibbs([replace(run, n_rotors=2 * run.n_rotors) for run in runs])
    yield row("rings twice as long, A known to 20 % and then 1/t", longer, with_less_knowledge(longer, coefficients))
    yield row("default schedule, with its tail (this study)", data, estimate)
    yield row(
        "this study, energy as control variate",
        data,
        lambda running, pair: estimate(controlled(running, data.energies, expectation), pair),
    )


def efficiency_frame(found: list[Row], temperature: float, reference: dict[str, tuple[float, float]]) -> pd.DataFrame:
    """Rows of the table at one temperature; `reference` holds value and total error of each coefficient.

    Gains are relative to the first of `found`; the second has the expectation of the third.
    """
    records = []
    for pair in PAIRS:
        true, true_error = reference[pair]
        updates = [Cost.of(r.values[pair].std, r.n_batches, r.updates, true) for r in found]
        for k, (r, cost) in enumerate(zip(found, updates, strict=True)):
            own, expected = r.values[pair], found[2 if k == 1 else k].values[pair]
            gain, gain_std = cost.ratio(updates[0])
            records.append(
                {
                    "temperature": temperature,
                    "coefficient": pair,
                    "estimator": r.name,
                    "n_rotors": r.n_rotors,
                    "value": own.value,
                    "value_std": own.std,
                    "bias_percent": 100.0 * (expected.value / true - 1.0),
                    "bias_std": 100.0 * np.hypot(expected.std, true_error) / true,
                    "systematic_percent": 100.0 * own.systematic / true,
                    "updates": cost.work,
                    "core_seconds": cost.work * r.seconds / r.updates,
                    "cost_std_percent": 100.0 * cost.relative_error,
                    "gain": gain,
                    "gain_std": gain_std if k else 0.0,
                    "reference": true,
                    "reference_error": true_error,
                }
            )
    return pd.DataFrame(records)


def as_text(table: pd.DataFrame) -> str:
    """The table for the screen."""
    lines = []
    for (T, pair), rows_ in table.groupby(["temperature", "coefficient"], sort=False):
        first = rows_.iloc[0]
        lines.append(f"\nT = {T:g}, K^{pair} = {first.reference:.4g} +- {first.reference_error:.2g}")
        lines.append(f"{'':40s}{'M':>4s}{'bias %':>15s}{'updates for 1 %':>17s}{'core s':>9s}{'gain':>20s}")
        for r in rows_.itertuples():
            bias, gain = f"{r.bias_percent:.1f} +- {r.bias_std:.1f}", f"{r.gain:.0f} +- {r.gain_std:.0f}"
            lines.append(
                f"{r.estimator:40s}{r.n_rotors:4d}{bias:>15s}{r.updates:17.2e}{r.core_seconds:9.3g}{gain:>20s}"
            )
    return "\n".join(lines)


def load_reference() -> tuple[pd.DataFrame, TransportCoefficients]:
    """Coefficients by temperature, and their laws, from the last ``make figures``."""
    try:
        onsager = ONSAGER.read(ROOT / "results/green_kubo/tables/onsager.csv")
        coefficients = load_coefficients(ROOT / "results/coefficients/measured.json")
    except FileNotFoundError as error:
        raise SystemExit(f"{error.filename} is missing; run make figures first") from error
    missing = {e.temperature for e in EFFORTS} - set(onsager["temperature"])
    if missing:
        raise SystemExit(f"results/green_kubo/tables/onsager.csv lacks T = {sorted(missing)}; run make figures first")
    return onsager.set_index("temperature"), coefficients


def measure(efforts: Iterable[Effort]) -> pd.DataFrame:
    """The whole table."""
    onsager, coefficients = load_reference()
    tables = []
    for effort in efforts:
        known = onsager.loc[effort.temperature]
        reference = {pair: (known[pair], known[f"{pair}_error"]) for pair in PAIRS}
        tables.append(efficiency_frame(list(rows(effort, coefficients)), effort.temperature, reference))
        print(as_text(tables[-1]), flush=True)
    return pd.concat(tables, ignore_index=True)


def main():
    start = time.process_time()
    keep(EFFICIENCY, measure(EFFORTS))
    print(f"\n{time.process_time() - start:.0f} s of processor time")


if __name__ == "__main__":
    main()
