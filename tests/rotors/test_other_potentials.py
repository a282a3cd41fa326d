"""Chains with another potential: Olla's units are rotors exactly, and two wells keep their laws."""

from dataclasses import replace

import numpy as np
import pytest

from tests.root import ROOT
from tests.rotors.cosine import COSINE
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.study.run import DrivenRun, duration_unit
from thermochain.rotors.driven.study.simulation import simulate as simulate_driven
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.study.coefficients import fit_measured
from thermochain.rotors.green_kubo.study.onsager_table import onsager_frame
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.self_consistent import estimate_together
from thermochain.rotors.green_kubo.study.simulation import simulate, simulate_run
from thermochain.rotors.green_kubo.tail import mode_coupling_amplitude
from thermochain.rotors.macroscopic.first_integral import energy_current, momentum_current
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.regimes.study.maps import tabulate_boundaries
from thermochain.rotors.study.potential_file import load_potential

PAIRS = ("pp", "ee", "pe")
TURN = 2.0 * np.pi  # Olla's angles are in turns: q' = q/2 pi at the same momenta, so t' = t/2 pi and J' = 2 pi J
OLLA = load_potential(ROOT / "workflow/potentials/olla.py")
TWO_WELLS = load_potential(ROOT / "workflow/potentials/two_wells.py")


def state(n, size, seed=3):
    rng = np.random.default_rng(seed)
    return rng.uniform(-np.pi, np.pi, (n, size)), rng.standard_normal((n, size))


def test_rings_in_ollas_units_move_as_rotors():
    q, p = state(12, 8)
    rotors, olla = Rings(q, p, 0.05), Rings(q / TURN, p, 0.05 / TURN, OLLA)
    expected, found = rotors.run(100, 2), olla.run(100, 2)
    for one, other in zip(expected, found, strict=True):
        # rounding, and the 2e-13 of the sine of the kernel of rotors, grown by the instability over a time 10
        np.testing.assert_allclose(other, TURN * one, atol=1e-8)
    np.testing.assert_allclose(olla.energy(), rotors.energy(), rtol=1e-9)


def test_driven_chains_in_ollas_units_carry_the_currents_of_rotors():
    """The friction is that of time in units of 1/2 pi; the same random numbers act on both."""
    q, p = state(9, 8)
    currents = []
    for potential, unit in ((COSINE, 1.0), (OLLA, TURN)):
        chains = RotorChains(
            q / unit,
            p,
            0.05 / unit,
            temperatures=(0.3, 0.8),
            torques=(0.0, unit),
            friction=unit,
            rng=np.random.default_rng(5),
            potential=potential,
        )
        found, moments = chains.run(80, 4, 40)
        currents.append(found / unit)
        assert np.all(np.isfinite(chains.power_of_ends(moments)))
        expected_energy = chains.energies / chains.n_rotors
        assert np.all(expected_energy > 0)
    np.testing.assert_allclose(currents[1], currents[0], atol=1e-8)


@pytest.fixture(scope="module")
def rings():
    """Correlations of short runs of rotors."""
    parameters = {"n_rotors": 32, "time_step": 0.1, "sampling_interval": 0.4, "n_replicas": 512, "seed": 8}
    return [
        simulate_run(GreenKuboRun(temperature=T, duration=duration, maximum_lag=duration / 4, **parameters))
        for T, duration in ((0.4, 800), (0.7, 200), (1.1, 200), (1.6, 200))
    ]


@pytest.fixture(scope="module")
def both(rings):
    """Estimates of these correlations, and of the same ones in Olla's units: C' = 4 pi^2 C at t' = t/2 pi."""
    olla = [replace(c, lag_times=c.lag_times / TURN, **{k: TURN**2 * getattr(c, k) for k in PAIRS}) for c in rings]
    return estimate_together(rings), estimate_together(olla, OLLA)


def test_coefficients_in_ollas_units_are_2_pi_times_those_of_rotors_tails_included(both):
    """The tail of mode coupling has the same heat, 2 pi times the diffusivities and their slopes, and t' for t."""
    names = ("pp", "pp_std", "pp_systematic", "ee", "ee_std", "ee_systematic", "pe")
    for rotors, olla in zip(*both, strict=True):
        for name in names:  # what the convergence of the fits leaves
            assert getattr(olla, name) == pytest.approx(TURN * getattr(rotors, name), rel=1e-5, abs=1e-8)


def test_thresholds_of_the_regimes_in_ollas_units_are_those_of_rotors(both):
    """Both laws are 2 pi times as large, and so are the currents; the borders of the regimes and their bands agree."""
    rotors, olla = (fit_measured(onsager_frame(estimates)) for estimates in both)
    baths = (0.3, 0.6, 0.0, 1.0)
    for current in (momentum_current, energy_current):
        assert current(olla, *baths) == pytest.approx(TURN * current(rotors, *baths), rel=1e-5)
    expected, found = (tabulate_boundaries([c], 7, p.unit_of_energy) for c, p in ((rotors, ROTORS), (olla, OLLA)))
    assert len(expected) > 50  # there are borders to compare
    assert list(found["boundary"]) == list(expected["boundary"])
    for column in ("across", "up"):
        np.testing.assert_allclose(found[column], expected[column], atol=1e-5)
    np.testing.assert_allclose(found["across_shift"], expected["across_shift"], rtol=1e-2, atol=1e-5)


def test_the_heat_of_the_potential_is_in_the_amplitude_of_the_tail():
    """A potential whose heat differs has another amplitude, A ~ 1/(c (D^p + kappa/c)) (module `tail`)."""
    diffusivities = (0.4, -0.7, 0.6)
    rotors, wells = (mode_coupling_amplitude(1.0, *diffusivities, potential) for potential in (ROTORS, TWO_WELLS))
    heats = [float(potential.specific_heat(1.0)) for potential in (ROTORS, TWO_WELLS)]
    assert heats[1] > 1.1 * heats[0] or heats[1] < 0.9 * heats[0]
    assert wells / rotors == pytest.approx((0.4 * heats[0] + 0.6) / (0.4 * heats[1] + 0.6), rel=1e-12)


def test_rings_of_two_wells_obey_the_equal_time_laws_of_their_potential():
    """<J^p J^p>/M = <V'^2> on a long ring and <J^e J^e>/M; without them a simulation is not stored."""
    run = GreenKuboRun(
        potential=TWO_WELLS.name,
        temperature=2.0,
        n_rotors=32,
        time_step=0.03,
        sampling_interval=0.12,
        duration=24,
        maximum_lag=6,
        n_replicas=512,
        seed=1,
    )
    found = simulate_run(run, potential=TWO_WELLS)
    for batches, exact in (
        (found.pp[:, 0], TWO_WELLS.mean_square_force(2.0)),
        (found.ee[:, 0], TWO_WELLS.energy_current_variance(2.0, 32)),
    ):
        error = batches.std(ddof=1) / np.sqrt(batches.size)
        # 5 standard errors of 32 batches; the step leaves (6 dt)^2/24 = 0.13 %
        assert abs(batches.mean() - exact) < 5.0 * error + 2e-3 * exact
    assert found.pp[:, 0].mean() > 5.0  # control: at most 1/2 for rotors


def test_driven_two_wells_between_equal_baths_are_in_local_equilibrium(tmp_path):
    """Without a torque the momenta and the bonds have their Gibbs laws at the temperature of the baths."""
    T = 2.0
    run = DrivenRun(
        potential=TWO_WELLS.name,
        n_rotors=9,
        T_left=T,
        T_right=T,
        torque_left=0,
        torque_right=0,
        friction=3,
        time_step=0.03,
        duration=duration_unit(TWO_WELLS.name, 0.03),
        n_replicas=256,
        seed=2,
    )
    chain = ChainMoments(
        T, T, 0.0, 0.0, 3.0, run.interval, **simulate_driven(run, tmp_path / "checkpoint.npz", potential=TWO_WELLS)
    )
    for name, exact in (("cos", TWO_WELLS.mean_shape(T)), ("cos2", 1.0 - 2.0 * TWO_WELLS.mean_square_force(T))):
        values = chain.average(name)[1:].mean(axis=0)  # of each replica
        error = values.std(ddof=1) / np.sqrt(values.size)
        assert abs(values.mean() - exact) < 5.0 * error + 3e-3 * abs(exact)  # the step leaves dt^2 V''/12 = 0.07 %
    assert abs(chain.average("p2").mean() - T) < 0.03 * T


def test_a_step_that_does_not_resolve_a_stiff_potential_is_refused_by_the_energy():
    """V = 100 (1 - cos r) with the default step of rotors, ten times as long as its bonds allow."""
    stiff = Potential("stiff", TURN, (100.0, -100.0), (0.0, 0.0))
    run = GreenKuboRun(
        temperature=10.0,
        n_rotors=32,
        time_step=0.1,
        sampling_interval=0.4,
        duration=160.0,
        maximum_lag=4.0,
        n_replicas=64,
        seed=1,
        block=0,
        potential=stiff.name,
    )
    with pytest.raises(FloatingPointError, match=r"energy drift .* reduce time_step=0\.1"):
        simulate(run, potential=stiff)
    fine = replace(run, time_step=0.01, sampling_interval=0.04, duration=16.0, maximum_lag=0.4)
    assert simulate(fine, potential=stiff)["n_rotors"] == 32  # negative control
