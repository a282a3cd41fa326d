"""The condition of a chain is the same in paths, in runs and in tables."""

import numpy as np
import pandas as pd
import pytest

from thermochain.rotors.driven.study.condition import CONDITION, KEYS, Condition
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.runs.table import Table

TABLE = Table("conditions/1", **CONDITION)


def test_zero_has_one_spelling():
    assert Condition(0.3, 0.3, -0.0, 1, 1) == Condition(0.3, 0.3, 0.0, 1, 1)
    assert str(Condition(0.3, 0.3, -0.0, 1, 1).torque_left) == "0.0"


def test_boundary_momenta_are_torques_over_friction():
    condition = Condition(0.3, 0.5, -1.0, 2.0, 4.0)
    assert vars(condition.boundary) == {"T_left": 0.3, "T_right": 0.5, "p_left": -0.25, "p_right": 0.5}
    assert list(condition.columns) == list(CONDITION)


def test_a_condition_finds_exactly_its_rows_in_a_table_that_was_stored(tmp_path):
    rng = np.random.default_rng(1)
    values = rng.uniform(0.05, 10.0, (500, len(KEYS)))
    conditions = [Condition(0.1 + 0.2, 1 / 3, -1 / 7, 0.7 + 0.1, 1.1), *(Condition(*row) for row in values)]
    near = Condition(0.3, 1 / 3, -1 / 7, 0.8 + 1e-9, 1.1)
    TABLE.write(tmp_path / "table.csv", pd.DataFrame([one.columns for one in [*conditions, near]]))
    stored = TABLE.read(tmp_path / "table.csv")
    for k, condition in enumerate(conditions):
        assert condition.rows(stored).index.tolist() == [k]


def test_a_run_has_the_condition_that_asked_for_it():
    condition = Condition(0.1 + 0.2, 1 / 3, -1 / 7, 0.8, 1.1)
    run = DrivenRun(n_rotors=9, **vars(condition), time_step=0.1, duration=512, n_replicas=8, seed=1)
    assert Condition.of(run) == condition


@pytest.mark.parametrize("name", KEYS)
def test_every_key_tells_conditions_apart(name):
    condition = Condition(0.3, 0.5, 0.0, 1.0, 1.0)
    other = Condition(**vars(condition) | {name: 0.7})
    frame = pd.DataFrame([condition.columns, other.columns])
    assert other.rows(frame).index.tolist() == [1]
