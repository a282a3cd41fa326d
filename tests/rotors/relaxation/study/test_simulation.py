"""Closed chains as runs: one tuple, one result; what they conserve, and where they start."""

import re
from dataclasses import replace

import numpy as np
import pytest

from thermochain.rotors import rotor
from thermochain.rotors.relaxation import closed_chain
from thermochain.rotors.relaxation.study.run import N_BATCHES, RelaxationRun
from thermochain.rotors.relaxation.study.simulation import QUANTITIES, load_profiles, simulate, simulate_profiles
from thermochain.runs.identity import seeds_of
from thermochain.runs.storage import CorruptResult, save_result

RUN = RelaxationRun(
    n_rotors=32,
    momentum_amplitude=1.0,
    mean_temperature=0.45,
    temperature_amplitude=0.1,
    time_step=0.1,
    interval=0.0125,
    last_time=0.05,
    n_replicas=1024,
    seed=3,
)


@pytest.fixture(scope="module")
def profiles():
    return simulate_profiles(RUN)


def test_the_path_spells_the_parameters_and_reads_back():
    assert str(RUN.path) == "n32_R1024/p1_T0.45_dT0.1_dt0.1_h0.0125_t0.05_seed3"
    assert RelaxationRun.from_wildcards({name: str(value) for name, value in vars(RUN).items()}) == RUN
    assert RUN.interval_steps == 32  # 0.0125 16^2/0.1
    assert RUN.n_updates == 32 * 1024 * 4 * 32


def test_random_numbers_are_those_of_the_path_under_the_former_name_of_the_subject():
    assert RUN.seed_sequence().entropy == seeds_of(f"closed_chains/{RUN.path}").entropy


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n_replicas": 128}, "n_replicas=128 must be a multiple of a register for each batch"),
        ({"interval": 0.0127}, r"interval N\^2 for n_rotors=32=3.2512 must be a multiple of time_step"),
        ({"last_time": 0.06}, "last_time=0.06 must be a multiple of interval"),
        ({"temperature_amplitude": 0.42}, "mean_temperature - temperature_amplitude=0.03 must lie in"),
    ],
)
def test_mistakes_are_named(change, message):
    with pytest.raises(ValueError, match=message):
        replace(RUN, **change)


def test_the_same_run_gives_the_same_profiles_and_they_come_back_from_disk(profiles, tmp_path):
    path = tmp_path / f"{RUN.path}.npz"
    save_result(path, RUN, simulate(RUN), 1.0)
    for other in (load_profiles(path), simulate_profiles(RUN)):
        assert other.run == RUN
        for name in QUANTITIES:
            np.testing.assert_array_equal(getattr(other, name), getattr(profiles, name))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CorruptResult, match=re.escape(str(path))):
        load_profiles(path)


def test_momentum_is_conserved_to_rounding_and_energy_to_the_square_of_the_step(profiles):
    # single precision of 32 momenta of size 1 on disk
    np.testing.assert_allclose(np.ptp(profiles.momentum.mean(axis=-1), axis=1), 0, atol=1e-6)
    drift = [np.ptp(simulate_profiles(run).energy.mean(axis=(0, -1))) for run in (RUN, replace(RUN, time_step=0.05))]
    assert drift[0] < 0.01 * RUN.time_step  # 2e-5 at the step 0.1: the energy that Verlet conserves is another one
    assert drift[1] < 0.5 * drift[0]


def test_the_start_has_the_local_gibbs_profiles(profiles):
    x = closed_chain.cell_middles(RUN.n_rotors)
    p, T = RUN.initial_momentum(x), RUN.initial_temperature(x)
    bonds = 1.0 - rotor.mean_cosine(0.5 * (T[1:] + T[:-1]))
    energy = 0.5 * (p**2 + T)
    energy[1:] += 0.5 * bonds
    energy[:-1] += 0.5 * bonds
    for name, expected in (("momentum", p), ("energy", energy), ("temperature", T)):
        batches = getattr(profiles, name)[:, 0]
        pull = (batches.mean(axis=0) - expected) * np.sqrt(N_BATCHES) / batches.std(axis=0, ddof=1)
        # 32 pulls with 31 degrees of freedom: one in a thousand runs has one beyond 4.5, or a mean square beyond 2.2
        assert np.max(np.abs(pull)) < 4.5
        assert np.mean(pull**2) < 2.2
        assert np.max(np.abs(np.ptp(expected) / batches.mean(axis=0).std())) > 2  # the profile is not flat
