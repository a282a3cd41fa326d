"""Rings of a potential from a file: exact laws, rotors as a special case, and runs that are refused."""

from dataclasses import replace

import numpy as np
import pytest
from numba import njit
from numpy.random import SFC64, Generator

from tests.root import ROOT
from thermochain.core.running_integral import RunningIntegral
from thermochain.engine.bond_geometry import ring
from thermochain.engine.bond_values import bond_values
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.radians import cosine, sine
from thermochain.engine.signed_swaps import no_noise
from thermochain.engine.simd import splat
from thermochain.rotors.bond_potential.periodic_bond import bond_average, grid, sample_bonds
from thermochain.rotors.bond_potential.study.potential import load_potential
from thermochain.rotors.bond_potential.study.potential_file import check_file, potential_name
from thermochain.rotors.bond_potential.study.run import BondPotentialRun
from thermochain.rotors.bond_potential.study.simulation import load_rings, simulate, simulate_rings
from thermochain.rotors.bond_potential.study.table import COEFFICIENTS, coefficient_frame, coefficient_page
from thermochain.rotors.published_protocol.study.protocols import simulate_green_kubo
from thermochain.rotors.rotor import mean_cosine
from thermochain.runs.guard import Guard
from thermochain.runs.storage import save_result

ROTOR = ROOT / "workflow/potentials/rotor.py"
TWO_WELLS = ROOT / "workflow/examples/another_potential/two_wells.py"
RUN = BondPotentialRun(
    potential="some",
    temperature=1.0,
    n_rotors=32,
    time_step=0.025,
    stride=8,
    duration=160,
    maximum_lag=16,
    n_replicas=256,
    seed=5,
)


# each loaded potential compiles a kernel of its own
@pytest.fixture(scope="module")
def rotors():
    return load_potential(ROTOR)


@pytest.fixture(scope="module")
def two_wells():
    return load_potential(TWO_WELLS)


@njit
def half_period(r):
    """V' of V = (1 - cos 2 r)/4."""
    return splat(0.5) * sine(r + r)


def test_a_potential_of_half_the_period_is_the_rotor_in_other_units():
    """V = (1 - cos 2 r)/4 with q' = 2 q, p' = 2 p: the same motion, J^p = J'^p/2 and J^e = J'^e/4."""
    rng = Generator(SFC64(3))
    bonds, momenta = rng.uniform(-np.pi, np.pi, (16, 8)), rng.standard_normal((16, 8))
    currents = []
    for scale, force in ((1.0, sine), (0.5, half_period)):
        chains = NoisyChains(
            scale * bonds, scale * momenta, 0.05, force=force, geometry=ring, swaps=no_noise(16, 16, True), rng=rng
        )
        currents.append(chains.run(100, stride=1, profile_stride=100)[0])
    # rounding, grown by the instability of the motion over a time 5
    np.testing.assert_allclose(np.array([[[0.5]], [[0.25]]]) * currents[0], currents[1], atol=1e-11)


def test_sine_and_cosine_are_those_of_radians():
    r = np.linspace(-20.0, 20.0, 4096)
    np.testing.assert_allclose(bond_values(sine, r), np.sin(r), atol=3e-13)  # what the polynomial leaves
    np.testing.assert_allclose(bond_values(cosine, r), np.cos(r), atol=3e-13)


@pytest.mark.parametrize("temperature", [0.3, 1.0, 4.0])
def test_averages_of_one_bond_obey_bessel_functions_and_integration_by_parts(temperature, two_wells):
    r = grid()
    cosine = bond_average(np.cos(r), 1.0 - np.cos(r), temperature)
    assert cosine == pytest.approx(mean_cosine(temperature), rel=1e-13)
    bond = two_wells
    square = bond_average(bond_values(bond.force, r) ** 2, bond.potential(r), temperature)
    curvature = bond_average(np.cos(r) + 8.0 * np.cos(2.0 * r), bond.potential(r), temperature)
    assert square == pytest.approx(temperature * curvature, rel=1e-12)  # the sine of the kernel errs by 1e-15


def test_sampled_bonds_have_the_gibbs_averages(two_wells):
    bond, r, n = two_wells, grid(), 200_000
    sample = sample_bonds(bond.potential, 2.0, (n,), Generator(SFC64(4)))
    for function in (np.cos, np.sin, lambda r: np.cos(2.0 * r)):
        values = function(sample)
        exact = bond_average(function(r), bond.potential(r), 2.0)
        assert abs(values.mean() - exact) < 4.0 * values.std() / np.sqrt(n)


def coefficients(bond, runs):
    """Table of the runs, which are simulated with `bond`."""
    r = grid()
    squares = [bond_average(bond.force_values(r) ** 2, bond.potential(r), run.temperature) for run in runs]
    correlations = [simulate_rings(run, bond) for run in runs]
    return coefficient_frame(zip(runs, correlations, squares, strict=True))


def test_the_simulation_keeps_the_equal_time_laws_of_the_potential(two_wells):
    frame = coefficients(two_wells, [replace(RUN, temperature=T) for T in (1.0, 4.0)])
    assert list(frame["temperature"]) == [1.0, 4.0]
    assert set(COEFFICIENTS.columns) <= set(frame.columns)
    for law in ("pull", "power"):
        # 5 standard errors from 8 batches; the step leaves (6 dt)^2/24 = 0.1 %
        allowed = 5.0 * frame[f"{law}_std"] + 1e-3 * frame[f"{law}_exact"]
        assert np.all(np.abs(frame[law] - frame[f"{law}_exact"]) < allowed)
        # the laws tell this potential from the rotor, whose <V'^2> is at most 1/2
        assert np.all(frame["pull"] > 2.0)


def test_the_potential_of_the_rotor_gives_the_coefficients_of_the_rotor(rotors):
    """Another kernel, another sampler and another ensemble of rings, the same running integrals at T = 1."""
    lengths = {"n_rotors": 64, "time_step": 0.1, "duration": 400, "maximum_lag": 20, "n_replicas": 512}
    general = simulate_rings(BondPotentialRun(potential="rotor", temperature=1.0, stride=4, seed=6, **lengths), rotors)
    usual = simulate_green_kubo(temperature=1.0, sampling_interval=0.4, **lengths)
    for pair in ("pp", "ee"):
        integrals = [RunningIntegral.of(getattr(c, pair), c.spacing) for c in (general, usual)]
        (value, expected), errors = ([i.mean[-1] for i in integrals], [i.std[-1] for i in integrals])
        assert np.hypot(*errors) < 0.06 * expected  # it can tell
        assert abs(value - expected) < 4.0 * np.hypot(*errors)


def test_a_run_is_stored_with_the_exact_law_and_its_bits_follow_from_its_parameters(tmp_path, rotors):
    run = replace(RUN, potential=potential_name(ROTOR), n_replicas=64, duration=40)
    path = tmp_path / f"{run.path}.npz"
    save_result(path, run, simulate(run, str(ROTOR)), 1.0)
    same, correlations, square = load_rings(path)
    assert same == run
    np.testing.assert_array_equal(correlations.pp, simulate_rings(run, rotors).pp)
    assert not np.array_equal(correlations.pp, simulate_rings(replace(run, seed=9), rotors).pp)
    # <sin^2 r> = T <cos r> by parts
    assert square == pytest.approx(mean_cosine(1.0), rel=1e-12)
    assert "K^pp" in coefficient_page(coefficient_frame([load_rings(path)]), "rotor")


def test_a_file_that_has_changed_since_the_run_was_planned_is_refused():
    run = replace(RUN, potential=potential_name(TWO_WELLS))
    with pytest.raises(ValueError, match="has changed since this job was planned for two_wells-"):
        simulate(run, str(ROTOR))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"maximum_lag": 100}, "maximum_lag=100 must be at most half of duration=160"),
        ({"maximum_lag": 3}, "maximum_lag=3 must be at least 16"),
        ({"duration": 160.1}, "duration=160.1 must be a multiple"),
        ({"n_replicas": 100}, "n_replicas=100 must be a multiple"),
    ],
)
def test_runs_that_cannot_be_simulated_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        replace(RUN, **change)


STIFF = """
import numpy as np
from numba import njit
from thermochain.engine.radians import sine
from thermochain.engine.simd import splat

def potential(r):
    return 100.0 * (1.0 - np.cos(r))

@njit
def force(r):
    return splat(100.0) * sine(r)
"""


def test_a_step_too_long_for_a_stiff_potential_is_refused_before_any_job(tmp_path):
    path = tmp_path / "stiff.py"
    path.write_text(STIFF)
    assert check_file(str(path)) == pytest.approx(100.0, rel=1e-6)
    with pytest.raises(ValueError, match=r"time_step=0\.1 must lie in \[1e-05, 0\.025\]; bonds of stiffness 100"):
        simulate_rings(replace(RUN, time_step=0.1, stride=2, temperature=30.0), load_potential(path))


def test_a_simulation_that_does_not_resolve_its_potential_is_not_stored(tmp_path, monkeypatch):
    """V = 100 (1 - cos r) at T = 30 with dt = 0.1 once gave <V'^2> = 5000(29) beside the exact 2496."""
    path = tmp_path / "stiff.py"
    path.write_text(STIFF)
    run = replace(RUN, time_step=0.1, stride=2, temperature=30.0, potential=potential_name(path))
    monkeypatch.setattr("thermochain.rotors.bond_potential.study.simulation.check_step", lambda *_: None)
    with pytest.raises(FloatingPointError, match="energy drift"):
        simulate(run, str(path))
    monkeypatch.setattr(Guard, "check_energy", lambda *_: None)
    with pytest.raises(FloatingPointError, match="must vanish within its error"):
        simulate(run, str(path))
