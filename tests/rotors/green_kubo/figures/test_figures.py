"""Figures of the coefficients: correlations, points over the laws, activation."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.green_kubo.figures import activation, correlations, fit_residuals
from thermochain.rotors.green_kubo.study.activation_table import activation_frame, transmission_frame
from thermochain.rotors.green_kubo.study.fit_forms import residuals
from thermochain.rotors.green_kubo.study.onsager_table import RUNNING

C = tc.published_coefficients()
ESTIMATES = pd.DataFrame(
    {"temperature": [0.5, 1.0], "n_rotors": 64, "pp": 1.0, "pp_error": 0.1, "start_pp": 50.0}
    | {"ee": 1.0, "ee_error": 0.1, "start_ee": 50.0}
)


def test_correlations_and_running_integrals_are_drawn_with_the_estimate():
    t = np.geomspace(0.2, 100, 60)
    running = pd.DataFrame({name: np.exp(-t) if name.startswith("C") else 1 - np.exp(-t) for name in RUNNING.columns})
    running["temperature"], running["time"] = 1.0, t
    figure = correlations.draw(running, ESTIMATES)
    assert len(figure.axes) == 4


def test_bands_of_running_integrals_are_two_standard_errors():
    t = np.geomspace(0.2, 100, 60)
    running = pd.DataFrame({name: np.ones_like(t) for name in RUNNING.columns})
    running["temperature"], running["time"] = 1.0, t
    running["K_pp_std"] = 0.05
    band = correlations.draw(running, ESTIMATES).axes[1].collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == pytest.approx((0.9, 1.1))


@pytest.fixture
def onsager():
    T = np.array([0.2, 0.25, 0.3, 0.35, 0.5, 1.0, 2.0])
    frame = pd.DataFrame({"temperature": T})
    for key in ("pp", "ee"):
        value = 2.0 * getattr(C, key)(T)
        frame = frame.assign(**{key: value, f"{key}_std": 0.03 * value, f"{key}_systematic": 0.04 * value})
    return frame


def test_points_over_the_laws_show_their_ratio_and_where_a_law_was_not_fitted(onsager):
    figure = fit_residuals.draw(residuals(onsager, C, C))
    assert len(figure.axes) == 6
    for axis in figure.axes:
        assert axis.get_ylabel().endswith("/ law")
        filled, empty = (container.lines[0] for container in axis.containers)
        np.testing.assert_allclose(np.append(filled.get_ydata(), empty.get_ydata()).astype(float), 2.0)
        assert list(filled.get_xdata()) == [0.3, 0.35, 0.5, 1.0]
        assert list(empty.get_xdata()) == [0.2, 0.25, 2.0]


@pytest.mark.parametrize("rows", [7, 3])
def test_the_activation_figure_has_a_line_where_there_is_a_fit(onsager, rows):
    some = onsager.iloc[-rows:]
    figure = activation.draw(transmission_frame(some), activation_frame(some))
    assert len(figure.axes) == 2
    labels = figure.axes[0].get_legend_handles_labels()[1]
    assert any("B=" in label for label in labels) == (rows == 7)
