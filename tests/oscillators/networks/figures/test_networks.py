"""Figures of the oscillator networks show what the tables say."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from thermochain.oscillators.networks.figures import anharmonic as network_anharmonic
from thermochain.oscillators.networks.figures import graphs as network_graphs
from thermochain.oscillators.networks.figures import scan as network_scan
from thermochain.oscillators.networks.figures import single_springs as network_single_springs

MASSES = pd.DataFrame(
    {
        "example": "a",
        "title": "A triangle",
        "mass": [1, 2, 3],
        "x": [0.0, 1.0, 0.5],
        "y": [1.0, 1.0, 0.0],
        "kinetic_temperature": [1.6, 1.4, 1.5],
        "bath_temperature": [2.0, 1.0, np.nan],
        "bath_flux": [0.4, -0.4, 0.0],
    }
)
SPRINGS = pd.DataFrame(
    {"example": "a", "i": [1, 3, 2], "j": [3, 2, 1], "strength": 20.0, "flux": [0.5, 0.5, 0.1], "circulates": True}
)


@pytest.mark.parametrize(("circulates", "arrow"), [(True, "\N{ANTICLOCKWISE OPEN CIRCLE ARROW}"), (False, None)])
def test_graphs_have_a_circle_a_mass_an_arrow_a_flux_and_mark_circulation(circulates, arrow):
    figure = network_graphs.draw(MASSES, SPRINGS.assign(circulates=circulates))
    axis = figure.axes[0]
    circles = [p for p in axis.patches if isinstance(p, mpl.patches.Circle)]
    arrows = [p for p in axis.patches if isinstance(p, mpl.patches.FancyArrowPatch)]
    assert (len(circles), len(arrows)) == (3, 3)
    texts = [text.get_text() for text in axis.texts]
    assert {"0.5", "0.1", "1.6", "1: $T=2$", "2: $T=1$", "3"} <= set(texts)
    assert (arrow in texts) == circulates
    widths = [patch.get_linewidth() for patch in arrows]
    assert widths[0] == widths[1] > widths[2]


def test_the_scan_shades_where_heat_circulates():
    strength = np.arange(1.0, 31.0)
    scan = pd.DataFrame({"strength": strength, "flux_12": 0.3, "flux_23": -np.cos(strength / 5.0)})
    examples = pd.DataFrame({"example": "2", "quantity": ["flux 1->2", "flux 2->3"], "printed": [0.29, 0.008]})
    axis = network_scan.draw(scan, examples).axes[0]
    [band] = [p for p in axis.patches if isinstance(p, mpl.patches.Rectangle)]
    assert (band.get_x(), band.get_x() + band.get_width()) == (8.0, 23.0)
    assert "$" in axis.get_xlabel()
    assert "$" in axis.get_ylabel()


def test_anharmonic_panels_hold_points_slopes_and_the_end():
    epsilons = np.array([0.0, 1.0, 2.0, 4.0])
    columns = {"example": 3, "epsilon": epsilons, "quantity": "flux 3->1", "decides": True, "value_std": 0.01}
    fluxes = pd.DataFrame(columns).assign(value=0.2 - 0.1 * epsilons, slope=-0.1)
    ends = pd.DataFrame([{"example": 3, "direction": "heat circulates 1->2", "ends_at": 2.0, "ends_at_std": 0.1}])
    axis = network_anharmonic.draw(fluxes, ends).axes[0]
    [points] = axis.containers
    np.testing.assert_allclose(np.array(points.lines[0].get_ydata(), dtype=float), 0.2 - 0.1 * epsilons)
    [slope] = [line for line in axis.lines if line.get_linestyle() == ":"]
    x, y = (np.array(values, dtype=float) for values in slope.get_data())
    np.testing.assert_allclose(y, 0.2 - 0.1 * x)
    assert axis.get_title() == "Example 3\nheat circulates 1→2"


def test_single_springs_stand_over_their_harmonic_values_beside_the_first_order():
    table = pd.DataFrame(
        {
            "example": 3,
            "spring": ["1-2", "2-3"],
            "quantity": "flux 1->2",
            "epsilon": 2.0,
            "harmonic": 4.0,
            "value": [3.0, 5.0],
            "value_std": 0.1,
            "slope": [-0.4, 0.8],
        }
    )
    figure = network_single_springs.draw(table)
    axis, *others = figure.axes
    heights = [np.asarray(line.get_ydata(), dtype=float) for line in axis.lines]
    for expected in ([0.75, 1.25], [0.8, 1.4]):
        assert any(np.allclose(height, expected) for height in heights if height.size == 2)
    assert axis.get_title() == r"Example 3, one spring with $\varepsilon=2$"
    assert not any(other.axison for other in others)
