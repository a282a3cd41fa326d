"""Tables of the searches: their networks have the fluxes that the tables state."""

import numpy as np
import pytest

from tests.oscillators.made import made
from thermochain.oscillators.networks.study.run import CirculationRun, PumpRun
from thermochain.oscillators.networks.study.search_tables import REFERENCES, SEARCH, reference_frame, search_frame


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    circulation = made([CirculationRun("triangle_two_baths", "5_20", 2, 5)], folder)
    return search_frame(circulation, made([PumpRun("0.1", 100.0, 1, 5)], folder))


def test_one_row_a_limit_and_the_last_network_of_each_search(tables):
    frame, found = tables
    assert list(frame.columns) == list(SEARCH.columns)
    assert list(frame["limit"]) == [5.0, 20.0, 0.1]
    assert list(found) == ["triangle, two baths", "pump, largest lift"]
    assert list(reference_frame().columns) == list(REFERENCES.columns)


def test_the_network_that_is_drawn_has_the_flux_of_its_row(tables):
    frame, found = tables
    state = found["triangle, two baths"].network.steady_state()
    assert max(state.circulation.strength, 0.0) == pytest.approx(frame.loc[1, "flux"], abs=1e-7)
    assert np.isfinite(frame["flux"]).all()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"graph": "ring"}, "graph='ring' must be one of triangle_two_baths"),
        ({"largest_strengths": "20_5"}, "must increase"),
        ({"largest_strengths": "a"}, "must be numbers joined by underscores"),
        ({"starts": 0}, "starts=0 must be an integer >= 1"),
    ],
)
def test_searches_that_cannot_run_are_named(wrong, message):
    good = {"graph": "triangle_two_baths", "largest_strengths": "5_20", "starts": 2, "seed": 5}
    with pytest.raises(ValueError, match=message):
        CirculationRun(**(good | wrong))
