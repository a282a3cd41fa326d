"""Comparison of Green-Kubo estimators of other packages on the currents of rotor rings.

All estimators receive the same series, and an independent, much longer run is the reference.  This module does not need
the other packages; `benchmarks/crosscheck.py` runs them and passes their results on as `Answer`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from benchmarks.kept import kept_table
from benchmarks.low_frequency import PowerFit, PowerSpectrum, power_spectrum
from thermochain.core.correlation import TimeCorrelations, correlate_currents
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.green_kubo.estimate import OnsagerEstimate
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_currents

PAIRS = ("pp", "ee")
Batch = tuple[NDArray, NDArray]  # J^p and J^e, shape (n_samples, n_replicas)

_FALSE_ALARM = 0.01  # probability that a correct model is called a poor fit
_LIMIT = 2.0  # largest difference, in combined standard errors, of two values that agree

CROSSCHECK = kept_table(
    "crosscheck/1",
    {
        "temperature": "T of the rings",
        "coefficient": "pp for K^pp, ee for K^ee",
        "tool": "who estimates, and with which model or cut-off",
        "value": "its value; empty if it gives none",
        "claimed_error": "the standard error that it claims",
        "reference": "estimate of this package from an independent run, many times longer",
        "reference_error": "its total error",
        "deviation_percent": "value less reference, in per cent of the reference",
        "deviation_sigmas": "the same in claimed errors",
        "diagnostics": "what the tool says about the quality of its own answer",
        "warned": "True if one of these is outside the tool's own limits",
        "verdict": "agrees, if within two combined errors of the reference, else high or low; and if the tool warned",
    },
)


@dataclass(frozen=True)
class Answer:
    """Result of a tool: value, claimed standard error, diagnostics, and whether the diagnostics warn."""

    tool: str
    value: float
    error: float
    diagnostics: str = ""
    warned: bool = False


@dataclass(frozen=True, eq=False)
class Measurement:
    """Correlations and low-frequency spectra (by pair) of the same currents, in the same batches."""

    correlations: TimeCorrelations
    spectra: dict[str, PowerSpectrum]


def current_batches(runs: Iterable[GreenKuboRun]) -> Iterator[Batch]:
    """Currents of the rings of `runs`, batch by batch, simulated on demand."""
    for run in runs:
        for seeds in run.seed_sequence().spawn(run.n_batches):
            yield simulate_currents(run, seeds)


def measure(batches: Iterable[Batch], run: GreenKuboRun, highest: float) -> Measurement:
    """Correlations up to run.maximum_lag and spectra up to the angular frequency `highest` of independent batches.

    `run` states temperature, size, sampling interval and lags, which all batches must have in common.
    """
    correlations, spectra = [], {pair: [] for pair in PAIRS}
    frequencies = np.empty(0)
    for batch in batches:
        correlations.append(correlate_currents(*batch, run.n_rotors, run.n_lags))
        for pair, series in zip(PAIRS, batch, strict=True):
            frequencies, power = power_spectrum(series, run.sampling_interval, run.n_rotors, highest)
            spectra[pair].append(power)
    pp, ee, pe = (np.array(column) for column in zip(*correlations, strict=True))
    lag_times = run.sampling_interval * np.arange(run.n_lags)
    return Measurement(
        TimeCorrelations(run.temperature, run.n_rotors, lag_times, pp, ee, pe),
        {pair: PowerSpectrum(frequencies, np.array(rows), run.duration) for pair, rows in spectra.items()},
    )


def running_answers(correlations: TimeCorrelations, pair: str, times: Sequence[float]) -> list[Answer]:
    """Results of the running integral cut at `times`, with errors from the scatter of the batches."""
    running = RunningIntegral.of(getattr(correlations, pair), correlations.spacing)
    indices = [round(time / correlations.spacing) for time in times]
    return [
        Answer(f"running integral, t = {time:g}", float(running.mean[i]), float(running.std[i]))
        for time, i in zip(times, indices, strict=True)
    ]


def own_answer(estimate: OnsagerEstimate, pair: str) -> Answer:
    """Result of the estimator of this package, with its total error and its diagnostics of the longest lag."""
    value, error = (float(getattr(estimate, pair + suffix)) for suffix in ("", "_error"))
    settled = bool(getattr(estimate, f"{pair}_settled"))
    diagnostics = f"tail from {getattr(estimate, f'start_{pair}'):g}, {'settled' if settled else 'not settled'}"
    return Answer("estimate_onsager", value, error, diagnostics, not settled)


def fit_answer(name: str, fit: PowerFit) -> Answer:
    """Result of a fit of powers of the frequency to the spectrum, with its statistical error."""
    diagnostics = f"chi^2 {fit.chi_square:.0f} of {fit.n_free}"
    warned = fit.chi_square > stats.chi2.isf(_FALSE_ALARM, fit.n_free)
    return Answer(name, fit.integral, fit.integral_std, diagnostics, bool(warned))


def verdict(answer: Answer, reference: float, reference_error: float) -> str:
    """Verdict `agrees`, `high` or `low` by the distance in combined errors, with ", warned" if the tool warned."""
    if not np.isfinite(answer.value):
        return "no value"
    distance = (answer.value - reference) / np.hypot(answer.error, reference_error)
    word = "agrees" if abs(distance) <= _LIMIT else "high" if distance > 0 else "low"
    return f"{word}, warned" if answer.warned else word


def crosscheck_frame(answers: Iterable[Answer], pair: str, reference: OnsagerEstimate) -> pd.DataFrame:
    """Table CROSSCHECK for one coefficient at one temperature, one row for each answer."""
    true, true_error = (float(getattr(reference, pair + suffix)) for suffix in ("", "_error"))
    rows = [
        {
            "temperature": reference.temperature,
            "coefficient": pair,
            "tool": answer.tool,
            "value": answer.value,
            "claimed_error": answer.error,
            "reference": true,
            "reference_error": true_error,
            "deviation_percent": 100 * (answer.value / true - 1),
            "deviation_sigmas": (answer.value - true) / answer.error,
            "diagnostics": answer.diagnostics,
            "warned": answer.warned,
            "verdict": verdict(answer, true, true_error),
        }
        for answer in answers
    ]
    return pd.DataFrame(rows, columns=list(CROSSCHECK.columns))


def as_text(table: pd.DataFrame) -> str:
    """Text of the table for the screen, one block for each temperature and coefficient."""
    blocks = []
    for (temperature, pair), rows in table.groupby(["temperature", "coefficient"], sort=False):
        first = rows.iloc[0]
        blocks.append(
            f"\nT = {temperature:g}, K^{pair}: reference {first.reference:.4g} +- {first.reference_error:.2g}"
        )
        blocks += [_as_line(row) for row in rows.itertuples()]
    return "\n".join(blocks)


def _as_line(row) -> str:
    numbers = " " * 44
    if np.isfinite(row.value):
        numbers = (
            f"{row.value:8.4g} +-{row.claimed_error:8.2g}{row.deviation_percent:+8.1f} %"
            f"{row.deviation_sigmas:+8.1f} sigma "
        )
    return f"  {row.tool:30s}{numbers:44s}{row.verdict:16s}{row.diagnostics}"
