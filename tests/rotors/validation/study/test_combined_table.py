"""The tables of all routes: what is combined, in which units, and what temperatures share."""

import numpy as np
import pandas as pd
import pytest

from tests.root import ROOT
from thermochain.rotors import rotor
from thermochain.rotors.validation.study.combined_table import (
    COMBINED,
    DECAY,
    FLOW,
    GREEN_KUBO,
    ROUTES,
    SLIP,
    TABLES,
    combined_frames,
    combined_page,
    make_tables,
    measurements,
)

REFERENCE = ROOT / "workflow/reference"
FILES = {
    "onsager": "green_kubo/tables/onsager",
    "momentum_flows": "shear_response/tables/limits",
    "heat_flows": "heat_response/tables/limits",
    "fluctuations": "structure_factors/tables/diffusivities",
    "slips": "phase_slips/tables/phase_slips",
}
PP, EE = {0.15: 2000.0, 0.3: 14.0, 0.5: 1.8, 1.0: 0.32}, {0.15: 27.0, 0.3: 2.9, 0.5: 1.3, 1.0: 0.56}


def table(coefficients, column, unit=lambda T: 1.0, std=0.01, systematic=0.01, **columns):
    """A table of a route with this column, and relative errors, at the temperatures of `coefficients`."""
    T = np.array(list(coefficients))
    value = np.array(list(coefficients.values())) / np.array([unit(x) for x in T])
    parts = {column: value, f"{column}_std": std * value, f"{column}_systematic": systematic * value}
    return pd.DataFrame({"temperature": T} | parts | columns)


def without(coefficients, *temperatures):
    return {T: value for T, value in coefficients.items() if T not in temperatures}


def heat(T):
    return T**2 * float(rotor.specific_heat(T))


def routes(**change):
    """Tables of all routes, which agree exactly; none but Green-Kubo and phase slips measures at T = 0.15."""
    onsager = table(PP, "pp").merge(table(EE, "ee", systematic=0.0))
    warm_pp, warm_ee = without(PP, 0.15), without(EE, 0.15)
    decays = [
        table(warm_pp, "diffusivity", lambda T: T, field="momentum", wavenumber=0.0),
        table(warm_ee, "diffusivity", heat, field="energy", wavenumber=0.0),
        table(warm_ee, "diffusivity", lambda T: 1e-3, field="energy", wavenumber=0.1),
    ]
    return {
        "onsager": onsager,
        "momentum_flows": table(warm_pp, "diffusivity", lambda T: T),
        "heat_flows": table(warm_ee, "onsager"),
        "fluctuations": pd.concat(decays),
        "slips": table({0.15: PP[0.15], 0.3: 10.0}, "pp", remaining=[0.97, 0.9]),
    } | change


def combined(**change):
    return combined_frames(measurements(**routes(**change)))


def at(frame, temperature, coefficient):
    chosen = (frame["temperature"] == temperature) & (frame["coefficient"] == coefficient)
    return frame[chosen]


def test_the_combination_of_the_reference_is_that_of_its_routes():
    found = make_tables(**{name: REFERENCE / f"{path}.csv" for name, path in FILES.items()})
    for name, kind in TABLES.items():
        shipped = kind.read(REFERENCE / f"shear_response/tables/{name}.csv")
        # errors have three digits there
        pd.testing.assert_frame_equal(found[name][list(kind.columns)], shipped, rtol=1e-2, check_dtype=False)
    assert list(dict.fromkeys(found["combined"]["temperature"])) == [0.3, 0.5, 1.0]


def test_routes_that_agree_give_their_value_in_the_unit_of_the_coefficient():
    every, together = combined()
    assert list(every.columns) == list(ROUTES.columns)
    assert list(together.columns) == list(COMBINED.columns)
    for coefficient, values in (("pp", PP), ("ee", EE)):
        here = together[together["coefficient"] == coefficient]
        assert here["value"].to_list() == pytest.approx([values[T] for T in here["temperature"]], rel=1e-9)
        assert here["joint"].to_list() == pytest.approx(here["value"].to_list(), rel=1e-9)
        assert (here["chi_square"] < 1e-9).all()
        assert (here["factor"] == 1.0).all()
    assert every.groupby(["temperature", "coefficient"])["weight"].sum().to_numpy() == pytest.approx(1.0)


def test_each_coefficient_has_the_routes_that_measure_it():
    every, together = combined()
    assert at(every, 0.3, "pp")["route"].to_list() == [GREEN_KUBO, FLOW, DECAY]
    assert at(every, 0.3, "ee")["route"].to_list() == [GREEN_KUBO, FLOW, DECAY]
    assert at(every, 0.15, "pp")["route"].to_list() == [GREEN_KUBO, SLIP]
    assert at(every, 0.15, "ee").empty  # Green-Kubo alone
    assert together["degrees"].to_list() == [1, 2, 2, 2, 2, 2, 2]


def test_lower_bounds_and_slips_that_are_too_fast_are_left_out():
    """Slips at T = 0.3 are 30 % too low here, with a tenth of the correlation gone."""
    onsager = routes()["onsager"]
    onsager.loc[onsager["temperature"] == 0.15, "pp_systematic"] = 1500.0
    onsager.loc[onsager["temperature"] == 0.3, "ee_std"] = 2.0
    every, together = combined(onsager=onsager)
    assert at(together, 0.15, "pp").empty
    assert at(every, 0.3, "ee")["route"].to_list() == [FLOW, DECAY]
    [row] = at(together, 0.3, "ee").to_dict("records")
    assert row["value"] == pytest.approx(2.9)
    assert np.isnan(row["error_ratio"])
    assert SLIP not in set(at(every, 0.3, "pp")["route"])


def test_independent_routes_of_one_error_gain_the_root_of_their_number():
    _, together = combined()
    [row] = at(together, 0.5, "pp").to_dict("records")
    assert row["error_ratio"] == pytest.approx(1.0 / np.sqrt(3.0))
    assert row["value_std"] == pytest.approx(0.01 * 1.8 / np.sqrt(3.0))
    assert row["value_error"] == pytest.approx(np.hypot(row["value_std"], row["value_systematic"]))


def test_temperatures_share_the_systematic_errors_of_green_kubo_and_of_decays_but_none_of_flows():
    """All errors of a route are 1 %, half of their squares systematic, so two routes of three share a half."""
    _, together = combined()
    assert at(together, 0.5, "pp")["correlation"].item() == pytest.approx(1.0 / 3.0)
    flows_alone = routes()
    onsager = flows_alone["onsager"].assign(pp_systematic=0.0)
    decays = flows_alone["fluctuations"].assign(diffusivity_systematic=0.0)
    _, together = combined(onsager=onsager, fluctuations=decays)
    assert at(together, 0.5, "pp")["correlation"].item() == pytest.approx(0.0, abs=1e-12)


def test_a_value_alone_at_its_temperature_has_no_correlation():
    tables = {name: frame[frame["temperature"] == 0.5] for name, frame in routes().items()}
    _, together = combined_frames(measurements(**tables))
    assert together["coefficient"].to_list() == ["pp", "ee"]
    assert together["correlation"].isna().all()


def test_no_temperature_with_two_routes_makes_empty_tables():
    tables = {name: frame.iloc[:0] for name, frame in routes().items()} | {"onsager": routes()["onsager"]}
    every, together = combined_frames(measurements(**tables))
    assert every.empty
    assert together.empty
    assert "</html>" in combined_page(every, together)


def test_a_flow_that_differs_by_five_errors_enlarges_the_error_and_moves_no_other_temperature():
    flows = routes()["momentum_flows"]
    flows.loc[flows["temperature"] == 0.5, "diffusivity"] *= 1.0 + 6.0 * 0.01 * np.sqrt(3.0)
    _, moved = combined(momentum_flows=flows)
    _, before = combined()
    [row] = at(moved, 0.5, "pp").to_dict("records")
    assert row["probability"] < 1e-5
    assert row["factor"] > 3.0
    assert row["value_error"] == pytest.approx(row["factor"] * np.hypot(row["value_std"], row["value_systematic"]))
    assert row["error_ratio"] > 1.0
    others = moved["temperature"] != 0.5
    pd.testing.assert_frame_equal(moved[others].drop(columns="joint"), before[others].drop(columns="joint"))


def test_the_page_shows_every_route_and_the_combination():
    every, together = combined()
    text = combined_page(every, together)
    assert text.count("<tr>") == 1 + len(every) + len(together)
    for shown in (GREEN_KUBO, FLOW, DECAY, SLIP, "all routes", "0.58"):
        assert shown in text
