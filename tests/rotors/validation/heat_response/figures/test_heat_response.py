"""The figure of the heat flow shows every simulation, the fit, its limit and Green-Kubo."""

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.validation.heat_response.figures.heat_response import draw

SIZES, DRIVES = np.array([64, 128, 256, 64, 128]), np.array([2.0, 2.0, 2.0, 1.0, 1.0])


@pytest.fixture(scope="module")
def axis():
    limit = {"onsager": 0.56, "onsager_error": 0.01, "size_slope": 1.0, "drive_slope": -0.2}
    limit |= {"temperature": 1.0, "green_kubo": 0.57, "green_kubo_error": 0.005}
    columns = {"temperature": 1.0, "n_rotors": SIZES, "drive": DRIVES, "onsager_std": 0.003}
    responses = pd.DataFrame(columns).assign(onsager=0.56 + (1.0 - 0.2 * DRIVES**2) / SIZES)
    [axis] = draw(responses, pd.DataFrame([limit])).axes
    return axis


def test_its_axes_have_symbols_and_its_drives_a_name(axis):
    assert axis.get_title() == "$T=1$"
    assert "$" in axis.get_xlabel()
    assert "j^e" in axis.get_ylabel()
    assert {r"$\varphi M=1$", r"$\varphi M=2$", "limit"} <= set(axis.get_legend_handles_labels()[1])


def test_points_lie_on_their_lines_and_the_limit_at_zero(axis):
    *points, limit = axis.containers
    lines = [line for line in axis.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2]
    assert [len(point.lines[0].get_xdata()) for point in points] == [2, 3]
    for container, line in zip(points, lines, strict=True):
        x, y = (np.array(values, dtype=float) for values in container.lines[0].get_data())
        np.testing.assert_allclose(y, np.interp(x, *line.get_data()), rtol=1e-12)
    assert limit.lines[0].get_xydata().tolist() == [[0.0, 0.56]]
