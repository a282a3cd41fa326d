"""The arithmetic of the efficiency benchmark, on data whose variance is known."""

import numpy as np
import pytest

from benchmarks import efficiency, efficiency_runs
from benchmarks.efficiency import Row, Value
from benchmarks.kept import keep
from benchmarks.variance_cost import Cost, controlled
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors.green_kubo.study.simulation import simulate_currents, simulate_run
from thermochain.rotors.published_protocol.single_origin import correlate_with_start


def white_noise_cost(n_replicas, seed, n_batches=400, n_lags=65, spacing=0.5):
    """Cost of the integral of white noise of variance 1 a lag and replica, one unit of work a replica."""
    noise = np.random.default_rng(seed).standard_normal((n_batches, n_lags)) / np.sqrt(n_replicas)
    value = efficiency.cut(RunningIntegral.of(noise, spacing), "pp")
    return Cost.of(value.std, n_batches, n_batches * n_replicas, reference=2.0)


# trapezoid: n_lags - 2 whole weights and two halves, times spacing^2, over (1 % of 2)^2
EXACT = 0.5**2 * (63 + 0.5) / (0.01 * 2.0) ** 2


@pytest.mark.parametrize("n_replicas", [1, 16, 256])
def test_cost_of_white_noise_is_known_and_does_not_depend_on_the_replicas(n_replicas):
    cost = white_noise_cost(n_replicas, seed=n_replicas)
    assert cost.relative_error == pytest.approx(np.sqrt(2 / 399))
    assert abs(cost.work / EXACT - 1) < 3.5 * cost.relative_error  # a wrong power of the replicas is off by 16


def test_stated_error_of_a_cost_is_its_scatter():
    costs = [white_noise_cost(4, seed, n_batches=64) for seed in range(400)]
    scatter = np.std([c.work for c in costs]) / EXACT
    # the scatter of 400 is known to 1/sqrt(800) = 3.5 %
    assert scatter == pytest.approx(costs[0].relative_error, rel=0.14)


def test_gain_is_the_ratio_of_costs():
    gain, error = Cost(50.0, 0.03).ratio(Cost(2000.0, 0.04))
    assert gain == pytest.approx(40.0)
    assert error == pytest.approx(40.0 * 0.05)


def test_control_variate_removes_what_it_explains_and_nothing_of_the_mean():
    rng = np.random.default_rng(3)
    control = 7.0 + rng.standard_normal(2000)
    noise = 0.5 * rng.standard_normal((2000, 1))
    times = np.array([0.0, 1.0, 2.0])
    running = RunningIntegral(times, 5.0 + np.outer(control - 7.0, [0.0, 1.0, 2.0]) + noise)
    better = controlled(running, control, expectation=7.0)
    left = better.batches.std(axis=0)
    assert left == pytest.approx([0.5] * 3, rel=0.06)  # four errors of a scatter from 2000
    assert running.batches.std(axis=0)[2] > 4 * left[2]
    assert np.all(np.abs(better.mean - 5.0) < 4 * 0.5 / np.sqrt(2000))
    assert np.any(np.abs(controlled(running, control, 7.5).mean - 5.0) > 0.4), "a wrong expectation shows"


def test_table_of_made_up_rows(tmp_path):
    """Half the error at the same work is four times the gain; the second row takes the bias of the third."""
    values = ((9.0, 0.4), (8.0, 0.4), (10.5, 0.2))
    found = [
        Row(f"row {k}", 500, {pair: Value(value, std) for pair in efficiency.PAIRS}, 129, 1e6, 2.0)
        for k, (value, std) in enumerate(values)
    ]
    table = efficiency.efficiency_frame(found, 1.0, {"pp": (10.0, 0.15), "ee": (20.0, 0.3)})
    pp, ee = (table[table["coefficient"] == pair] for pair in efficiency.PAIRS)
    assert list(pp["gain"]) == pytest.approx([1.0, 1.0, 4.0])
    assert list(pp["gain_std"]) == pytest.approx([0.0, 0.125 * np.sqrt(2), 0.5 * np.sqrt(2)])
    assert list(pp["bias_percent"]) == pytest.approx([-10.0, 5.0, 5.0])
    assert list(pp["bias_std"]) == pytest.approx([10 * np.hypot(0.4, 0.15), 2.5, 2.5])
    assert list(pp["updates"]) == pytest.approx([1.6e7, 1.6e7, 4e6])
    assert list(pp["core_seconds"]) == pytest.approx([32.0, 32.0, 8.0])
    assert list(ee["updates"]) == pytest.approx([4e6, 4e6, 1e6])
    kept = efficiency.EFFICIENCY.read(keep(efficiency.EFFICIENCY, table, tmp_path))
    assert list(kept.columns) == [*table.columns, "measured", "machine"]
    assert efficiency.as_text(table).count("row ") == 6


@pytest.fixture(scope="module")
def runs():
    return efficiency_runs.blocks(1.0, 16, 8.0, 4.0, n_replicas=512, n_blocks=2)


def test_the_benchmark_simulates_what_the_study_does(runs):
    data = efficiency_runs.from_gibbs(runs)
    assert data.correlations.n_batches == 64
    np.testing.assert_array_equal(data.correlations.pp[:32], simulate_run(runs[0]).pp)
    [first, *_] = runs[1].seed_sequence().spawn(runs[1].n_batches)
    single = correlate_with_start(*simulate_currents(runs[1], first), 16, runs[1].n_lags)
    np.testing.assert_array_equal(efficiency_runs.from_gibbs_single(runs).correlations.ee[32], single[1])
    assert data.updates == 2 * 512 * 16 * 80


def test_energy_of_the_rings_has_the_stated_mean(runs):
    """Its error is that of the scatter; the kinetic energy of one rotor would be 0.5 more."""
    energies = efficiency_runs.from_gibbs(runs).energies
    error = energies.std(ddof=1) / np.sqrt(energies.size)
    expected = efficiency_runs.expected_energy(1.0, 16)
    assert error < 0.5 / 4
    assert abs(energies.mean() - expected) < 3.5 * error


def test_published_cost_counts_thermalisation_and_the_small_step(runs):
    """1024 rings of 16 rotors, followed to 4, take (4 + 50)/0.01 steps each; simulated ones end at the last sample."""
    free = efficiency_runs.from_rest(efficiency_runs.blocks(1.0, 16, 4.4, 4.0, n_replicas=512, n_blocks=2))
    assert efficiency.published_updates(free, 4.0) == pytest.approx(1024 * 16 * 5400)


def test_without_the_study_the_benchmark_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setattr(efficiency, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match="run make figures first"):
        efficiency.load_reference()
