"""The published protocol against exact samples: identity, files, table, and the physics on a small ring."""

import hashlib
from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import thermochain as tc
from tests.overview.every_run import merged
from tests.root import CONFIG, ROOT
from thermochain.core.correlation import SingleOriginCorrelations, TimeCorrelations
from thermochain.core.running_integral import RunningIntegral
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.published_protocol.study.configuration import langevin_time_runs, published_protocol_runs
from thermochain.rotors.published_protocol.study.record import load_record, merge_records
from thermochain.rotors.published_protocol.study.run import (
    GIBBS,
    LANGEVIN,
    STARTS,
    ProtocolRun,
    langevin_start,
    langevin_time,
)
from thermochain.rotors.published_protocol.study.simulation import simulate, simulate_protocol
from thermochain.rotors.published_protocol.study.table import THERMALISATION, thermalisation_frame, thermalisation_page
from thermochain.runs.identity import canonical
from thermochain.runs.storage import CorruptResult, save_result

BASE = ProtocolRun(
    start=LANGEVIN,
    temperature=0.3,
    n_rotors=64,
    time_step=0.1,
    sampling_interval=0.4,
    duration=200,
    maximum_lag=80,
    n_replicas=2048,
    seed=5,
)
SMALL = replace(BASE, n_rotors=8, duration=4, maximum_lag=2, n_replicas=64)


@pytest.fixture(scope="module")
def cold():
    """Both starts at T = 0.3, M = 64."""
    runs = [replace(BASE, start=start) for start in STARTS]
    return {run.start: (run, simulate_protocol(run)) for run in runs}


def integral(correlations, pair):
    running = RunningIntegral.of(getattr(correlations, pair), correlations.spacing)
    return running.mean[-1], running.std[-1]


def test_the_path_spells_start_and_parameters_and_reads_back():
    assert str(BASE.path) == "langevin/T0.3/M64_dt0.1_h0.4_t200_lag80_R2048_seed5/block0"
    assert ProtocolRun(**BASE.parameters) == BASE
    words = {name: str(value) for name, value in BASE.parameters.items()}
    assert ProtocolRun.from_wildcards(words) == BASE


def test_starts_and_the_study_itself_have_random_numbers_of_their_own():
    parameters = BASE.parameters
    parameters.pop("start")
    runs = [*(replace(BASE, start=start) for start in STARTS), GreenKuboRun(**parameters)]
    states = [run.seed_sequence().generate_state(4) for run in runs]
    assert len({tuple(state) for state in states}) == 3


def test_the_published_time_has_the_path_and_the_random_numbers_that_it_had_when_it_was_the_only_one():
    """Results of older versions stay valid: the first words of the hash of the path without any time."""
    run = replace(BASE, start=langevin_start(50.0))
    assert run == BASE
    assert run.langevin_time == 50.0
    digest = hashlib.sha256(b"langevin/T0.3/M64_dt0.1_h0.4_t200_lag80_R2048_seed5/block0").digest()
    assert run.seed_sequence().entropy == int.from_bytes(digest[:16], "big")


@given(st.floats(1e-3, 1e6))
def test_every_other_time_is_spelled_in_the_start_to_ten_digits(time):
    start = langevin_start(time)
    assert canonical(langevin_time(start)) == canonical(time)
    assert langevin_start(langevin_time(start)) == start


@pytest.mark.parametrize(
    "start",
    ["hot", "", "langevin_", "langevin_50", "langevin_1e2", "langevin_0", "langevin_-3", "langevin_nan", "gibbs_100"],
)
def test_an_unknown_start_and_a_second_name_of_a_known_one_are_refused(start):
    with pytest.raises(ValueError, match=f"start='{start}' must be one of 'langevin', 'gibbs', or langevin_ and a"):
        replace(BASE, start=start)


@pytest.mark.parametrize("time", [0.05, 2e5, float("inf")])
def test_a_langevin_time_below_a_step_or_beyond_all_bounds_is_refused(time):
    with pytest.raises(ValueError, match=r"langevin_time=.* must lie in \[0.1, 100000\]; take a"):
        replace(BASE, start=langevin_start(time))


def test_a_start_costs_its_langevin_dynamics():
    """A time 50 of the published friction: 500 steps here, beside the 2000 of the trajectory; 4000 for a time 400."""
    exact = replace(BASE, start=GIBBS).n_updates
    assert 4 * BASE.n_updates == 5 * exact
    assert replace(BASE, start="langevin_400").n_updates == 3 * exact


def test_the_default_comparison_is_the_papers():
    """M = 500, and L Delta t of Appendix A; T = 0.3, on which it is silent, as above 0.3."""
    runs = published_protocol_runs(CONFIG)
    published, exact = ([run for run in runs if run.start == start] for start in (LANGEVIN, GIBBS))
    cutoffs = {run.temperature: run.maximum_lag for run in published}
    assert cutoffs == {0.25: 2000, 0.3: 1000, 0.35: 1000, 0.4: 1000, 0.5: 300, 0.7: 300, 1.0: 100}
    assert [replace(run, start=GIBBS) for run in published] == exact
    assert {run.n_rotors for run in runs} == {500}


def test_another_row_of_the_schedule_changes_only_the_simulations_that_it_serves():
    config = deepcopy(CONFIG)
    config["published_protocol"]["schedule"][-1]["n_replicas"] *= 2  # from T = 1
    before, after = (set(published_protocol_runs(c)) for c in (CONFIG, config))
    assert {run.temperature for run in before ^ after} == {1.0}


def test_another_block_or_time_adds_simulations_and_changes_none():
    config = deepcopy(CONFIG)
    row = config["published_protocol"]["langevin_times"][0]
    before = set(langevin_time_runs(config))
    row["blocks"] += 1
    more_blocks = set(langevin_time_runs(config))
    row["times"] = [*row["times"], 800]
    more_times = set(langevin_time_runs(config))
    assert before < more_blocks < more_times
    assert {run.block for run in more_blocks - before} == {row["blocks"] - 1}
    assert {run.langevin_time for run in more_times - more_blocks} == {800.0}


def test_longer_langevin_dynamics_are_compared_with_the_exact_samples_of_the_schedule():
    exact = [run for run in langevin_time_runs(CONFIG) if run.start == GIBBS]
    assert exact == [run for run in published_protocol_runs(CONFIG) if run.start == GIBBS and run.temperature == 0.3]


def test_records_come_back_bit_for_bit_and_only_from_their_own_path(tmp_path):
    record = simulate_protocol(SMALL)
    path = tmp_path / f"{SMALL.path}.npz"
    save_result(path, SMALL, simulate(SMALL), wall_time=1.0)
    same, back = load_record(path)
    assert same == SMALL
    for name in ("winding", "winding_end", "cosine", "kinetic"):
        np.testing.assert_array_equal(getattr(back, name), getattr(record, name))
        assert getattr(back, name).shape == (SMALL.n_replicas,)
    for name in ("lag_times", "pp", "ee", "pe"):
        np.testing.assert_array_equal(getattr(back.single_origin, name), getattr(record.single_origin, name))
        np.testing.assert_array_equal(getattr(back.every_origin, name), getattr(record.every_origin, name))
    there = tmp_path / f"{replace(SMALL, start=GIBBS).path}.npz"
    there.parent.mkdir(parents=True)
    for suffix in (".npz", ".json"):
        there.with_suffix(suffix).write_bytes(path.with_suffix(suffix).read_bytes())
    with pytest.raises(CorruptResult, match="it holds the simulation langevin/"):
        load_record(there)
    with pytest.raises(CorruptResult, match="cannot be trusted"):
        load_correlations(path)


def test_the_published_start_lacks_winding_and_its_single_origin_lacks_momentum_transport(cold):
    _, published = cold[LANGEVIN]
    _, exact = cold[GIBBS]
    gibbs = rotor.winding_variance(0.3, 64)
    for record, low in ((published, True), (exact, False)):
        squares = record.winding**2
        error = squares.std(ddof=1) / np.sqrt(squares.size)
        if low:
            assert squares.mean() + 6 * error < gibbs
        else:
            assert abs(squares.mean() - gibbs) < 4.5 * error
    reference, reference_error = integral(exact.every_origin, "pp")
    wrong, error = integral(published.single_origin, "pp")
    assert wrong + 4.5 * np.hypot(error, reference_error) < reference
    right, error = integral(exact.single_origin, "pp")
    assert abs(right - reference) < 4.5 * error
    assert error < 0.15 * reference
    # later origins of the same trajectories have more of their winding number
    later, error = integral(published.every_origin, "pp")
    assert later > wrong


def test_energy_transport_is_not_affected(cold):
    reference, reference_error = integral(cold[GIBBS][1].every_origin, "ee")
    for start in STARTS:
        value, error = integral(cold[start][1].single_origin, "ee")
        assert error < 0.1 * reference
        # total momentum, left in by the published start, adds T K^pp/M: 0.04 of 2
        assert abs(value - reference) < 4.5 * np.hypot(error, reference_error) + 0.05


def test_a_hot_ring_does_not_mind():
    """Negative control: at T = 1 both starts agree, so it is not the estimator that makes the difference."""
    hot = replace(BASE, temperature=1.0, maximum_lag=20, duration=40, n_replicas=4096)
    published, exact = (simulate_protocol(replace(hot, start=start)) for start in STARTS)
    squares = published.winding**2
    assert abs(squares.mean() - rotor.winding_variance(1.0, 64)) < 4.5 * squares.std() / np.sqrt(squares.size)
    value, error = integral(published.single_origin, "pp")
    reference, _ = integral(exact.every_origin, "pp")
    assert abs(value - reference) < 4.5 * error < 0.8 * reference


def test_the_table_has_a_row_a_start_with_the_exact_values_beside(cold):
    table = thermalisation_frame(cold.values())
    assert set(table.columns) == set(THERMALISATION.columns)
    assert table["start"].tolist() == [LANGEVIN, GIBBS]
    exact = table.iloc[1]
    assert exact["winding_gibbs"] == pytest.approx(rotor.winding_variance(0.3, 64))
    assert abs(exact["cosine"] - exact["cosine_gibbs"]) < 4.5 * exact["cosine_std"]
    assert (exact["pp_single"], exact["pp_single_std"]) == integral(cold[GIBBS][1].single_origin, "pp")
    assert (exact["ee_every"], exact["ee_every_std"]) == integral(cold[GIBBS][1].every_origin, "ee")
    assert table["pp_published"].tolist() == pytest.approx([7.9, 7.9], abs=0.01)
    page = thermalisation_page(table)
    assert page.count("<tr>") == 3
    assert "q = 0 and Langevin, time 50" in page


def test_the_expected_coefficient_is_the_exact_one_times_the_fraction_of_the_winding(cold):
    table = thermalisation_frame(cold.values())
    published, exact = table.iloc[0], table.iloc[1]
    fraction = published["winding"] / published["winding_gibbs"]
    assert published["pp_expected"] == pytest.approx(fraction * exact["pp_every"])
    squares = (published["winding_std"] / published["winding"]) ** 2 + (exact["pp_every_std"] / exact["pp_every"]) ** 2
    assert published["pp_expected_std"] == pytest.approx(published["pp_expected"] * np.sqrt(squares))
    error = np.hypot(published["pp_expected_std"], published["pp_single_std"])
    assert abs(published["pp_single"] - published["pp_expected"]) < 4.5 * error
    assert published["pp_expected"] + 4.5 * error < exact["pp_every"]


def test_blocks_make_one_row_and_integrals_of_one_temperature_end_at_the_shortest_lag():
    runs = [replace(SMALL, block=k) for k in range(3)]
    exact = replace(SMALL, start=GIBBS, duration=8, maximum_lag=4)
    records = {run: simulate_protocol(run) for run in (*runs, exact)}
    table = thermalisation_frame(records.items())
    assert table["n_replicas"].tolist() == [3 * 64, 64]
    assert table["cutoff"].tolist() == [2, 2]
    singles = [integral(records[run].single_origin, "pp")[0] for run in runs]
    assert table["pp_single"].iloc[0] == pytest.approx(np.mean(singles))
    squares = np.concatenate([records[run].winding for run in runs]) ** 2
    assert table["winding"].iloc[0] == pytest.approx(squares.mean())
    pp = records[exact].every_origin.pp.mean(axis=0)
    n_lags = SMALL.n_lags
    assert table["pp_every"].iloc[1] == pytest.approx(np.trapezoid(pp[:n_lags], dx=SMALL.spacing))


def test_a_block_that_is_there_twice_is_no_second_block():
    record = simulate_protocol(SMALL)
    with pytest.raises(ValueError, match="part 1 repeats an earlier one"):
        merge_records([record, record])


def test_with_longer_langevin_dynamics_the_winding_number_and_then_the_coefficient_come_to_equilibrium(cold):
    """M = 64, T = 0.3: a time 12.5 of q = 0 leaves little of both, 400 leaves all, as exact samples have it."""
    exact_run, exact = cold[GIBBS]
    short = {"duration": 80.4, "n_replicas": 1024}
    runs = [replace(BASE, start=langevin_start(time), **short) for time in (12.5, 400.0)]
    records = {run: simulate_protocol(run) for run in runs} | {cold[LANGEVIN][0]: cold[LANGEVIN][1], exact_run: exact}
    table = thermalisation_frame(records.items()).sort_values("langevin_time").set_index("langevin_time")
    assert table.index.tolist() == [0.0, 12.5, 50.0, 400.0]
    fraction, error = table["winding"] / table["winding_gibbs"], table["winding_std"] / table["winding_gibbs"]
    for earlier, later in ((12.5, 50.0), (50.0, 400.0)):
        assert fraction[earlier] + 4.5 * np.hypot(error[earlier], error[later]) < fraction[later]
    assert abs(fraction[400.0] - 1.0) < 4.5 * error[400.0]
    for time in (12.5, 50.0, 400.0):
        row = table.loc[time]
        assert abs(row["pp_single"] - row["pp_expected"]) < 4.5 * np.hypot(row["pp_single_std"], row["pp_expected_std"])
    assert table.loc[12.5, "pp_single"] + 4.5 * table.loc[12.5, "pp_single_std"] < table.loc[0.0, "pp_every"]


def test_half_the_time_step_leaves_the_same_winding_number(cold):
    """The lack of winding is no artefact of the step: at 0.05 it is that at 0.1, far below the Gibbs value."""
    _, published = cold[LANGEVIN]
    finer = simulate_protocol(replace(BASE, time_step=0.05, duration=80.4, n_replicas=1024))
    squares = [record.winding**2 for record in (published, finer)]
    errors = [values.std(ddof=1) / np.sqrt(values.size) for values in squares]
    assert abs(squares[0].mean() - squares[1].mean()) < 4.5 * np.hypot(*errors)
    assert squares[1].mean() + 4.5 * errors[1] < rotor.winding_variance(0.3, 64)


def test_the_verbatim_preset_has_the_papers_realisations_and_step():
    """R = 10^6, M = 500, step 0.01, L Delta t = 100 at T = 1 and 300 at T = 0.5."""
    preset = yaml.safe_load((ROOT / "workflow/presets/verbatim.yaml").read_text())
    runs = [run for run in langevin_time_runs(merged(CONFIG, preset)) if run.time_step == 0.01]
    for temperature, lag in ((1.0, 100.0), (0.5, 300.0)):
        some = [run for run in runs if run.temperature == temperature]
        assert sum(run.n_replicas for run in some) == 10**6
        assert {(run.start, run.n_rotors, run.maximum_lag) for run in some} == {(LANGEVIN, 500, lag)}


ARGUMENTS = {"temperature": 0.7, "n_rotors": 16, "maximum_lag": 4.0, "n_replicas": 64, "time_step": 0.1, "seed": 3}


def test_the_published_protocol_by_name():
    data = tc.simulate_green_kubo(**ARGUMENTS, protocol="published")
    assert data.lag_times[-1] == pytest.approx(4.0)
    run = ProtocolRun(**ARGUMENTS, sampling_interval=0.2, duration=4.2, start=LANGEVIN)
    np.testing.assert_array_equal(data.pp, simulate_protocol(run).single_origin.pp)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"protocol": "exact"}, "protocol='exact' must be one of 'gibbs', 'published'"),
        ({"protocol": "published", "duration": 8.0}, "duration=8.0 must be left out with protocol='published'"),
        ({}, "duration=None must be a finite number > 0 with protocol='gibbs'"),
        ({"protocol": "published", "temperature": -1.0}, "temperature=-1.0 must be a finite number > 0"),
        ({"protocol": "published", "maximum_lag": 4.1}, "must be a multiple of sampling_interval"),
    ],
)
def test_impossible_requests_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        tc.simulate_green_kubo(**ARGUMENTS | arguments)


def test_the_public_function_says_that_correlations_of_the_published_protocol_have_one_origin():
    rings = {"temperature": 1.0, "n_rotors": 8, "maximum_lag": 4.0, "n_replicas": 16, "time_step": 0.1}
    published = tc.simulate_green_kubo(protocol="published", **rings)
    exact = tc.simulate_green_kubo(protocol="gibbs", duration=8.0, **rings)
    assert [type(c) for c in (published, exact)] == [SingleOriginCorrelations, TimeCorrelations]
