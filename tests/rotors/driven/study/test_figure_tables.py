"""The tables behind the figures of driven chains: what they hold, and what they leave out."""

import numpy as np
import pandas as pd
import pytest

import thermochain as tc
from thermochain.rotors.driven.study.coefficients import local_frame
from thermochain.rotors.driven.study.comparison import CLOSURE, CONTACTED
from thermochain.rotors.driven.study.conditions import Condition, extrapolated_conditions, ness_runs
from thermochain.rotors.driven.study.deviations import equilibrium_frame, verdict_frame
from thermochain.rotors.driven.study.equations import Equations
from thermochain.rotors.driven.study.figures import FRAMES, NessTables, ness_frames
from thermochain.rotors.driven.study.limits import NESS_LIMITS
from thermochain.rotors.driven.study.profile_frames import gap_frame
from thermochain.rotors.driven.study.states import LOCAL, PROFILES, STATES
from thermochain.rotors.driven.study.sweeps import crossing_frame, sweep_frame
from thermochain.rotors.macroscopic.first_integral import energy_current, highest_temperature, momentum_current
from thermochain.rotors.macroscopic.regime_edges import zero_energy_current
from thermochain.rotors.macroscopic.solve import solve_stationary
from thermochain.runs.table import read_table, write_table

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
        "closure": {"T_left": 0.4, "T_right": 0.4, "torque_left": 0, "torque_right": 4},
        "further": [{"T_left": 0.6, "T_right": 0.6, "torque_left": -1, "torque_right": 1}],
    },
}


@pytest.fixture(scope="module")
def equations():
    """Ours are the published ones with 1 % errors in one parameter each."""
    narrow = {
        key: law.__class__(law.parameters, np.diag([0.0, 0.0, (0.01 * law.parameters[2]) ** 2]))
        for key, law in (("pp", PUBLISHED.pp), ("ee", PUBLISHED.ee))
    }
    ours = tc.TransportCoefficients("measured", **narrow, measured_range=(0.3, 1.5), admissible_range=(0.1, 5.0))
    return Equations(ours, PUBLISHED, FRICTION)


def boundary(condition):
    return condition.T_left, condition.T_right, condition.torque_left / FRICTION, condition.torque_right / FRICTION


def of_baths(condition):
    return dict(zip(("T_left", "T_right", "p_left", "p_right"), boundary(condition), strict=True))


@pytest.fixture(scope="module")
def tables():
    """Chains whose currents fall short of (2.30) by a factor 1 - 4/n, and whose deviations fall like 1/n."""
    states, profiles, bulk = [], [], []
    for condition, sizes in ness_runs(CONFIG).items():
        for n in sizes:
            row = dict.fromkeys(STATES.columns, 0.0) | vars(condition) | {"n_rotors": n, "friction": FRICTION}
            row |= {"energy_current": (1 - 4 / n) * float(energy_current(PUBLISHED, *boundary(condition)))}
            row |= {"energy_current_std": 0.01}
            for name in ("kurtosis", "bond_distance", "cosine_correlation", "sine_correlation"):
                row |= {f"{name}_square": n**-2.0, f"{name}_square_std": 0.02 * n**-2.0}
            states.append(row)
            x = np.linspace(-1, 1, n)
            columns = dict.fromkeys(PROFILES.columns, 0.01) | {"x": x, "temperature": 0.5 - 0.1 * x**2, "momentum": x}
            profiles.append(pd.DataFrame(columns | vars(condition) | {"n_rotors": n, "friction": FRICTION}))
            seen = [value + 0.5 / n for value in boundary(condition)]
            names = ("bulk_T_left", "bulk_T_right", "bulk_p_left", "bulk_p_right")
            factors = {"factor_p": 1.1, "factor_p_std": 0.01, "factor_e": 0.9, "factor_e_std": 0.2}
            bulk += [
                of_baths(condition) | {"n_rotors": n, "shapes": shapes} | dict(zip(names, seen, strict=True)) | factors
                for shapes in ("ours", "published")
            ]
    return NessTables(
        states=pd.DataFrame(states),
        profiles=pd.concat(profiles, ignore_index=True),
        local=pd.DataFrame(columns=list(LOCAL.columns)),
        bulk=pd.DataFrame(bulk),
        limits=limits(),
        closure=closure(),
        solutions=pd.DataFrame(
            {"n_rotors": 0, "equations": "ours", "x": [-1.0, 1.0], "temperature": 0.4, "momentum": 1}
        ),
        onsager=onsager(),
    )


def limits():
    rows = []
    for condition in extrapolated_conditions(CONFIG):
        row = dict.fromkeys(NESS_LIMITS.columns, 0.0) | of_baths(condition) | {"regime": "heated"}
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
        {"n_rotors": n, "equations": name}
        | {"temperature_gap": 5 / n, "temperature_noise": 0.1 / n, "momentum_gap": 0.0, "momentum_noise": 0.1}
        for name in ("published", "ours", CONTACTED)
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
    return ness_frames(CONFIG, tables, equations)


def test_every_table_can_be_stored_with_its_columns(frames, tmp_path):
    assert set(frames) == set(FRAMES)
    for name, (kind, columns) in FRAMES.items():
        write_table(tmp_path / "table.csv", frames[name], kind, columns)
        assert len(read_table(tmp_path / "table.csv", kind)) == len(frames[name])


def test_sweeps_hold_all_chains_their_limits_and_the_curves_of_the_equations(frames):
    sweep = frames["torque_sweep"]
    counts = sweep.groupby(["T_right", "source", "n_rotors"]).size()
    for T in (0.4, 0.6):
        assert [counts[T, "chain", n] for n in SIZES] == [4, 4, 4]
        assert counts[T, "limit", 0] == 4
    ours = sweep[(sweep["source"] == "ours") & (sweep["T_right"] == 0.6)]
    assert ours["p_right"].iloc[0] == 0.0
    expected = energy_current(PUBLISHED, 0.4, 0.6, 0.0, ours["p_right"].to_numpy())
    np.testing.assert_allclose(ours["energy_current"], expected, rtol=1e-12)  # the same formula
    assert np.all(ours["energy_current_std"] > 0)
    chains = sweep[sweep["source"] == "chain"]
    assert sorted(chains["p_right"].unique()) == [0.3, 0.6, 0.9, 2.0]  # torques over friction


def test_errors_of_limits_hold_both_parts(frames):
    sweep = frames["uphill"]
    np.testing.assert_allclose(sweep[sweep["source"] == "limit"]["energy_current_std"], 0.05)


def test_the_zero_of_the_energy_current_is_that_of_the_isoline(frames):
    crossings = frames["crossings"]
    uphill = crossings[crossings["figure"] == "uphill"].set_index("source")
    exact = zero_energy_current(PUBLISHED, T_left=0.5, T_right=0.4, p_left=0.0)
    for source in ("ours", "published"):  # parabolas through 97 points
        assert uphill.loc[source, "p_right"] == pytest.approx(exact, abs=1e-4)
    assert uphill.loc["limit", "p_right"] == pytest.approx(exact, abs=5e-3)  # a parabola through three, 0.2 apart
    assert uphill.loc["limit", "p_right_std"] > 0
    assert uphill.loc["ours", "p_right_std"] > 0
    assert uphill["raised"].isna().all()


def test_where_both_temperatures_carry_the_same_current_the_curves_cross(frames):
    crossings = frames["crossings"]
    found = crossings[crossings["figure"] == "torque_sweep"].set_index("source")
    p = found.loc["ours", "p_right"]
    low, high = (float(energy_current(PUBLISHED, 0.4, T, 0.0, p)) for T in (0.4, 0.6))
    assert low == pytest.approx(high, rel=1e-3)  # parabolas through 97 points
    assert found.loc["ours", "energy_current"] == pytest.approx(low, rel=1e-3)  # straight lines between them
    chains = found.loc["chain"]
    assert sorted(chains["n_rotors"]) == list(SIZES)
    assert chains["p_right"].tolist() == pytest.approx([p] * 3, abs=0.02)  # a parabola through three, 0.3 apart


def test_one_torque_makes_a_curve_but_no_crossing_of_chains(tables, equations):
    with_torques = tables.limits.assign(
        torque_left=FRICTION * tables.limits["p_left"], torque_right=FRICTION * tables.limits["p_right"]
    )
    sweep = sweep_frame("p_right", [Condition(0.4, 0.4, 0, 1.2)], tables.states, with_torques, equations)
    assert sweep["p_right"].nunique() > 50
    assert crossing_frame("uphill", sweep, equations).empty


def test_profiles_stand_beside_solutions_between_the_baths_and_between_the_bulks_values(frames):
    curves = frames["profiles"]
    for source, shift in (("ours", 0.0), ("ours with contacts", 0.5 / 33)):
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
    condition = Condition(**CONFIG["driven"]["closure"])
    rows = equilibrium_frame(noise, [condition], [condition])
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


def test_windows_are_sorted_by_steepness_and_those_beyond_our_law_left_out(equations):
    table = local_frame(local(0.05), onsager(), equations)
    momentum = table[table["coefficient"] == "momentum_diffusivity"]
    assert momentum[momentum["source"] == "windows"]["temperature"].tolist() == [0.4, 0.41]
    assert momentum[momentum["source"] == "steep windows"]["temperature"].tolist() == [0.42, 0.6]
    np.testing.assert_allclose(table["ratio"], 1.0, rtol=1e-9)  # everything is made of the published law
    estimates = momentum[momentum["source"] == "estimates"]
    np.testing.assert_allclose(estimates["ratio_error"], 0.05)  # 3 % and 4 % in quadrature


def test_noisy_windows_are_left_out_and_none_at_all_is_no_error(equations):
    for windows in (local(0.2), pd.DataFrame(columns=list(LOCAL.columns))):
        table = local_frame(windows, onsager(), equations)
        assert not table["source"].str.contains("windows").any()
        assert {"estimates", "ours", "published"} == set(table["source"])


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
    ours, theirs = (
        verdict[(verdict["source"] == source) & (verdict["quantity"] == "momentum_current")].iloc[0]
        for source in ("ours", "published")
    )
    assert (ours["percent"], theirs["percent"]) == (2.0, -3.0)
    assert ours["percent_error"] == pytest.approx(0.13 * scale)  # 3, 4 and 12 in quadrature
    assert theirs["percent_error"] == pytest.approx(0.05 * scale)


def test_predicted_crossings_move_with_the_coefficients_as_their_error_says(frames, equations):
    crossings = frames["crossings"]
    found = crossings[(crossings["figure"] == "uphill") & (crossings["source"] == "ours")].iloc[0]
    rng = np.random.default_rng(0)
    roots = [zero_energy_current(equations.ours.resample(rng), T_left=0.5, T_right=0.4, p_left=0.0) for _ in range(300)]
    assert found["p_right_std"] == pytest.approx(np.std(roots), rel=0.15)  # 300 draws know it to 4 %
