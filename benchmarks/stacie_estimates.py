"""STACIE's models on a current series, with the limits of its own quality checks.

STACIE fits a model to the lowest frequencies of the spectrum, averaged over cut-off frequencies by
cross-validation.  Its summary asks for at least 20 effective points a parameter and for Z-scores of the regression and
of the cut-off criterion below 2; an answer beyond these limits is marked as warned.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from stacie import DebyeModel, ExpPolyModel, LorentzModel, PadeModel, compute_spectrum, estimate_acint
from stacie.model import SpectrumModel
from stacie.spectrum import Spectrum

from benchmarks.crosscheck_table import Answer

_POINTS_PER_PARAMETER = 20
_HIGHEST_SCORE = 2.0


@dataclass(frozen=True, eq=False)
class FittedModel:
    """An answer, and the fitted spectrum P(omega) up to the mean cut-off; empty arrays if there is no fit."""

    answer: Answer
    frequencies: NDArray
    power: NDArray


def models() -> list[SpectrumModel]:
    """The available models of lowest degree: smooth, rational, with a peak and with a dip at zero frequency."""
    return [ExpPolyModel([0, 2]), PadeModel([0, 2], [2]), LorentzModel(), DebyeModel()]


def fit_models(series: NDArray, spacing: float, n_rotors: int) -> list[FittedModel]:
    """Fits of all models, with default settings, to a total current (n_samples, n_replicas); answers are per rotor."""
    spectrum = _spectrum(series, spacing, n_rotors)
    return [_fit(spectrum, model) for model in models()]


def fit_model(series: NDArray, spacing: float, n_rotors: int, model: SpectrumModel) -> FittedModel:
    """Fit of one model, as `fit_models` does it."""
    return _fit(_spectrum(series, spacing, n_rotors), model)


def _spectrum(series: NDArray, spacing: float, n_rotors: int) -> Spectrum:
    return compute_spectrum(np.ascontiguousarray(series.T), prefactors=1.0 / n_rotors, timestep=spacing)


def _fit(spectrum, model: SpectrumModel) -> FittedModel:
    name = f"STACIE {model.name}"
    try:
        with np.errstate(over="ignore"):  # rejected trial parameters may overflow
            result = estimate_acint(spectrum, model)
    except ValueError as error:  # no cut-off frequency has an acceptable fit
        return FittedModel(Answer(name, np.nan, np.nan, str(error), True), np.empty(0), np.empty(0))
    wanted = _POINTS_PER_PARAMETER * model.npar
    scores = result.props["cost_zscore"], result.props["criterion_zscore"]
    diagnostics = f"points {result.neff:.0f} of {wanted}; Z {scores[0]:.1f}, {scores[1]:.1f}"
    warned = bool(result.neff < wanted or max(scores) > _HIGHEST_SCORE)
    frequencies = np.linspace(0.0, result.fcut, 400)
    power = model.compute(frequencies, result.props["pars"])[0]
    answer = Answer(name, float(result.acint), float(result.acint_std), diagnostics, warned)
    return FittedModel(answer, 2 * np.pi * frequencies, power)
