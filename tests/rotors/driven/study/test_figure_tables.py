"""The tables behind the figures of driven chains: what they hold, and what they leave out."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.driven.equations import WITH_CONTACTS, Equations
from thermochain.rotors.driven.study.closure import CLOSURE
from thermochain.rotors.driven.study.coefficient_frames import coefficient_frame
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.configuration import closure_condition, driven_runs, extrapolated_conditions
from thermochain.rotors.driven.study.deviations import equilibrium_frame, verdict_frame
from thermochain.rotors.driven.study.figure_tables import FIGURES, StudyTables, figure_frames
from thermochain.rotors.driven.study.limits import LIMITS
from thermochain.rotors.driven.study.profile_frames import gap_frame
from thermochain.rotors.driven.study.states import LOCAL, PROFILES, STATES
from thermochain.rotors.driven.study.sweeps import crossing_frame, sweep_frame
from thermochain.rotors.macroscopic.first_integral import energy_current, highest_temperature, momentum_current
from thermochain.rotors.macroscopic.regime_edges import zero_energy_current
from thermochain.rotors.macroscopic.solve import solve_stationary

PUBLISHED = tc.published_coefficients()
FRICTION = 2.0  # not 1, so that torques and momenta differ
SIZES = (17, 33, 65)
CONFIG = {
    "seed": 1,
    "driven": {
        "friction": FRICTION,
        "time_step": 0.1,
        "n_replicas": 8,
        "blocks": 1,
        "sizes": [{"n_rotors": n, "times": 1} for n in SIZES],
        "effort": [{"from": 0, "factor": 1}],
        "profiles": {"n_rotors": 33, "temperatures": [0.4, 0.6], "torques": [1]},
        "torque_sweep": {"T_left": 0.4, "T_right": [0.4, 0.6], "torques": [0.6, 1.2, 1.8, 4]},
        "uphill": {"T_left": 0.5, "T_right": 0.4, "torques": [0.4, 0.8, 1.2, 1.6]},
        "negative_conductivity": {"T_left": 0.4, "T_right": [0.4, 0.6], "torques": [0.6, 4]},
        "maximum": {"T_left": 0.3, "T_right": [0.3, 0.45, 0.6, 1.0], "torques": [0.9, 1.3]},
        "closure": {"T_left": 0.4, "T_right": 0.4, "torque_left": 0, "torque_right": 4},
        "further": [{"T_left": 0.6, "T_right": 0.6, "torque_left": -1, "torque_right": 1}],
    },
}

CLOSED = closure_condition(CONFIG["driven"])


@pytest.fixture(scope="module")
def equations():
    """The measured coefficients are the published ones with 1 % errors in one parameter each."""
    narrow = {
        key: law.__class__(law.parameters, np.diag([0.0, 0.0, (0.01 * law.parameters[2]) ** 2]))
        for key, law in (("pp", PUBLISHED.pp), ("ee", PUBLISHED.ee))
    }
    measured = tc.TransportCoefficients("measured", **narrow, measured_range=(0.3, 1.5), admissible_range=(0.1, 5.0))
    return Equations(measured, PUBLISHED)


def boundary(condition):
    return condition.T_left, condition.T_right, condition.torque_left / FRICTION, condition.torque_right / FRICTION


@pytest.fixture(scope="module")
def tables():
    """Chains whose currents fall short of (2.30) by a factor 1 - 4/n, and whose deviations fall like 1/n."""
    states, profiles, bulk = [], [], []
    for condition, sizes in driven_runs(CONFIG).items():
        for n in sizes:
            row = dict.fromkeys(STATES.columns, 0.0) | condition.columns | {"n_rotors": n}
            row |= {"energy_current": (1 - 4 / n) * float(energy_current(PUBLISHED, *boundary(condition)))}
            row |= {"energy_current_std": 0.01}
            for name in ("kurtosis", "bond_distance", "cosine_correlation", "sine_correlation"):
                row |= {f"{name}_square": n**-2.0, f"{name}_square_std": 0.02 * n**-2.0}
            states.append(row)
            x = np.linspace(-1, 1, n)
            columns = dict.fromkeys(PROFILES.columns, 0.01) | {"x": x, "temperature": 0.5 - 0.1 * x**2, "momentum": x}
            profiles.append(pd.DataFrame(columns | condition.columns | {"n_rotors": n}))
            seen = [value + 0.5 / n for value in boundary(condition)]
            names = ("bulk_T_left", "bulk_T_right", "bulk_p_left", "bulk_p_right")
            factors = {"factor_p": 1.1, "factor_p_std": 0.01, "factor_e": 0.9, "factor_e_std": 0.2}
            bulk += [
                condition.columns | {"n_rotors": n, "shapes": shapes} | dict(zip(names, seen, strict=True)) | factors
                for shapes in ("measured", "published")
            ]
    return StudyTables(
        states=pd.DataFrame(states),
        profiles=pd.concat(profiles, ignore_index=True),
        local=pd.DataFrame(columns=list(LOCAL.columns)),
        bulk=pd.DataFrame(bulk),
        limits=limits(),
        closure=closure(),
        solutions=pd.DataFrame(
            CLOSED.columns
            | {"n_rotors": 0, "equations": "measured", "x": [-1.0, 1.0], "temperature": 0.4, "momentum": 1}
        ),
        onsager=onsager(),
    )


def limits():
    rows = []
    for condition in extrapolated_conditions(CONFIG["driven"]):
        row = dict.fromkeys(LIMITS.columns, 0.0) | condition.columns | {"regime": "heated"}
        row |= {"factor_p": 1.0, "factor_p_std": 0.01, "factor_e": 1.0, "factor_e_std": 0.2}
        for name, law in (
            ("momentum_current", momentum_current),
            ("energy_current", energy_current),
            ("T_max", highest_temperature),
            ("entropy_production", lambda *_: 1.0),
        ):
            row |= {name: float(law(PUBLISHED, *boundary(condition))), f"{name}_std": 0.03}
            row |= {f"{name}_systematic": 0.04, f"{name}_equations_std": 0.12}
            row |= {f"{name}_percent": 2.0, f"{name}_published_percent": -3.0}
        rows.append(row)
    return pd.DataFrame(rows)


def closure():
    rows = [
        CLOSED.columns
        | {"n_rotors": n, "equations": name}
        | {"temperature_gap": 5 / n, "temperature_noise": 0.1 / n, "momentum_gap": 0.0, "momentum_noise": 0.1}
        for name in ("published", "measured", WITH_CONTACTS)
        for n in SIZES
    ]
    return pd.DataFrame(rows)[list(CLOSURE.columns)]


def onsager():
    T = np.array([0.3, 0.5, 1.0])
    frame = pd.DataFrame({"temperature": T})
    for key in ("pp", "ee"):
        value = getattr(PUBLISHED, key)(T)
        frame = frame.assign(**{key: value, f"{key}_std": 0.03 * value, f"{key}_systematic": 0.04 * value})
    return frame


@pytest.fixture(scope="module")
def frames(tables, equations):
    return figure_frames(CONFIG["driven"], tables, equations)


def test_every_table_can_be_stored_with_its_columns(frames, tmp_path):
    assert set(frames) == set(FIGURES)
    for name, table in FIGURES.items():
        table.write(tmp_path / "table.csv", frames[name])
        assert len(table.read(tmp_path / "table.csv")) == len(frames[name])


def test_a_chain_keeps_its_torques_and_its_friction_in_every_table(frames):
    for name in ("profiles", "closure", "gaps", "factors", "local_equilibrium", "verdict", "uphill"):
        frame = frames[name].dropna(subset="torque_right")
        np.testing.assert_array_equal(frame["p_right"] * FRICTION, frame["torque_right"])
        assert set(frame["friction"]) == {FRICTION}
    curves = frames["uphill"][frames["uphill"]["source"] == "measured"]
    assert curves["torque_right"].isna().all()  # the equations have boundary momenta alone


def test_sweeps_hold_all_chains_their_limits_and_the_curves_of_the_equations(frames):
    sweep = frames["torque_sweep"]
    counts = sweep.groupby(["T_right", "source", "n_rotors"]).size()
    for T in (0.4, 0.6):
        assert [counts[T, "chain", n] for n in SIZES] == [4, 4, 4]
        assert counts[T, "limit", 0] == 4
    measured = sweep[(sweep["source"] == "measured") & (sweep["T_right"] == 0.6)]
    assert measured["p_right"].iloc[0] == 0.0
    expected = energy_current(PUBLISHED, 0.4, 0.6, 0.0, measured["p_right"].to_numpy())
    np.testing.assert_allclose(measured["energy_current"], expected, rtol=1e-12)  # the same formula
    assert np.all(measured["energy_current_std"] > 0)
    chains = sweep[sweep["source"] == "chain"]
    assert sorted(chains["p_right"].unique()) == [0.3, 0.6, 0.9, 2.0]  # torques over friction


def test_rises_are_currents_less_that_at_the_lowest_temperature_of_the_same_line(frames, equations):
    rises = frames["maximum"]
    for (p_right, source, _), line in rises.groupby(["p_right", "source", "n_rotors"]):
        lowest = line[line["T_right"] == 0.3].iloc[0]
        np.testing.assert_allclose(line["rise"], line["energy_current"] - lowest["energy_current"], atol=1e-12)
        assert (lowest["rise"], lowest["rise_std"]) == (0.0, 0.0)
        others = line[line["T_right"] > 0.3]
        if source == "chain":
            np.testing.assert_allclose(others["rise_std"], 0.01 * np.sqrt(2))  # two independent chains
        if source == "measured":  # two points of one curve, whose errors are nearly the same
            assert others["rise_std"].iloc[0] < 0.1 * others["energy_current_std"].iloc[0]
            draws = equations.measured.resample
            rng = np.random.default_rng(0)
            ends = [energy_current(draws(rng), 0.3, [0.3, 1.0], 0.0, p_right) for _ in range(200)]
            at_1 = line.loc[(line["T_right"] - 1.0).abs().idxmin(), "rise_std"]
            assert at_1 == pytest.approx(np.std(np.diff(ends)), rel=0.2)  # 200 draws know it to 5 %
    assert rises["T_right"].min() == 0.3  # no curve begins before the reference


def test_a_maximum_is_looked_for_where_the_measured_coefficients_put_it(frames):
    maxima = frames["maxima"]
    assert len(maxima) == 2 * (len(SIZES) + 3)  # lengths, their limit and two sets of coefficients
    for p_right, rows in maxima.groupby("p_right"):
        currents = dict(zip((0.45, 0.6), energy_current(PUBLISHED, 0.3, [0.45, 0.6], 0.0, p_right), strict=True))
        assert set(rows["T_inside"]) == {max(currents, key=currents.get)}
        ends = energy_current(PUBLISHED, 0.3, [0.3, 1.0], 0.0, p_right)
        expected = currents[rows["T_inside"].iloc[0]] - ends
        for row in rows.itertuples():
            part = 1 - 4 / row.n_rotors if row.source == "chain" else 1
            assert (row.rise, row.fall) == pytest.approx(part * expected)
    assert set(maxima["T_inside"]) == {0.45, 0.6}  # it depends on the momentum


def test_the_certainty_of_a_maximum_is_that_of_the_smaller_difference(frames):
    chains = frames["maxima"][frames["maxima"]["source"] == "chain"]
    np.testing.assert_allclose(chains["sigma"], chains[["rise", "fall"]].min(axis=1) / (0.01 * np.sqrt(2)))
    assert frames["maxima"][frames["maxima"]["source"] == "published"]["sigma"].isna().all()


def test_errors_of_limits_hold_both_parts(frames):
    sweep = frames["uphill"]
    np.testing.assert_allclose(sweep[sweep["source"] == "limit"]["energy_current_std"], 0.05)


def test_the_zero_of_the_energy_current_is_that_of_the_isoline(frames):
    crossings = frames["crossings"]
    uphill = crossings[crossings["figure"] == "uphill"].set_index("source")
    exact = zero_energy_current(PUBLISHED, T_left=0.5, T_right=0.4, p_left=0.0)
    for source in ("measured", "published"):  # parabolas through 97 points
        assert uphill.loc[source, "p_right"] == pytest.approx(exact, abs=1e-4)
    assert uphill.loc["limit", "p_right"] == pytest.approx(exact, abs=5e-3)  # a parabola through three, 0.2 apart
    assert uphill.loc["limit", "p_right_std"] > 0
    assert uphill.loc["measured", "p_right_std"] > 0
    assert uphill["raised"].isna().all()


def test_where_both_temperatures_carry_the_same_current_the_curves_cross(frames):
    crossings = frames["crossings"]
    found = crossings[crossings["figure"] == "torque_sweep"].set_index("source")
    p = found.loc["measured", "p_right"]
    low, high = (float(energy_current(PUBLISHED, 0.4, T, 0.0, p)) for T in (0.4, 0.6))
    assert low == pytest.approx(high, rel=1e-3)  # parabolas through 97 points
    assert found.loc["measured", "energy_current"] == pytest.approx(low, rel=1e-3)  # straight lines between them
    chains = found.loc["chain"]
    assert sorted(chains["n_rotors"]) == list(SIZES)
    assert chains["p_right"].tolist() == pytest.approx([p] * 3, abs=0.02)  # a parabola through three, 0.3 apart


def test_one_torque_makes_a_curve_but_no_crossing_of_chains(tables, equations):
    condition = Condition(0.4, 0.4, 0, 1.2, FRICTION)
    sweep = sweep_frame("uphill", "p_right", [condition], tables.states, tables.limits, equations)
    assert sweep["p_right"].nunique() > 50
    assert crossing_frame(sweep, equations).empty


def test_chains_of_another_friction_are_another_condition(tables, equations):
    """With the torques of half the friction the boundary momenta agree, and the chains do not."""
    condition = Condition(0.4, 0.4, 0, 0.6, 0.5 * FRICTION)
    sweep = sweep_frame("uphill", "p_right", [condition], tables.states, tables.limits, equations)
    assert not set(sweep["source"]) & {"chain", "limit"}


def test_profiles_stand_beside_solutions_between_the_baths_and_between_the_bulks_values(frames):
    curves = frames["profiles"]
    for source, shift in (("measured", 0.0), (WITH_CONTACTS, 0.5 / 33)):
        some = curves[(curves["source"] == source) & (curves["T_left"] == 0.6)]
        seen = {"T_left": 0.6 + shift, "T_right": 0.6 + shift, "p_left": shift, "p_right": 0.5 + shift}
        expected = solve_stationary(PUBLISHED, **seen, n_cells=len(some) - 1)
        np.testing.assert_allclose(some["temperature"], expected.temperature, rtol=1e-9)  # the same quadratures
        np.testing.assert_allclose(some["momentum"], expected.momentum, atol=1e-9)
    chain = curves[(curves["source"] == "chain") & (curves["T_left"] == 0.6)]
    assert len(chain) == 33


def test_the_closure_holds_chains_of_all_lengths(frames):
    curves = frames["closure"]
    assert curves[curves["source"] == "chain"].groupby("n_rotors").size().to_dict() == {n: n for n in SIZES}


def test_exponents_of_gaps_are_those_that_the_gaps_were_made_with_and_empty_in_noise():
    gaps = gap_frame(closure())
    temperature, momentum = (gaps[gaps["field"] == field] for field in ("temperature", "momentum"))
    np.testing.assert_allclose(temperature["exponent"], 1.0, atol=1e-6)  # exact data
    assert temperature["exponent_std"].between(1e-4, 0.1).all()
    assert momentum["exponent"].isna().all()


def test_exponents_of_deviations_are_those_of_the_roots(frames, tables):
    table = frames["local_equilibrium"]
    np.testing.assert_allclose(table["exponent"], 1.0, atol=1e-6)  # squares fall like n^-2
    np.testing.assert_allclose(table["rms"], 1 / table["n_rotors"])
    np.testing.assert_allclose(table["rms_std"] / table["rms"], 0.01)  # half that of the square
    assert table[table["drawn"]].groupby(["T_left", "torque_right"]).ngroups == 2  # closure and further
    noise = tables.states.assign(kurtosis_square=-1e-6)
    rows = equilibrium_frame(noise, [CLOSED], [CLOSED])
    kurtosis = rows[rows["deviation"] == "kurtosis"]
    assert kurtosis["rms"].tolist() == [0.0] * 3
    assert kurtosis[["rms_std", "exponent", "exponent_std"]].isna().all(axis=None)


def local(relative_error):
    T = np.array([0.4, 0.41, 0.42, 0.6, 4.0])
    columns = dict.fromkeys(LOCAL.columns, 0.0) | {"n_rotors": [257] * 5, "temperature": T}
    for name in ("momentum_diffusivity", "thermal_conductivity"):
        value = getattr(PUBLISHED, name)(T)
        columns |= {name: value, f"{name}_std": relative_error * value}
    return pd.DataFrame(columns)


def test_windows_are_sorted_by_steepness_and_those_beyond_the_measured_law_left_out(equations):
    table = coefficient_frame(local(0.05), onsager(), equations)
    momentum = table[table["coefficient"] == "momentum_diffusivity"]
    assert momentum[momentum["source"] == "windows"]["temperature"].tolist() == [0.4, 0.41]
    assert momentum[momentum["source"] == "steep windows"]["temperature"].tolist() == [0.42, 0.6]
    np.testing.assert_allclose(table["ratio"], 1.0, rtol=1e-9)  # everything is made of the published law
    estimates = momentum[momentum["source"] == "estimates"]
    np.testing.assert_allclose(estimates["ratio_error"], 0.05)  # 3 % and 4 % in quadrature


def test_noisy_windows_are_left_out_and_none_at_all_is_no_error(equations):
    for windows in (local(0.2), pd.DataFrame(columns=list(LOCAL.columns))):
        table = coefficient_frame(windows, onsager(), equations)
        assert not table["source"].str.contains("windows").any()
        assert {"estimates", "measured", "published"} == set(table["source"])


def test_factors_that_are_not_known_are_left_out(frames):
    factors = frames["factors"]
    assert set(factors["coefficient"]) == {"momentum_diffusivity"}  # those on kappa have 20 % errors
    by_length = factors.groupby("n_rotors")["factor"]
    assert by_length.size().to_dict() == dict.fromkeys((0, *SIZES), len(limits()))
    assert by_length.mean().to_dict() == pytest.approx({0: 1.0, 17: 1.1, 33: 1.1, 65: 1.1})


def test_the_verdict_carries_all_errors_and_leaves_out_what_is_trivial():
    table = limits().iloc[:3].assign(T_max_sigma=[np.nan, 0.5, 0.5])
    table.loc[table.index[0], "energy_current_percent"] = np.nan
    table.loc[table.index[2], "energy_current_std"] = 0.21 * abs(table["energy_current"].iloc[2])  # nearly zero
    verdict = verdict_frame(table)
    assert verdict.groupby("quantity").size().to_dict() == {
        "momentum_current": 6,
        "energy_current": 2,
        "T_max": 4,
        "entropy_production": 6,
    }
    scale = 100 / table["momentum_current"].abs().iloc[0]
    measured, published = (
        verdict[(verdict["source"] == source) & (verdict["quantity"] == "momentum_current")].iloc[0]
        for source in ("measured", "published")
    )
    assert (measured["percent"], published["percent"]) == (2.0, -3.0)
    assert measured["percent_error"] == pytest.approx(0.13 * scale)  # 3, 4 and 12 in quadrature
    assert published["percent_error"] == pytest.approx(0.05 * scale)


def test_predicted_crossings_move_with_the_coefficients_as_their_error_says(frames, equations):
    crossings = frames["crossings"]
    found = crossings[(crossings["figure"] == "uphill") & (crossings["source"] == "measured")].iloc[0]
    rng = np.random.default_rng(0)
    roots = [
        zero_energy_current(equations.measured.resample(rng), T_left=0.5, T_right=0.4, p_left=0.0) for _ in range(300)
    ]
    assert found["p_right_std"] == pytest.approx(np.std(roots), rel=0.15)  # 300 draws know it to 4 %
