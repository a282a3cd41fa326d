"""Modes of simulated rings: conservation, exact static values, and the same diffusivities as Green and Kubo."""

from copy import deepcopy

import numpy as np
import pandas as pd
import pytest

from tests.root import CONFIG
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.validation.structure_factors.study.configuration import relaxation_times, structure_factors_runs
from thermochain.rotors.validation.structure_factors.study.run import N_BATCHES, StructureFactorRun
from thermochain.rotors.validation.structure_factors.study.simulation import load_modes, mode_correlations, simulate
from thermochain.rotors.validation.structure_factors.study.table import (
    DIFFUSIVITIES,
    FACTORS,
    diffusivity_page,
    measure_diffusivities,
    susceptibility,
)
from thermochain.runs.storage import save_result

RUN = StructureFactorRun(
    temperature=1.0,
    n_rotors=96,
    n_modes=3,
    time_step=0.1,
    sampling_interval=10,
    duration=2000,
    maximum_lag=1200,
    n_replicas=256,
    seed=5,
)
# Green-Kubo at T = 1, with the error of the cut-off, which is most of it
ONSAGER = pd.DataFrame({"temperature": [1.0], "pp": 0.325, "pp_error": 0.02, "ee": 0.562, "ee_error": 0.005})


@pytest.fixture(scope="module")
def simulated():
    return mode_correlations(simulate(RUN))


@pytest.fixture(scope="module")
def measured(simulated):
    return measure_diffusivities(RUN, simulated, 15.0, ONSAGER)


def test_total_momentum_and_energy_stay_and_the_long_waves_do_not():
    rng = np.random.default_rng(0)
    angles, _ = sample_ring_angles(32, 16, 0.7, rng)
    rings = RotorRings(angles, sample_ring_momenta(32, 16, 0.7, rng), 0.05)
    fields = []
    for _ in range(5):
        fields.append(np.fft.rfft([rings.momenta, rotor.site_energies(rings.angles, rings.momenta)], axis=1))
        rings.run(1, 1000)
    changes = np.ptp(np.real(fields), axis=0).max(axis=-1)  # field, mode
    assert changes[0, 0] < 1e-10  # rounding
    assert changes[1, 0] < 0.02  # 32 rotors times the oscillation of Verlet's energy, 2e-4 each
    assert np.all(changes[:, 1] > 1.0)


def test_static_susceptibilities_are_the_exact_ones(simulated):
    for field, correlations in simulated.items():
        value, std = correlations.susceptibility()
        expected = np.full(RUN.n_modes, susceptibility(field, RUN.temperature))
        if field == "energy":  # half of each bond on either side: cos^2(k/2) of the potential part
            potential = (rotor.specific_heat(1.0) - 0.5) * np.sin(0.5 * correlations.wavenumbers) ** 2
            expected -= potential
        assert np.all(np.abs(value - expected) < 4 * std)
        assert np.all(std < 0.06 * expected)


def test_diffusivities_agree_with_green_kubo(measured):
    limits = measured[0][measured[0]["wavenumber"] == 0].set_index("field")
    assert np.all(np.abs(limits["z"]) < 3)
    assert np.all(limits["diffusivity_error"] < 0.25 * limits["diffusivity"])
    # they are told apart, and a factor c_v forgotten in D^e would be seen
    assert limits.loc["energy", "diffusivity"] > 1.4 * limits.loc["momentum", "diffusivity"]
    assert limits.loc["energy", "green_kubo"] == pytest.approx(0.562 / 0.854346, rel=1e-4)


def test_the_tables_hold_what_their_columns_promise(measured, simulated):
    diffusivities, factors = measured
    assert set(diffusivities) == set(DIFFUSIVITIES.columns)
    assert set(factors) == set(FACTORS.columns)
    assert len(diffusivities) == 2 * (RUN.n_modes + 1)
    starts = factors[factors["time"] == 0]
    assert len(starts) == 2 * RUN.n_modes
    assert np.all(starts["factor"] == 1.0)
    assert np.all(starts["factor_std"] < 1e-12)
    for field, correlations in simulated.items():
        of_field = diffusivities[diffusivities["field"] == field]
        np.testing.assert_array_equal(of_field["wavenumber"], [*correlations.wavenumbers, 0.0])
    page = diffusivity_page(diffusivities)
    assert "momentum" in page
    assert f"{diffusivities['z'].dropna().iloc[0]:.1f}" in page


def test_modes_survive_their_file(simulated, tmp_path):
    arrays = {field: correlations.values for field, correlations in simulated.items()}
    arrays |= {name: getattr(simulated["energy"], name) for name in ("wavenumbers", "times")}
    path = tmp_path / f"{RUN.path}.npz"
    save_result(path, RUN, arrays, 1.0)
    run, modes = load_modes(path)
    assert run == RUN
    for field, correlations in simulated.items():
        for name in ("wavenumbers", "times", "values"):
            np.testing.assert_array_equal(getattr(modes[field], name), getattr(correlations, name))


def test_the_relaxation_time_enters_the_analysis_and_not_the_simulation():
    config = deepcopy(CONFIG)
    for row in config["structure_factors"]["rings"]:
        row["relaxation"] *= 1.5
    assert structure_factors_runs(config) == structure_factors_runs(CONFIG)
    assert relaxation_times(config) != relaxation_times(CONFIG)
    assert set(relaxation_times(CONFIG)) == {run.temperature for run in structure_factors_runs(CONFIG)}


def test_bits_follow_from_the_parameters_and_batches_share_nothing():
    small = {"n_rotors": 16, "n_modes": 2, "time_step": 0.1, "sampling_interval": 1, "duration": 20, "maximum_lag": 5}
    run = StructureFactorRun(temperature=1.0, **small, n_replicas=256, seed=5)
    again = StructureFactorRun.from_wildcards(
        {"temperature": "1", **{k: str(v) for k, v in small.items()}, "n_replicas": "256", "seed": "5"}
    )
    assert again.path == run.path
    first, second = simulate(run), simulate(again)
    other = simulate(StructureFactorRun(temperature=1.0, **small, n_replicas=256, seed=6))
    for field in ("momentum", "energy"):
        np.testing.assert_array_equal(first[field], second[field])
        assert len(np.unique(first[field][:, 0, 0])) == N_BATCHES
        assert not np.any(first[field] == other[field])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sampling_interval": 10.05}, "sampling_interval=10.05 must be a multiple of time_step"),
        ({"duration": 2005}, "duration=2005 must be a multiple of sampling_interval"),
        ({"maximum_lag": 2000}, "maximum_lag=2000 must be < duration=2000"),
        ({"n_replicas": 300}, r"n_replicas=300 must be a multiple .* \(256\)"),
        ({"n_modes": 25}, r"n_modes=25 must be <= n_rotors/4 \(24\)"),
    ],
)
def test_impossible_runs_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        StructureFactorRun(**{**vars(RUN), **change})
