"""The table of states refuses a settled chain that does not carry what its baths give it."""

import numpy as np
import pytest

from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate
from thermochain.rotors.driven.study.states import measure_state
from thermochain.runs.storage import save_result

RUN = DrivenRun(
    n_rotors=9,
    T_left=0.5,
    T_right=0.5,
    torque_left=0,
    torque_right=0,
    friction=1,
    time_step=0.1,
    duration=1024,
    n_replicas=64,
    seed=1,
)


@pytest.fixture(scope="module")
def arrays(tmp_path_factory):
    return simulate(RUN, tmp_path_factory.mktemp("driven") / "checkpoint.npz")


def test_a_chain_in_balance_with_its_baths_has_a_row(arrays, tmp_path):
    save_result(tmp_path / RUN.file, RUN, arrays, 1.0)
    row, profile, _ = measure_state([tmp_path / RUN.file])
    assert row["balance_energy"] > 1e-4
    assert len(profile) == RUN.n_rotors


def test_end_rotors_a_tenth_too_hot_are_no_steady_state(arrays, tmp_path):
    moments = np.array(arrays["moments"])
    moments[:, MOMENTS.index("p2"), [0, -1]] *= 1.1
    save_result(tmp_path / RUN.file, RUN, arrays | {"moments": moments}, 1.0)
    with pytest.raises(FloatingPointError, match=r"bath_energy_current - energy_current = 0\.0\d+ must .* in n9/"):
        measure_state([tmp_path / RUN.file])
