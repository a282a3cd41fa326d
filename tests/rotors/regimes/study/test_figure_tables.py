"""All tables behind the figures of the regimes."""

import thermochain as tc
from tests.rotors.laws import with_errors
from thermochain.rotors.regimes.study.figure_tables import figure_tables

NAMES = ["fields", "boundaries", "anatomy_profiles", "anatomy_response"]
NAMES += ["continued_profiles", "peak_temperatures", "continuations"]


def test_every_table_has_its_own_name_and_the_columns_of_its_kind():
    both = [tc.published_coefficients(), with_errors(1e-3)]
    tables = list(figure_tables(NAMES, both, map_points=7, profile_points=5, curve_points=5))
    assert [name for name, _, _ in tables] == NAMES
    assert len({table.kind for _, table, _ in tables}) == len(NAMES)
    for name, table, frame in tables:
        assert set(table.columns) == set(frame.columns), name
        assert len(frame) > 0
