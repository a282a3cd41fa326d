"""The figure of the driven current shows every simulation, the fit, its limit and Green-Kubo."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.validation.shear_response.figures.shear_response import draw

SIZES, JUMPS = (a.ravel() for a in np.meshgrid([64, 128, 256], [1.5, 3.0]))


@pytest.fixture(scope="module")
def figure():
    responses, limits = [], []
    for temperature, value in ((1.0, 0.3), (0.5, 4.0)):
        limit = {"diffusivity": value, "diffusivity_error": 0.02, "size_slope": 3.0, "jump_slope": -0.5}
        limits.append(limit | {"temperature": temperature, "green_kubo": value + 0.01, "green_kubo_error": 0.03})
        columns = {"temperature": temperature, "n_rotors": SIZES, "momentum_jump": JUMPS, "diffusivity_std": 0.01}
        responses.append(pd.DataFrame(columns).assign(diffusivity=value + (3.0 - 0.5 * JUMPS**2) / SIZES))
    return draw(pd.concat(responses), pd.DataFrame(limits))


def test_one_panel_a_temperature_with_symbols_on_every_axis(figure):
    assert [axis.get_title() for axis in figure.axes] == ["$T=0.5$", "$T=1$"]
    assert all("$" in axis.get_xlabel() for axis in figure.axes)
    assert "$" in figure.axes[0].get_ylabel()


def test_points_lie_on_their_lines_and_the_limit_at_zero(figure):
    for axis, value in zip(figure.axes, (4.0, 0.3), strict=True):
        *points, limit = axis.containers
        lines = [line for line in axis.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2]
        assert len(points) == len(lines) == 2
        for container, line in zip(points, lines, strict=True):
            x, y = (np.array(values, dtype=float) for values in container.lines[0].get_data())
            np.testing.assert_allclose(y, np.interp(x, *line.get_data()), rtol=1e-12)
        assert limit.lines[0].get_xydata().tolist() == [[0.0, value]]
        [band] = [p for p in axis.patches if isinstance(p, mpl.patches.Rectangle)]
        assert band.get_y() == pytest.approx(value - 0.02)
        assert band.get_height() == pytest.approx(0.06)
