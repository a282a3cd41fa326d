"""Chains come to the macroscopic equations as they grow, and mechanical energy turns into heat on both sides."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.rotors.relaxation.study.test_simulation import RUN
from thermochain.rotors import rotor
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.relaxation.figures import energies as energies_figure
from thermochain.rotors.relaxation.figures import limit as limit_figure
from thermochain.rotors.relaxation.figures import profiles as profiles_figure
from thermochain.rotors.relaxation.study.limit import (
    DISTANCES,
    ENERGIES,
    LIMITS,
    PROFILES,
    coefficient_errors,
    distances_frame,
    energies_frame,
    halvings,
    limits_frame,
    limits_page,
    profiles_frame,
    solve,
)
from thermochain.rotors.relaxation.study.simulation import QUANTITIES, simulate_profiles

N_CELLS = 8
# T = 0.9 and no slower: there the published coefficients are good to 10 %, and short chains are soon hydrodynamic
WARM = replace(
    RUN, mean_temperature=0.8, temperature_amplitude=0.2, momentum_amplitude=1.0, interval=0.05, last_time=0.4
)
SIZES = {16: 16384, 32: 16384, 64: 8192}


@pytest.fixture(scope="module")
def study():
    chains = [simulate_profiles(replace(WARM, n_rotors=n, n_replicas=R)) for n, R in SIZES.items()]
    published = published_coefficients()
    # from T = 0.6 to 1 the measured K^pp are 0.88 to 0.93 of the published fit, K^ee 0.97 to 1
    c = replace(published, pp=published.pp.with_parameters(published.pp.parameters * [0.91, 1.0, 0.91]))
    solutions = {"measured": solve(c, WARM, N_CELLS)}
    wrong = replace(
        c, pp=c.pp.with_parameters(c.pp.parameters * [2.0, 1.0, 2.0])
    )  # K^pp = a exp(-b T) + c/T^2, doubled
    solutions["published"] = solve(wrong, WARM, N_CELLS)
    return chains, solutions, distances_frame(chains, solutions)


def at(distances, **conditions):
    for name, value in conditions.items():
        distances = distances[np.isclose(distances[name], value) if name == "time" else distances[name] == value]
    return distances.sort_values("n_rotors")


def test_halvings_go_back_from_the_last_time():
    assert halvings(np.arange(17)).tolist() == [1, 2, 4, 8, 16]
    assert halvings(np.arange(13)).tolist() == [3, 6, 12]


def test_solutions_start_from_the_profiles_and_conserve(study):
    state = study[1]["measured"].evolution
    np.testing.assert_allclose(state.momentum[0], WARM.initial_momentum(state.x), atol=1e-12)
    for total in (state.total_momentum, state.total_energy):
        np.testing.assert_allclose(total, total[0], atol=1e-10)


def test_chains_start_on_the_profiles_of_the_equations(study):
    """Momentum and temperature exactly; energy lacks half a bond at either end, 1/n of the whole."""
    distances = study[2]
    for quantity in ("momentum", "temperature"):
        rows = at(distances, quantity=quantity, time=0.0, coefficients="measured")
        # means over two rotors differ from those over their cells by the curvature, 1e-3 of the amplitude at n = 16
        assert np.all(rows["square"] < 4 * rows["square_std"] + 1e-5)
    energy = at(distances, quantity="energy", time=0.0, coefficients="measured")
    bonds = 1.0 - rotor.mean_cosine(WARM.initial_temperature(np.array([-1.0, 1.0])))
    lost = 0.5 * bonds[:, None] * N_CELLS / np.array(list(SIZES))  # in the cell at either end
    expected = np.sum(lost**2, axis=0) / N_CELLS
    # a tenth for the temperature within the cells at the ends
    assert np.all(np.abs(energy["square"] - expected) < 4 * energy["square_std"] + 0.1 * expected)
    assert energy["square"].iloc[0] > 8 * energy["square_std"].iloc[0]


@pytest.mark.parametrize("quantity", ["momentum", "energy"])
def test_distances_shrink_with_the_length_and_stay_for_wrong_coefficients(study, quantity):
    distances = study[2]
    right, wrong = (at(distances, quantity=quantity, time=0.4, coefficients=c) for c in ("measured", "published"))
    first, last = right.iloc[0], right.iloc[-1]
    gap = first["square"] / 4 - last["square"]  # at least half as far at four times the length
    assert gap > -2 * np.hypot(first["square_std"] / 4, last["square_std"])
    assert last["distance"] < 0.5 * wrong.iloc[-1]["distance"]
    plateau = wrong.iloc[-1]
    assert plateau["distance"] == pytest.approx(plateau["offset"], abs=last["distance"] + 4 * last["distance_std"])


def test_a_single_chain_converges_as_the_root_of_its_length(study):
    rows = at(study[2], quantity="momentum", time=0.4, coefficients="measured")
    scaled = rows["chain_distance"] * np.sqrt(rows["n_rotors"])
    # 31 degrees of freedom in 8 cells: 5 % of either, and 3 errors of the ratio; without the root it would be 2
    np.testing.assert_allclose(scaled / scaled.iloc[-1], 1.0, atol=0.2)


def test_mechanical_energy_turns_into_heat_on_both_sides(study):
    chains, solutions, _ = study
    energies = energies_frame(chains, solutions)
    assert set(ENERGIES.columns) == set(energies)
    longest = energies[energies["n_rotors"] == max(SIZES)]
    equations = energies[energies["source"] == "measured"]
    for rows in (longest, equations):
        assert rows["mechanical"].iloc[-1] < 0.75 * rows["mechanical"].iloc[0]
        np.testing.assert_allclose(rows["mechanical"] + rows["internal"], rows["total"], rtol=1e-12)
        np.testing.assert_allclose(rows["total"], rows["total"].iloc[0], rtol=1e-3)  # Verlet's, at this step
    gap = longest["mechanical"].to_numpy() - equations["mechanical"].to_numpy()
    # the longest chain is 1/n off, a twentieth of what has been dissipated
    assert np.all(np.abs(gap) < 4 * longest["mechanical_std"] + 0.015)
    assert longest["mechanical"].iloc[0] == pytest.approx(0.5, abs=4 * longest["mechanical_std"].iloc[0])


def test_the_limit_is_tabled_with_its_exponent_and_drawn(study):
    chains, solutions, distances = study
    published = published_coefficients()
    # the printed errors without their correlations would make K negative
    modest = replace(
        published,
        **{
            key: replace(law, covariance=1e-6 * law.covariance)
            for key, law in (("pp", published.pp), ("ee", published.ee))
        },
    )
    errors = coefficient_errors(modest, WARM, solutions["measured"], 2, np.random.default_rng(1))
    limits = limits_frame(distances, WARM, errors)
    assert set(limits) == set(LIMITS.columns)
    assert set(distances) == set(DISTANCES.columns)
    assert len(limits) == len(QUANTITIES) * 4
    assert np.all(limits["coefficient_error"] > 0)
    last = limits[(limits["quantity"] == "momentum") & np.isclose(limits["time"], 0.4)].iloc[0]
    assert last["exponent"] > 0.5
    assert last["chain_exponent"] == pytest.approx(0.5, abs=0.1)
    assert "Exponent of a single chain" in limits_page(limits)
    profiles = profiles_frame(chains[-1], solutions)
    assert set(profiles) == set(PROFILES.columns)
    figures = [
        (limit_figure.draw(distances), 4),
        (profiles_figure.draw(profiles), 3),
        (energies_figure.draw(energies_frame(chains, solutions)), 2),
    ]
    for figure, n_panels in figures:
        assert len(figure.axes) == n_panels
        assert all("$" in axis.get_xlabel() for axis in figure.axes[-2:])


def test_distances_that_noise_hides_have_no_exponent(study):
    """And nothing else of their row is lost."""
    distances = study[2]
    hidden = distances.assign(square=-1e-9, square_std=1e-6)
    zero = {name: np.zeros(WARM.times.size) for name in QUANTITIES}
    limits = limits_frame(hidden, WARM, zero)
    assert limits["exponent"].isna().all()
    assert limits["published_offset"].notna().all()
    assert isinstance(limits_page(limits), str)
    pd.testing.assert_series_equal(limits["time"], limits_frame(distances, WARM, zero)["time"])
