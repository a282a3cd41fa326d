"""Automatic Green-Kubo tools on the currents of rotor rings.  Run with ``make crosscheck``; minutes on two cores.

Writes the table benchmarks/tables/crosscheck.csv and the picture docs/images/crosscheck_spectrum.png.
"""

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import crosscheck_table
from benchmarks.crosscheck_figure import draw
from benchmarks.kept import keep
from benchmarks.low_frequency import PowerSpectrum, fit_powers
from benchmarks.stacie_estimates import FittedModel, fit_models
from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.self_consistent import tails_of
from thermochain.runs.figure_files import save_figure

ROOT = Path(__file__).parents[1]
HIGHEST = 2.0  # angular frequency of the spectra; the models' cut-offs lie below


@dataclass(frozen=True)
class Condition:
    """Conditions at one temperature: longest lag, cut of the running integrals, highest frequency of the cusp."""

    temperature: float
    maximum_lag: float
    times: tuple[float, ...]
    cusp_below: float | None

    def run(self, block: int) -> GreenKuboRun:
        """Block 0 is the data for the tools, the others are the reference."""
        return GreenKuboRun(
            temperature=self.temperature,
            n_rotors=512,
            time_step=0.05,
            sampling_interval=0.2,
            duration=3276.8,
            maximum_lag=self.maximum_lag,
            n_replicas=512,
            seed=1,
            block=block,
        )


CONDITIONS = (
    Condition(1.0, 800.0, (5.0, 20.0, 50.0, 100.0, 200.0, 400.0), 0.05),
    Condition(0.3, 1600.0, (5.0, 20.0, 50.0, 100.0, 200.0, 400.0, 800.0), None),
)
REFERENCE_BLOCKS = range(1, 17)


def check(condition: Condition) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Table, measured spectra and fitted curves at one temperature, as three frames."""
    run = condition.run(0)
    batches = list(crosscheck_table.current_batches([run]))
    data = crosscheck_table.measure(batches, run, HIGHEST)
    blocks = crosscheck_table.current_batches(map(condition.run, REFERENCE_BLOCKS))
    reference = crosscheck_table.measure(blocks, run, HIGHEST)
    tails = tails_of(load_measured(), run.temperature, run.n_rotors, run.maximum_lag)
    own, true = estimate_onsager(data.correlations, tails), estimate_onsager(reference.correlations, tails)
    tables, spectra, curves = [], [], []
    for k, pair in enumerate(crosscheck_table.PAIRS):
        series = np.concatenate([batch[k] for batch in batches], axis=1)
        fitted = fit_models(series, run.sampling_interval, run.n_rotors)
        if pair == "pp" and condition.cusp_below:
            fitted += fit_cusps(data.spectra[pair], reference.spectra[pair], condition.cusp_below)
        answers = crosscheck_table.running_answers(data.correlations, pair, condition.times)
        answers += [crosscheck_table.own_answer(own, pair), *(fit.answer for fit in fitted)]
        tables.append(crosscheck_table.crosscheck_frame(answers, pair, true))
        spectra.append(spectrum_frame(reference.spectra[pair], condition.temperature, pair))
        curves += [curve_frame(fit, condition.temperature, pair) for fit in fitted]
    return pd.concat(tables), pd.concat(spectra), pd.concat(curves)


def load_measured() -> TransportCoefficients:
    """Measured laws of the last ``make figures``, whose slope determines the tail of K^pp in the estimator."""
    path = ROOT / "results/coefficients/measured.json"
    if not path.exists():
        raise SystemExit(f"{path.relative_to(ROOT)} is missing; run make figures first")
    return load_coefficients(path)


def fit_cusps(data: PowerSpectrum, reference: PowerSpectrum, highest: float) -> list[FittedModel]:
    """The spectrum with a cusp, on the tools' data and on the long run, and a smooth one on the long run."""
    fits = {
        "cusp, same data": fit_powers(data, (0.0, 0.5), highest),
        "cusp, long run": fit_powers(reference, (0.0, 0.5), highest),
        "parabola, long run": fit_powers(reference, (0.0, 2.0), highest),
    }
    frequencies = np.linspace(0.0, highest, 400)
    return [
        FittedModel(crosscheck_table.fit_answer(name, fit), frequencies, fit(frequencies)) for name, fit in fits.items()
    ]


def spectrum_frame(spectrum: PowerSpectrum, temperature: float, pair: str) -> pd.DataFrame:
    """The spectrum in bins that widen with the frequency, for the picture."""
    first = spectrum.frequencies[0]
    edges = np.append((np.arange(6) + 0.5) * first, np.geomspace(6.5 * first, HIGHEST, 40))
    binned = spectrum.averaged(edges)
    columns = {"frequency": binned.frequencies, "power": binned.mean, "power_std": binned.std}
    return pd.DataFrame(columns).assign(temperature=temperature, coefficient=pair)


def curve_frame(fit: FittedModel, temperature: float, pair: str) -> pd.DataFrame:
    """A fitted spectrum, for the picture."""
    columns = {"frequency": fit.frequencies, "power": fit.power}
    return pd.DataFrame(columns).assign(temperature=temperature, coefficient=pair, tool=fit.answer.tool)


def main():
    start = time.perf_counter()
    load_measured()
    with ProcessPoolExecutor(2) as pool:
        parts = list(pool.map(check, CONDITIONS))
    table, spectra, curves = (pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True))
    keep(crosscheck_table.CROSSCHECK, table)
    save_figure(ROOT / "docs/images/crosscheck_spectrum.png", draw(spectra, curves))
    print(crosscheck_table.as_text(table))
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
