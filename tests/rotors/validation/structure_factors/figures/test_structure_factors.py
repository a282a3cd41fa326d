"""The figure of structure factors shows the collapse, the rates and their limits."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from thermochain.core import style
from thermochain.rotors.validation.structure_factors.figures.structure_factors import draw

LIMITS = {"momentum": 0.3, "energy": 0.6}
WAVENUMBERS = np.array([0.1, 0.2, 0.3])


@pytest.fixture(scope="module")
def figure():
    """Two temperatures; F decays exactly like exp(-D k^2 t); the largest wave number is not used."""
    factors, diffusivities = [], []
    for temperature in (0.5, 1.0):
        for field, D in LIMITS.items():
            for k in WAVENUMBERS:
                t = np.linspace(0, 2.3 / (D * k**2), 40)
                factor = np.exp(-D * k**2 * t)
                frame = {"time": t, "factor": factor, "temperature": temperature, "field": field, "wavenumber": k}
                factors.append(pd.DataFrame(frame))
            rows = pd.DataFrame({"wavenumber": [*WAVENUMBERS, 0.0], "used": [True, True, False, True]})
            errors = {"diffusivity_std": 0.01, "diffusivity_error": 0.02, "green_kubo": D, "green_kubo_error": 0.03}
            common = {"temperature": temperature, "field": field, "n_rotors": 64, "diffusivity": D}
            diffusivities.append(rows.assign(**common, **errors))
    return draw(pd.concat(factors), pd.concat(diffusivities))


def test_one_row_a_temperature_with_symbols_on_every_axis(figure):
    assert len(figure.axes) == 4
    for axis in figure.axes:
        assert "$" in axis.get_xlabel()
        assert "$" in axis.get_ylabel()
    assert [axis.get_title() for axis in figure.axes[::2]] == ["$T=0.5$, $M=64$", "$T=1$, $M=64$"]


def test_exponential_factors_collapse_on_the_dashed_line_and_unused_modes_are_not_drawn(figure):
    for axis in figure.axes[::2]:
        *curves, dashed = axis.lines
        assert dashed.get_linestyle() == "--"
        assert len(curves) == 4  # two fields, two modes used
        for curve in curves:
            np.testing.assert_allclose(curve.get_ydata(), np.exp(-curve.get_xdata()), rtol=1e-9)


def test_limits_stand_at_zero_with_their_total_errors_and_green_kubo_is_a_band(figure):
    for axis in figure.axes[1::2]:
        squares = [c for c in axis.containers if c.lines[0].get_marker() == "s"]
        assert sorted(c.lines[0].get_ydata()[0] for c in squares) == sorted(LIMITS.values())
        for square in squares:
            assert square.lines[0].get_xdata()[0] == 0.0
            [segment] = square.lines[2][0].get_segments()
            assert np.ptp(segment[:, 1]) == pytest.approx(0.04)
        bands = [p for p in axis.patches if isinstance(p, mpl.patches.Rectangle)]
        assert sorted(b.get_y() for b in bands) == pytest.approx([0.27, 0.57])
        hollow = [c for c in axis.containers if c.lines[0].get_markerfacecolor() == "white"]
        assert [c.lines[0].get_xdata().tolist() for c in hollow] == [[0.3], [0.3]]
        assert {c.lines[0].get_color() for c in hollow} == {style.BLUE, style.ORANGE}
