"""No simulation stores a number that cannot be right: it stops with its parameters and its seeds."""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
import yaml

from tests.overview.every_run import every_run, merged
from tests.root import CONFIG, ROOT
from tests.rotors.cosine import COSINE
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.phase_chain import PhaseChains
from thermochain.exchange.billiard.billiard import Billiard
from thermochain.exchange.jumps import Jumps
from thermochain.exchange.pair_diffusion import PairDiffusion
from thermochain.oscillators.networks.anharmonic_network import AnharmonicNetworks
from thermochain.overview.subjects import RUNS
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.driven.local_gibbs import sample_local_gibbs
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate_moments
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import Rings
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_run
from thermochain.rotors.validation.heat_response.heat_field_rings import HeatFieldRings
from thermochain.rotors.validation.shear_response.sheared_rings import ShearedRings
from thermochain.runs.guard import Guard

RINGS = GreenKuboRun(
    temperature=1.0,
    n_rotors=16,
    time_step=0.1,
    sampling_interval=0.4,
    duration=8,
    maximum_lag=4,
    n_replicas=32,
    seed=5,
)
# one simulation of every kind, the first of the smoke preset, shortened where it takes more than a moment
SMOKE = merged(CONFIG, yaml.safe_load((ROOT / "workflow/presets/smoke.yaml").read_text()))
SHORTER = {
    "green_kubo": {"duration": 40, "maximum_lag": 8, "n_replicas": 32},
    "published_protocol": {"duration": 40, "maximum_lag": 8},
    "onsager_structure": {"duration": 40, "maximum_lag": 8, "n_replicas": 32},
    "structure_factors": {"duration": 40, "maximum_lag": 20},
    "driven": {"n_rotors": 9, "duration": 512, "n_replicas": 8},
    "exchange_stationary": {"n_events": 1000},
    "billiard_collisions": {"most_particles": 1, "n_exchanges": 8, "batches": 2},
}
FAILURE = r"(is not finite in .* \(seeds? \d+.*run again|energy drift .* \(seeds? \d+.*reduce time_step)"
# maximising over networks computes no trajectory, and its optimum is checked by the search itself
SEARCHES = {"networks_circulation", "networks_pump"}
KINDS = [kind for kind in RUNS if kind.NAME not in SEARCHES]
# what advances in time, and functions that do it at once: the module that uses each, and its name there
SIMULATORS = (
    RotorRings,
    ShearedRings,
    HeatFieldRings,
    NoisyChains,
    PhaseChains,
    AnharmonicNetworks,
    Jumps,
    PairDiffusion,
    Billiard,
)
AT_ONCE = (
    ("thermochain.exchange.billiard.study.simulation", "first_exchanges"),
    ("thermochain.exchange.study.pair_simulation", "pair_energies"),
    ("thermochain.exchange.study.pair_simulation", "pinned_energies"),
    ("thermochain.exchange.study.geodesic_simulation", "geodesic_currents"),
)


def example(kind):
    """A short run of this kind."""
    first = next(run for run in every_run(SMOKE).values() if type(run) is kind)
    return replace(first, **SHORTER.get(kind.NAME, {}))


def poison(outcome):
    """Turn the last numbers of an array, or of all arrays of a tuple or record, to NaN."""
    if isinstance(outcome, np.ndarray):
        if np.issubdtype(outcome.dtype, np.floating):
            outcome[..., -1:] = np.nan
        elif np.issubdtype(outcome.dtype, np.integer):  # which knows no NaN: the largest momenta that there are
            outcome[...] = np.iinfo(outcome.dtype).max
    elif isinstance(outcome, tuple):
        for part in outcome:
            poison(part)
    elif outcome is not None:
        for name, part in vars(outcome).items():  # the arrays of a result are read-only
            object.__setattr__(outcome, name, poison(np.array(part)))
    return outcome


def failing_run(original):
    """The method `run` of a simulator, after which its state and what it returns hold NaN."""

    def run(self, *arguments, **options):
        outcome = original(self, *arguments, **options)
        for name in ("stored", "staggered"):  # the next steps carry it on
            poison(getattr(self, name, None))
        return poison(outcome)

    return run


def failing_function(original):
    """A function that computes NaN, in what it returns or in its last argument."""

    def computed(*arguments, **options):
        outcome = original(*arguments, **options)
        return poison(arguments[-1] if outcome is None else outcome)

    return computed


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_a_number_that_is_none_stops_every_simulation_with_its_parameters_and_seed(kind, monkeypatch, tmp_path):
    run, module = example(kind), import_module(kind.SIMULATION)

    def simulate(checkpoint):
        return module.simulate(run, *([tmp_path / checkpoint] if kind.RESUMES else []))

    with np.errstate(all="ignore"):
        simulate("undisturbed.npz")  # it passes
        for simulator in SIMULATORS:
            monkeypatch.setattr(simulator, "run", failing_run(simulator.run))
        for home, name in AT_ONCE:
            monkeypatch.setattr(f"{home}.{name}", failing_function(getattr(import_module(home), name)))
        with pytest.raises(FloatingPointError, match=FAILURE) as caught:
            simulate("disturbed.npz")
    assert f"seed{run.seed}" in str(caught.value) or str(run.seed_sequence().entropy) in str(caught.value)


def energies_in_time(temperature, n_rotors, time_step, *, n_replicas=64, duration=400.0):
    """Energy of each ring at the start and at 20 later times."""
    rng = np.random.default_rng(1)
    angles, _ = sample_ring_angles(n_rotors, n_replicas, temperature, rng)
    rings = RotorRings(angles, sample_ring_momenta(n_rotors, n_replicas, temperature, rng), time_step)
    energies = [rings.energy()]
    for _ in range(20):
        rings.run(1, round(duration / 20 / time_step))
        energies.append(rings.energy())
    return np.array(energies)


@pytest.mark.parametrize("temperature", [0.05, 0.5, 3.0])
@pytest.mark.parametrize("time_step", [0.05, 0.1, 0.2])
@pytest.mark.parametrize(("n_rotors", "margin"), [(3, 1.3), (64, 5.0)])
def test_ordinary_rings_stay_below_the_limit_with_room(n_rotors, margin, temperature, time_step):
    """Three rotors come near to it, for one mode can hold all energy; those of the study (64 and more) do not."""
    first, *later = energies_in_time(temperature, n_rotors, time_step)
    Guard("", 0, time_step).check_energy(np.tile(first, (20, 1)), np.array(later))
    largest = np.max(np.abs(later - first) / first)
    assert largest * margin < 4 / 3 * time_step**2
    assert largest > 0.01 * time_step**2  # and it does move: the limit is no empty one


def test_a_step_too_long_for_the_temperature_is_refused_before_any_job():
    """At T = 10 momenta of 8 turn a rotor by two radians in a step of 0.25, the fastest by more than half a turn."""
    with pytest.raises(ValueError, match=r"temperature=10, time_step=0\.25: momenta reach 22\.1.*time_step < 0\.142"):
        replace(RINGS, temperature=10.0, time_step=0.25, sampling_interval=0.25)
    simulate_run(replace(RINGS, temperature=10.0, time_step=0.125, sampling_interval=0.25, n_replicas=2048))


@pytest.mark.parametrize("name", ["green_kubo", "published_protocol", "structure_factors", "phase_slips"])
def test_all_simulations_of_rings_in_integers_refuse_such_a_step(name):
    run = example(next(kind for kind in KINDS if name == kind.NAME))
    with pytest.raises(ValueError, match=r"temperature=10, time_step=0\.2: momenta reach 22\.1.*time_step < 0\.142"):
        replace(run, temperature=10.0, time_step=0.2)


def test_energies_that_drift_stop_with_tuple_seed_and_remedy():
    """The same step without that check: two radians a step drive the energy away."""
    rng = np.random.default_rng(1)
    angles, _ = sample_ring_angles(8, 2048, 10.0, rng)
    rings = Rings(angles, sample_ring_momenta(8, 2048, 10.0, rng), 0.25)
    energy = rings.energy()
    rings.run(1, 2000)
    with pytest.raises(
        FloatingPointError, match=r"energy drift \S+ exceeds 8\.33e-02 in T10 \(seed 5\); reduce time_step=0\.25"
    ):
        Guard("T10", 5, 0.25).check_energy(energy, rings.energy())


def test_energy_that_leaks_slowly_is_found():
    """A hundred times slower than what the limit of a tenth of the energy would let pass."""
    energy = np.full(8, 32.0)
    Guard("rings", 5, 0.1).check_energy(energy, energy * (1 + 0.013))
    with pytest.raises(FloatingPointError, match=r"energy drift 1\.40e-02 exceeds 1\.33e-02 in rings \(seed 5\)"):
        Guard("rings", 5, 0.1).check_energy(energy, energy * (1 - 0.014))


def test_the_limit_of_the_energy_grows_with_the_stiffness():
    energy = np.full(8, 32.0)
    Guard("rings", 5, 0.1).check_energy(energy, energy * 1.05, stiffness=4.0)
    with pytest.raises(FloatingPointError, match="energy drift"):
        Guard("rings", 5, 0.1).check_energy(energy, energy * 1.06, stiffness=4.0)


@pytest.mark.parametrize("n_batches", [2, 8, 64])
def test_a_right_average_passes_and_a_wrong_one_is_named(n_batches):
    """A right average is refused once in 1e9 cases, so not in these 2,000."""
    rng, guard = np.random.default_rng(1), Guard("rings", 5, 0.1)
    for batches in 3.0 + 0.1 * rng.standard_normal((2000, n_batches)):
        guard.check_law("<V'^2>", batches, 3.0, 0.0)
    with pytest.raises(
        FloatingPointError, match=r"<V'\^2> - 6 = -3\S* must vanish within its error.*in rings \(seed 5\)"
    ):
        guard.check_law("<V'^2>", 3.0 + 1e-9 * rng.standard_normal(n_batches), 6.0, 0.01)


def test_what_the_time_step_explains_is_allowed():
    guard, batches = Guard("rings", 5, 0.1), np.full(4, 2.02)
    guard.check_law("<V'^2>", batches, 2.0, 0.011)
    with pytest.raises(FloatingPointError, match=r"smaller time_step than 0\.1"):
        guard.check_law("<V'^2>", batches, 2.0, 0.009)


def test_energy_that_enters_and_is_not_stored_is_found():
    rng, guard = np.random.default_rng(1), Guard("chain", 5, 0.1)
    noise = 0.1 * rng.standard_normal((3, 64))
    powers, stored = np.array([[1.0], [-0.4]]) + noise[:2], 0.6 + noise[2]
    guard.check_balance(powers, stored)
    guard.check_balance(1.009 * powers, stored)  # K dt^2 = 0.01
    with pytest.raises(
        FloatingPointError, match=r"power that enters - change of the energy = 0\.\d+ .* in chain \(seed 5\)"
    ):
        guard.check_balance(powers + np.array([[0.4], [0.0]]), stored)
    guard.check_balance(powers + np.array([[0.4], [0.0]]), stored, stiffness=20.0)


OPEN = DrivenRun(
    n_rotors=9,
    T_left=0.5,
    T_right=1.0,
    torque_left=0.0,
    torque_right=1.0,
    friction=1.0,
    time_step=0.1,
    duration=512,
    n_replicas=64,
    seed=5,
)


@pytest.mark.parametrize(
    "changed", [{}, {"friction": 20.0, "time_step": 0.2}, {"torque_right": 7.0}, {"T_right": 5.0, "time_step": 0.2}]
)
def test_open_chains_store_what_enters_and_driven_ones_too(changed):
    """Also where the map of the baths is far from a small step (friction 20), and in the transient."""
    run = replace(OPEN, **changed)
    simulate_moments(run, "linear")


def test_an_open_chain_that_does_not_store_what_enters_stops(monkeypatch):
    """Momenta lose a tenth now and then, though all numbers are finite."""
    undisturbed = RotorChains.run

    def leaking(self, *arguments):
        outcome = undisturbed(self, *arguments)
        momenta = self._chains.stored[:, self.n_rotors - 1 :]
        momenta[:] = 0.9 * momenta
        return outcome

    monkeypatch.setattr(RotorChains, "run", leaking)
    with pytest.raises(FloatingPointError, match=r"power that enters - change of the energy .*n9/TL0\.5.*seeds \d+"):
        simulate_moments(OPEN)


def test_a_step_that_open_rotors_do_not_resolve_is_refused_by_their_balance():
    """Beyond the steps that a run accepts: 1.6 times the inverse of the highest frequency; `PhaseChains` refuse it."""
    rng = np.random.default_rng(1)
    start = sample_local_gibbs(np.zeros(9), np.ones(9), 256, rng)
    chains = RotorChains(
        *start, 0.8, temperatures=(1.0, 1.0), torques=(0.0, 0.0), friction=1.0, rng=rng, potential=COSINE
    )
    before = chains.energies
    _, moments = chains.run(1600, 1, 2)
    stored = (chains.energies - before) / 1280.0
    with pytest.raises(FloatingPointError, match="change of the energy"):
        Guard("rotors", 5, 0.8).check_balance(chains.power_of_ends(moments), stored)
