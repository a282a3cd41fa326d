"""The Onsager matrix at a mean momentum, IOS (2.24): exact for one trajectory, measured for independent rings."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from tests.root import CONFIG
from thermochain.core.correlation import correlate_currents
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs
from thermochain.rotors.green_kubo.study.correlation_files import load_run
from thermochain.rotors.green_kubo.study.onsager_table import running_frame
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.validation.onsager_structure.study.configuration import onsager_structure_runs
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun
from thermochain.rotors.validation.onsager_structure.study.simulation import simulate
from thermochain.rotors.validation.onsager_structure.study.table import (
    STRUCTURE,
    compare_structure,
    structure_page,
)
from thermochain.runs.storage import save_result

PARAMETERS = {"temperature": 1.0, "n_rotors": 64, "duration": 200, "maximum_lag": 40, "n_replicas": 512, "seed": 4}
BOOST = 0.5
AT_REST = GreenKuboRun(**PARAMETERS, time_step=0.05, sampling_interval=0.2)
TURNING = BoostedRun(**AT_REST.parameters, mean_momentum=BOOST)


def test_correlations_of_the_same_trajectories_transform_exactly():
    rng = np.random.default_rng(3)
    angles, _ = sample_ring_angles(24, 32, 1.0, rng)
    momenta = sample_ring_momenta(24, 32, 1.0, rng)
    pp, ee, pe = correlate_currents(*Rings(angles, momenta, 0.05).run(60, 4), 24, 30)
    turning = correlate_currents(*Rings(angles, momenta + BOOST, 0.05).run(60, 4), 24, 30)
    # trajectories of 12 time units agree to 1e-9
    np.testing.assert_allclose(turning[0], pp, atol=1e-7)
    np.testing.assert_allclose(turning[1], ee + 2 * BOOST * pe + BOOST**2 * pp, atol=1e-7)
    np.testing.assert_allclose(turning[2], pe + BOOST * pp, atol=1e-7)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    at_rest = tc.simulate_green_kubo(**PARAMETERS)
    path = tmp_path_factory.mktemp("turning") / f"{TURNING.path}.npz"
    save_result(path, TURNING, simulate(TURNING), 1.0)
    run, turning = load_run(path, BoostedRun)
    assert run == TURNING
    return running_frame(at_rest), running_frame(turning)


def test_independent_turning_rings_have_the_predicted_matrix(running):
    structure = compare_structure(*running, 1.0, BOOST)
    assert set(structure) == set(STRUCTURE.columns)
    assert structure["coefficient"].tolist() == ["pp", "pe", "ee"]
    assert np.all(np.abs(structure["z"]) < 4)
    pe = structure.set_index("coefficient").loc["pe"]
    assert pe["measured"] > 8 * pe["measured_std"]  # present in turning rings
    assert abs(pe["at_rest"]) < 4 * pe["at_rest_std"]  # absent at rest
    assert "K^pe" in structure_page(structure)


def test_another_sign_or_size_of_the_mean_momentum_is_noticed(running):
    for wrong in (-BOOST, 1.5 * BOOST):
        structure = compare_structure(*running, 1.0, wrong)
        assert np.max(np.abs(structure["z"])) > 5


def test_errors_of_the_prediction_are_propagated_and_limits_are_equal():
    rest = pd.DataFrame({"time": [0.0, 10.0, 40.0], "K_pp": 2.0, "K_ee": 3.0, "K_pe": 0.0})
    rest = rest.assign(K_pp_std=0.3, K_ee_std=0.4, K_pe_std=0.1)
    structure = compare_structure(rest, rest, 1.0, 2.0).set_index("coefficient")
    assert structure["upper_limit"].unique().tolist() == [10.0]
    np.testing.assert_allclose(structure["predicted"], [2.0, 4.0, 11.0])
    np.testing.assert_allclose(structure["predicted_std"], [0.3, 0.6, np.hypot(1.2, 0.4)])


def test_turning_rings_are_independent_of_those_at_rest():
    assert str(TURNING.path) == f"p0.5/{AT_REST.path}"
    assert TURNING.seed_sequence().entropy != AT_REST.seed_sequence().entropy
    assert TURNING.seed_sequence().entropy != replace(TURNING, mean_momentum=1.0).seed_sequence().entropy


def test_each_temperature_has_turning_rings_with_the_effort_of_one_block_at_rest():
    runs = onsager_structure_runs(CONFIG)
    assert [run.temperature for run in runs] == sorted(CONFIG["onsager_structure"]["temperatures"])
    for run in runs:
        at_rest = run.parameters
        assert at_rest.pop("mean_momentum") == CONFIG["onsager_structure"]["mean_momentum"]
        assert GreenKuboRun(**at_rest) == green_kubo_runs(CONFIG)[run.temperature][0]
