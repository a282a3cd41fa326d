"""Figure that compares the published protocol with exact Gibbs starts."""

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.published_protocol.figures import thermalisation
from thermochain.rotors.published_protocol.study.table import THERMALISATION


def test_the_comparison_of_protocols_shows_ratios_to_the_right_reference():
    table = pd.DataFrame({name: np.full(4, 2.0) for name in THERMALISATION.columns})
    table["temperature"] = [0.3, 0.3, 1.0, 1.0]
    table["start"] = ["langevin", "gibbs"] * 2
    table["winding"] = [1.0, 2.0, 2.0, 2.0]
    table["pp_single"] = [3.0, 6.0, 1.0, 1.0]
    table["pp_every"] = [5.0, 6.0, 1.0, 1.0]
    table["pp_published"] = [3.6, 3.6, 1.1, 1.1]
    table["pp_expected"] = [3.3, 6.0, 1.0, 1.0]
    left, middle, right = thermalisation.draw(table).axes
    for axis in (left, middle, right):
        assert "$T$" in axis.get_xlabel()
        assert "$" in axis.get_ylabel()
    assert left.containers[0].lines[0].get_ydata().tolist() == [0.5, 1.0]
    values = {bars.get_label(): bars.lines[0].get_ydata().tolist() for bars in middle.containers}
    assert values == {
        "$q=0$ and Langevin, one time origin": [0.5, 1.0],
        "$q=0$ and Langevin, every origin": [pytest.approx(5 / 6), 1.0],
        "exact Gibbs start, one time origin": [1.0, 1.0],
        "exact Gibbs start, every origin": [1.0, 1.0],
    }
    [published] = [line for line in middle.lines if line.get_label() == "published fit (A.2)"]
    assert published.get_ydata().tolist() == pytest.approx([0.6, 1.1])
    [expected] = [line for line in middle.lines if line.get_label() == "winding fraction x exact value"]
    assert expected.get_ydata().tolist() == pytest.approx([0.55, 1.0])
    assert all(bar.get_segments() for bars in middle.containers for bar in bars.lines[2])
