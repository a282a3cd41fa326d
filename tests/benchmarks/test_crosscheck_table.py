"""The parts of the cross-check that need no other tool: series, spectra, verdicts, table, picture."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks import crosscheck_table
from benchmarks.crosscheck_figure import draw
from benchmarks.crosscheck_table import Answer
from benchmarks.kept import keep
from benchmarks.low_frequency import fit_powers
from thermochain.rotors.green_kubo.estimate import estimate_onsager
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_run

RUN = GreenKuboRun(
    temperature=1.0, n_rotors=16, time_step=0.05, sampling_interval=0.2, duration=102.4, maximum_lag=20.0,
    n_replicas=64, seed=1,
)  # fmt: skip


@pytest.fixture(scope="module")
def batches():
    return list(crosscheck_table.current_batches([RUN]))


@pytest.fixture(scope="module")
def measurement(batches):
    return crosscheck_table.measure(batches, RUN, 2.0)


def test_everyone_gets_the_series_of_the_simulation(measurement):
    """The correlations are bit for bit those of the study's own run with the same parameters."""
    expected = simulate_run(RUN)
    for pair in ("pp", "ee", "pe"):
        assert np.array_equal(getattr(measurement.correlations, pair), getattr(expected, pair))


def test_blocks_are_independent(batches):
    [first, *_] = crosscheck_table.current_batches([replace(RUN, block=1)])
    assert not np.array_equal(first[0], batches[0][0])


def test_spectrum_is_the_transform_of_the_correlation(batches, measurement):
    """P = sum over all lags of (1 - t/L) C(t) cos(omega t), an identity for each batch."""
    run = replace(RUN, maximum_lag=102.2)
    correlation = crosscheck_table.measure(batches[:1], run, 2.0).correlations.ee[0]
    lags = run.sampling_interval * np.arange(run.n_lags)
    weight = (1 - lags / run.duration) * run.sampling_interval * np.where(lags == 0, 0.5, 1.0)
    spectrum = measurement.spectra["ee"]
    expected = np.cos(np.outer(spectrum.frequencies, lags)) @ (weight * correlation)
    assert spectrum.batches[0] == pytest.approx(expected, rel=1e-9, abs=1e-9 * np.max(expected))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer("tool", 1.19, 0.06), "agrees"),  # 1.9 combined errors of 0.1
        (Answer("tool", 1.21, 0.06), "high"),
        (Answer("tool", 0.79, 0.06), "low"),
        (Answer("tool", 0.79, 0.06, "", True), "low, warned"),
        (Answer("tool", 1.0, 0.06, "", True), "agrees, warned"),
        (Answer("tool", np.nan, np.nan, "", True), "no value"),
    ],
)
def test_verdict(answer, expected):
    assert crosscheck_table.verdict(answer, 1.0, 0.08) == expected


def test_running_answers_are_the_integral_to_that_time(measurement):
    [short, long] = crosscheck_table.running_answers(measurement.correlations, "pp", (5.0, 20.0))
    batch = measurement.correlations.pp
    integrals = 0.2 * (batch[:, :26].sum(axis=1) - 0.5 * (batch[:, 0] + batch[:, 25]))
    assert short.value == pytest.approx(integrals.mean())
    assert short.error == pytest.approx(integrals.std(ddof=1) / 2)  # four batches
    assert long.tool == "running integral, t = 20"


def test_a_bad_fit_counts_as_a_warning(measurement):
    fit = fit_powers(measurement.spectra["pp"], (0.0, 2.0), 1.0)
    assert not crosscheck_table.fit_answer("fit", replace(fit, chi_square=fit.n_free)).warned
    assert crosscheck_table.fit_answer("fit", replace(fit, chi_square=3.0 * fit.n_free)).warned


def test_table_holds_deviations_and_survives_the_disk(measurement, tmp_path):
    reference = replace(
        estimate_onsager(measurement.correlations), pp=2.0, pp_std=0.03, pp_systematic=0.04, temperature=1.0
    )
    answers = [
        crosscheck_table.own_answer(reference, "pp"),
        Answer("x", 2.5, 0.1, "Z 3.0", True),
        Answer("y", np.nan, np.nan),
    ]
    table = crosscheck_table.crosscheck_frame(answers, "pp", reference)
    path = keep(crosscheck_table.CROSSCHECK, table, tmp_path)
    table = crosscheck_table.CROSSCHECK.read(path).set_index("tool")
    assert table.loc["x", "deviation_percent"] == pytest.approx(25.0)
    assert table.loc["x", "deviation_sigmas"] == pytest.approx(5.0)
    assert table.loc["x", "verdict"] == "high, warned"
    assert table.loc["y", "verdict"] == "no value"
    assert np.isnan(table.loc["y", "value"])
    assert table.loc["estimate_onsager", "claimed_error"] == pytest.approx(0.05)
    text = crosscheck_table.as_text(table.reset_index())
    assert "K^pp: reference 2 +- 0.05" in text
    assert "+5.0 sigma high, warned" in text


def test_picture_shows_every_model_where_it_was_fitted(measurement):
    spectra, curves = [], []
    for pair in crosscheck_table.PAIRS:
        spectrum = measurement.spectra[pair]
        both = {"temperature": 1.0, "coefficient": pair}
        points = {"frequency": spectrum.frequencies / 10, "power": spectrum.mean, "power_std": spectrum.std}
        spectra.append(pd.DataFrame(points).assign(**both))
        fitted = {"frequency": np.array([0.0, 0.05]), "power": np.array([1.0, 2.0])}
        curves += [
            pd.DataFrame(fitted).assign(tool=tool, **both) for tool in ("STACIE exppoly(0, 2)", "cusp, long run")
        ]
    figure = draw(pd.concat(spectra), pd.concat(curves))
    near = figure.axes[1]
    drawn = {line.get_label(): line.get_xydata() for line in near.get_lines()}
    assert drawn["cusp, long run"][-1] == pytest.approx([np.sqrt(0.05), 2.0])
    assert "STACIE exppoly(0, 2)" in drawn
    assert all(axis.get_xlabel() and axis.get_ylabel() for axis in figure.axes)
