"""Rings of a potential from a file: exact laws, rotors as a special case, and files that are refused."""

import numpy as np
import pandas as pd
import pytest
from numba import njit
from numpy.random import SFC64, Generator, SeedSequence

from tests.root import ROOT
from thermochain.core.running_integral import RunningIntegral
from thermochain.engine.bond_geometry import ring
from thermochain.engine.bond_values import bond_values
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.radians import cosine, sine
from thermochain.engine.signed_swaps import no_noise
from thermochain.engine.simd import splat
from thermochain.rotors.bond_potential.periodic_bond import bond_average, grid, sample_bonds
from thermochain.rotors.bond_potential.study.configuration import check_bond_potential
from thermochain.rotors.bond_potential.study.potential import load_potential
from thermochain.rotors.bond_potential.study.rings import (
    COEFFICIENTS,
    coefficient_frame,
    coefficient_page,
    simulate_ring,
)
from thermochain.rotors.published_protocol.study.protocols import simulate_green_kubo
from thermochain.rotors.rotor import mean_cosine

ROTOR = ROOT / "workflow/potentials/rotor.py"
TWO_WELLS = ROOT / "workflow/examples/another_potential/two_wells.py"
SECTION = {"n_rotors": 32, "time_step": 0.025, "stride": 8, "duration": 160, "maximum_lag": 16, "n_replicas": 256}


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


def test_the_simulation_keeps_the_equal_time_laws_of_the_potential(two_wells):
    frame = coefficient_frame(two_wells, SECTION | {"temperatures": [4, 1]}, 5)
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
    ours = simulate_ring(rotors, lengths | {"stride": 4}, 1.0, SeedSequence(6))
    usual = simulate_green_kubo(temperature=1.0, sampling_interval=0.4, **lengths)
    for pair in ("pp", "ee"):
        integrals = [RunningIntegral.of(getattr(c, pair), c.spacing) for c in (ours, usual)]
        (mine, theirs), errors = ([i.mean[-1] for i in integrals], [i.std[-1] for i in integrals])
        assert np.hypot(*errors) < 0.06 * theirs  # it can tell
        assert abs(mine - theirs) < 4.0 * np.hypot(*errors)


def test_the_bits_follow_from_the_seed(rotors):
    section = SECTION | {"temperatures": [1], "n_replicas": 64, "duration": 40}
    first, same, other = (coefficient_frame(rotors, section, seed) for seed in (8, 8, 9))
    pd.testing.assert_frame_equal(first, same)
    assert first["pp"][0] != other["pp"][0]
    assert "K^pp" in coefficient_page(first, "rotor")


GOOD = ROTOR.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def force", "def push", r"must define the function force\(r\)"),
        ("1.0 - np.cos(r)", "1.0 - np.cos(r / 2.0)", r"potential\(r\) must have the period 2 pi; at r ="),
        ("return sine(r)", "return sine(r + r)", r"force\(r\) must be the derivative of potential\(r\)"),
        ("1.0 - np.cos(r)", "np.ones(r.shape)", r"must not be constant"),
    ],
)
def test_a_file_that_is_no_potential_is_refused_with_the_reason(tmp_path, old, new, message):
    path = tmp_path / "mine.py"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(ValueError, match=message) as caught:
        load_potential(path)
    assert "mine.py" in str(caught.value)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"file='nowhere\.py' must be a Python file that is there"):
        load_potential("nowhere.py")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"maximum_lag": 100}, "maximum_lag=100 must be at most half of duration=160"),
        ({"maximum_lag": 3}, "maximum_lag=3 must be at least 16"),
        ({"duration": 160.1}, "duration=160.1 must be a multiple"),
    ],
)
def test_lengths_that_cannot_be_run_are_refused(change, message):
    check_bond_potential(SECTION)
    with pytest.raises(ValueError, match=message):
        check_bond_potential(SECTION | change)
