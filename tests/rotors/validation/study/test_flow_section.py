"""Sections of rings in a flow: what their check lets pass has a limit of long rings, and what has none is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thermochain.rotors.validation.heat_response.study import configuration as heat_response
from thermochain.rotors.validation.response import extrapolate_response
from thermochain.rotors.validation.shear_response.study import configuration as shear_response

ROW = {"temperature": 1.0, "relaxation": 8, "duration": 16, "n_replicas": 8}
SECTIONS = {"heat_response": (heat_response, "drives"), "shear_response": (shear_response, "momentum_jumps")}
ROWS = st.lists(
    st.tuples(st.sampled_from([32, 64, 128, 256]), st.lists(st.sampled_from([1.0, 2.0, 4.0]), min_size=1, unique=True)),
    min_size=1,
    max_size=5,
)


def problem(name, rows):
    """What the check of a section says about these ring sizes and drives; None if it lets them pass."""
    module, key = SECTIONS[name]
    rings = [ROW | {"n_rotors": M, key: drives} for M, drives in rows]
    section = {"time_step": 0.1, "restoring_interval": 4, "rings": rings}
    try:
        module.check({name: section, "green_kubo": {"temperatures": [1.0]}, "seed": 1})
    except ValueError as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", SECTIONS)
@given(ROWS)
@settings(deadline=None)
def test_a_section_passes_if_and_only_if_its_limit_is_determined(name, rows):
    """Two jumps are asked of a shear response besides, and no simulation twice of either."""
    sizes, drives = (np.array([pair[k] for pair in ((M, X) for M, some in rows for X in some)]) for k in (0, 1))
    found = problem(name, rows)
    try:
        limit = extrapolate_response(sizes, drives, 2.0 + 8.0 / sizes, np.full(sizes.size, 0.01))
    except ValueError:
        limit = None
    if found is None:
        assert limit is not None
        assert limit.value == pytest.approx(2.0, abs=1e-6)
    elif limit is not None:
        twice = len({*zip(sizes, drives, strict=True)}) < len(sizes)
        assert twice or (name == "shear_response" and "one momentum jump" in found), found
