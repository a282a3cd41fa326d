"""The study of energy exchange: its tables hold what their columns promise, its page and pictures can be made."""

from copy import deepcopy

import numpy as np
import pytest
import yaml
from snakemake.utils import update_config

from tests.root import CONFIG, ROOT
from thermochain.exchange.figures import (
    barrier,
    correlations,
    covariance,
    full_shares,
    gaps,
    geodesic,
    heat,
    limits,
    pinned,
    remainders,
    weak_coupling,
)
from thermochain.exchange.ring_conductivity import KINETIC_STATIC
from thermochain.exchange.study import (
    chain_simulation,
    geodesic_simulation,
    heat_simulation,
    pages,
    pair_simulation,
    ring_simulation,
    theory,
)
from thermochain.exchange.study import heat as heat_tables
from thermochain.exchange.study import tables as simulated
from thermochain.exchange.study.configuration import check, exchange_runs
from thermochain.exchange.study.tables import load_chain
from thermochain.runs.figure_files import save_figure
from thermochain.runs.storage import save_result

MODULES = (chain_simulation, pair_simulation, ring_simulation, heat_simulation, geodesic_simulation)
TABLES = simulated.TABLES | theory.TABLES | heat_tables.TABLES
SIMULATIONS = {module.__name__: module.simulate for module in MODULES}
PICTURES = {
    covariance: ("stationary", "covariance_in_time"),
    limits: ("convergence", "fourier"),
    remainders: ("convergence", "fluctuations"),
    full_shares: ("two_point", "kinetic", "kinetic_currents"),
    weak_coupling: ("pairs", "coupling"),
    barrier: ("barrier",),
    correlations: ("correlations", "long_range"),
    pinned: ("mobility", "pinned_pairs"),
    geodesic: ("geodesic",),
    heat: ("heat", "heat_errors"),
    gaps: ("gaps", "kinetic_currents", "ginzburg_landau"),
}
COMPARED = ("stationary", "two_point", "convergence", "kinetic_currents", "coupling", "ginzburg_landau")


@pytest.fixture(scope="module")
def config():
    config = deepcopy(CONFIG)
    update_config(config, yaml.safe_load((ROOT / "workflow/presets/smoke.yaml").read_text()))
    return config | {"seed": 7}


@pytest.fixture(scope="module")
def files(config, tmp_path_factory):
    """Files of all simulations, by what they are for."""
    folder, found = tmp_path_factory.mktemp("runs"), {}
    for purpose, runs in exchange_runs(config).items():
        found[purpose] = [folder / f"{run.path}.npz" for run in runs]
        for run, path in zip(runs, found[purpose], strict=True):
            save_result(path, run, SIMULATIONS[run.SIMULATION](run), 1.0)
    return found


@pytest.fixture(scope="module")
def stored(config, files, tmp_path_factory):
    """Files of all tables, by name."""
    folder, section, paths = tmp_path_factory.mktemp("tables"), config["exchange"], {}

    def store(frames):
        for name, frame in frames.items():
            paths[name] = folder / f"{name}.csv"
            TABLES[name].write(paths[name], frame)

    store(simulated.make_tables(**files))
    given = {key: section[key] for key in ("rates", "n_cells", "T_left", "T_right", "gaps")}
    given |= {key: section["weak_coupling"][key] for key in ("flip_rate", "chain_couplings")}
    store(theory.make_tables(**given))
    rings = {"kinetic": files["kinetic_heat"], "diffusing": files["ginzburg_landau_heat"]}
    measured = {name: paths[name] for name in ("kinetic_currents", "ginzburg_landau")}
    store(heat_tables.make_tables(**rings, **measured, sizes=section["heat"]["sizes"]))
    return paths


@pytest.fixture(scope="module")
def tables(stored):
    return {name: TABLES[name].read(path) for name, path in stored.items()}


def test_every_table_is_made(tables):
    assert set(tables) == set(TABLES)
    assert all(len(table) > 1 for table in tables.values())


def test_the_same_tuple_gives_the_same_bits(config, files):
    [run, *_] = exchange_runs(config)["stationary"]
    _, chain = load_chain(files["stationary"][0])
    again = chain_simulation.simulate(run)
    np.testing.assert_array_equal(again["samples"], chain.samples)
    np.testing.assert_array_equal(again["moved"], chain.moved)


def test_no_two_simulations_share_their_random_numbers(tables):
    currents = tables["stationary"].query("quantity == 'E_1'")["simulated"]
    assert currents.nunique() == len(currents)


def test_a_sharp_start_is_followed_by_chains_and_by_paths_alike(tables):
    table = tables["covariance_in_time"]
    both = table[table["simulated"].notna()]
    assert sorted(both["time"].unique()) == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0]
    means = both[both["quantity"].str.startswith("E")]
    # fifty chains of M = 40 are 5 standard errors, and 1/M of the energies, from the limit
    assert np.all(np.abs(means["simulated"] - means["theory"]) < 5 * means["std"] + means["theory"] / 40)
    assert np.all(np.abs(means["mesoscopic"] - means["theory"]) < 5 * means["mesoscopic_std"] + means["theory"] / 40)


def test_the_conductivity_of_the_microscopic_chain_goes_with_the_square_of_the_coupling(tables):
    scaling = tables["coupling"]
    assert scaling["exponent"].dropna().between(1.7, 2.0).all()


def test_the_kinetic_limit_is_a_gradient_system_to_a_part_in_a_thousand(tables):
    values = tables["kinetic_currents"].set_index("source")["value"]
    assert values["static"] == pytest.approx(KINETIC_STATIC)
    # the smoke test's errors: 5e-3; the value is 1.2e-4
    assert abs(values["correction"]) < 0.02


def test_chains_of_the_kinetic_limit_share_the_error_of_theta(tables):
    currents = tables["kinetic_currents"].set_index("source")
    theta, error = currents.loc["contact", ["value", "std"]].astype(float)
    divided = currents.loc[["chain", "limit"]]
    least = 1.5 * error / theta  # theta^{3/2} divides them
    assert np.all(divided["std"] >= least * divided["value"] * (1.0 - 1e-9))  # ten digits of the file
    assert np.all(divided["counted_std"].dropna() >= least * divided["counted"].dropna() * (1.0 - 1e-9))
    assert currents.loc["static", "std"] == 0.0  # the ring does not know the contact


def test_the_product_law_is_a_gradient_system(tables):
    rows = tables["ginzburg_landau"].query("mobility == 'product' and source == 'ring'")
    # the static term alone, which (49) as printed lacks: c = 1
    assert rows["value"].iloc[0] == pytest.approx(1.0, rel=1e-9)


def test_rings_in_time_tend_to_the_heat_equation_and_not_to_that_of_49_as_printed(tables):
    errors = tables["heat_errors"]
    exact = errors[errors["distance_std"] == 0].pivot(index=["process", "time"], columns="n_cells", values="distance")
    assert np.all(exact[8] / exact[16] > 3.5)  # 4 in the limit
    # twenty rings in each of 16 batches: 0.03, and 0.04 of four cells
    simulated = errors[errors["distance_std"] > 0]
    assert np.all(np.abs(simulated["distance"]) < 0.05 + 4 * simulated["distance_std"])
    assert np.all(errors[errors["time"] == 0.04]["printed"].abs() > 0.1)


def test_gaps_of_the_study_are_exact_where_they_are_known_and_bounds_elsewhere(tables):
    gaps = tables["gaps"]
    finite = gaps[gaps["n_cells"] > 0]
    known = finite[finite["process"].isin(["product", "constant"])]
    np.testing.assert_allclose(known["gap"], known["least"], rtol=1e-8)
    bounded = finite[finite["process"] == "geodesic"]
    assert np.all(bounded["gap"] > bounded["least"])
    limits = gaps[gaps["n_cells"] == 0]
    assert np.all(np.abs(limits["power"] + 2.0) < 0.1)  # from eight cells at most


@pytest.mark.parametrize("picture", PICTURES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_pictures_can_be_drawn(tables, picture, tmp_path):
    save_figure(tmp_path / "picture.png", picture.draw(*(tables[name] for name in PICTURES[picture])))
    assert (tmp_path / "picture.png").stat().st_size > 5000


def test_the_page_shows_theory_and_print_side_by_side(stored):
    text = pages.make_tables(**{name: stored[name] for name in COMPARED})["page"]
    assert text.count("<tr>") > 60
    assert "Lyapunov" not in text
    assert "M Cov 11" in text


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("particles",), [50, 50], r"particles=\[50, 50\] holds a value twice"),
        (("full_shares", "T_right"), 1, "full_shares.T_left=1 must differ from T_right"),
        (("weak_coupling", "ring", "n_lags"), 90, "weak_coupling.ring.n_lags=90 must be at most a quarter"),
    ],
)
def test_bad_configurations_are_named(config, path, value, message):
    changed = deepcopy(config)
    place = changed["exchange"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(ValueError, match=message):
        check(changed)
