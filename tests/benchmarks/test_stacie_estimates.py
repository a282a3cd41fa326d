"""The adapter to STACIE: units, errors, warnings.  Runs where STACIE is installed, as `make crosscheck` does."""

import numpy as np
import pytest

pytest.importorskip("stacie", reason='the optional extra "crosscheck" is not installed; "make crosscheck" installs it')

SPACING, N_ROTORS, PERSISTENCE = 0.2, 7, 0.9


@pytest.fixture(scope="module")
def adapter():
    from benchmarks import stacie_estimates

    return stacie_estimates


@pytest.fixture(scope="module")
def autoregressive():
    """x_{n+1} = phi x_n + noise from its stationary state, variance N_ROTORS: shape (n_samples, n_replicas)."""
    rng = np.random.default_rng(11)
    noise = np.sqrt(N_ROTORS * (1 - PERSISTENCE**2)) * rng.standard_normal((1024, 128))
    series = np.empty_like(noise)
    series[0] = np.sqrt(N_ROTORS) * rng.standard_normal(128)
    for n in range(1, len(series)):
        series[n] = PERSISTENCE * series[n - 1] + noise[n]
    return series


@pytest.fixture(scope="module")
def fitted(adapter, autoregressive):
    fits = adapter.fit_models(autoregressive, SPACING, N_ROTORS)
    return {fit.answer.tool: fit for fit in fits}


EXACT = SPACING * (1 + PERSISTENCE) / (1 - PERSISTENCE) / 2  # h (1/2 + phi + phi^2 + ...)


@pytest.mark.parametrize("tool", ["STACIE exppoly(0, 2)", "STACIE pade(0, 2; 2)", "STACIE lorentz()"])
def test_known_integral_comes_out(fitted, tool):
    """Within four claimed errors, which are below 5 %: a factor 2, a time step or a ring size would show."""
    answer = fitted[tool].answer
    assert answer.error < 0.05 * EXACT
    assert abs(answer.value - EXACT) < 4 * answer.error
    assert fitted[tool].power[0] == pytest.approx(answer.value, rel=0.01)
    assert np.all(np.diff(fitted[tool].frequencies) > 0)


def test_right_model_is_not_warned_against(fitted):
    assert not fitted["STACIE lorentz()"].answer.warned


def test_a_model_that_cannot_be_fitted_gives_no_value(fitted):
    """Debye's dip at zero frequency does not exist here."""
    answer = fitted["STACIE debye()"].answer
    assert np.isnan(answer.value)
    assert answer.warned
    assert answer.diagnostics


def test_warnings_arrive(adapter):
    """Too few points for the parameters: the series is as long as its correlation."""
    rng = np.random.default_rng(12)
    short = np.cumsum(rng.standard_normal((128, 4)), axis=0)
    answers = [fit.answer for fit in adapter.fit_models(short, SPACING, N_ROTORS)]
    assert all(answer.warned for answer in answers)
