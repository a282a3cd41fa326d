"""No simulation stores a number that cannot be right: it stops with its parameters and its seeds."""

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import thermochain.study
from thermochain.rotors.validation.runs import BoostedRun, SlipRun, StructureFactorRun

from tests.root import CONFIG
from thermochain.exchange.billiard.study.simulation import simulate_part
from thermochain.exchange.study import green_kubo
from thermochain.exchange.study import weak_coupling as exchange_weak_coupling
from thermochain.exchange.study.energy_exchange import EnergyExchange
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.driven.study.simulation import simulate_moments
from thermochain.rotors.green_kubo.gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.rotors.green_kubo.rings import RotorRings
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_run
from thermochain.rotors.published_protocol.study.run import LANGEVIN, ProtocolRun
from thermochain.rotors.published_protocol.study.simulation import simulate_protocol
from thermochain.rotors.relaxation.study.run import RelaxationRun
from thermochain.rotors.relaxation.study.simulation import simulate_profiles
from thermochain.rotors.validation.onsager_structure.study.simulation import simulate_boosted
from thermochain.rotors.validation.phase_slips.study.table import simulate_turns
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.shear_response.study.simulation import simulate_sheared
from thermochain.rotors.validation.structure_factors.study.simulation import simulate_modes
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
MODES = StructureFactorRun(1.0, 16, 2, 0.1, 1.0, 20.0, 10.0, 256, 5)
SLIPS = SlipRun(0.3, 16, 0.1, 4.0, 256, 5)
SHEARED = ShearedRun(1.0, 16, 1.5, 0.1, 4.0, 8.0, 16.0, 64, 5)
CLOSED = RelaxationRun(16, 1.0, 0.45, 0.1, 0.1, 0.0125, 0.05, 256, 5)
DRIVEN = DrivenRun(9, 0.5, 0.8, 0.0, 1.0, 1.0, 0.1, 512.0, 8, 5)
BILLIARD = CONFIG["billiard"] | {
    "n_particles": [2],
    "n_exchanges": 20,
    "laws": {"n_particles": [2], "n_exchanges": 20},
    "waiting": {"n_particles": [2], "energy_ratios": [1], "n_samples": 10},
    "chain": {"n_particles": 2, "n_cells": 1, "T_left": 1, "T_right": 2, "n_exchanges": 40},
}
WEAK = {"weak_coupling": {"energies": [1.5, 0.5], "flip_rate": 1, "couplings": [0.4], "n_pairs": 10}}
RING = {"n_cells": 4, "n_replicas": 2, "spacing": 0.1, "n_samples": 40, "n_lags": 10, "steps_per_sample": 2}
EXCHANGE = EnergyExchange(rate="constant", n_cells=3, particles_per_cell=5, T_left=1.0, T_right=2.0)
PATHS = {"times": [0.1, 0.2], "start": [1.0, 1.0, 1.0], "n_paths": 4, "seed": 5}


def conductivity():
    return green_kubo.kinetic_conductivity(RING, np.random.SeedSequence(5))


# what runs, the part of the package and its name there that is made to fail, what the error says
SIMULATIONS = {
    "equilibrium rings": (lambda: simulate_run(RINGS), "equilibrium.green_kubo.RotorRings", "T1/M16_.*_seed5/block0"),
    "published protocol": (
        lambda: simulate_protocol(ProtocolRun(LANGEVIN, RINGS)),
        "equilibrium.protocol_simulation.rings_from_rest",
        "langevin/T1/M16_.*_seed5",
    ),
    "turning rings": (
        lambda: simulate_boosted(BoostedRun(0.5, RINGS)),
        "validation.boosted_rings.RotorRings",
        "M16_.*_seed5",
    ),
    "modes": (lambda: simulate_modes(MODES), "validation.structure_factors.RotorRings", "M16_n2_.*_seed5"),
    "phase slips": (lambda: simulate_turns(SLIPS), "validation.phase_slips.RotorRings", r"T0\.3/M16_.*_seed5"),
    "sheared rings": (lambda: simulate_sheared(SHEARED), "validation.sheared_rings.ShearedRings", "M16_.*_seed5"),
    "closed chains": (lambda: simulate_profiles(CLOSED), "relaxation.chains.RotorChains", "n16_R256/.*_seed5"),
    "driven chains": (lambda: simulate_moments(DRIVEN), "driven.simulation.RotorChains", r"n9/TL0\.5.*_seed5"),
    "billiard": (
        lambda: simulate_part("collisions", BILLIARD, 5),
        "billiard.simulation.Billiard",
        "billiard/collisions/M2_seed5",
    ),
    "billiard with baths": (
        lambda: simulate_part("chain", BILLIARD, 5),
        "billiard.simulation.Billiard",
        "billiard/chain/seed5",
    ),
    "billiard, waits": (
        lambda: simulate_part("waiting", BILLIARD, 5),
        "billiard.simulation.first_exchanges",
        "billiard/waiting/M2_ratio1_seed5",
    ),
    "energy exchange": (
        lambda: EXCHANGE.simulate(n_events=200, seed=5),
        "exchange.energy_exchange.ExchangeJumps",
        "rate constant, N=3 M=5 T=1, 2",
    ),
    "paths of exchange": (lambda: EXCHANGE.trajectories(**PATHS), "exchange.energy_exchange.ExchangeJumps", "N=3 M=5"),
    "mesoscopic paths": (lambda: EXCHANGE.mesoscopic(**PATHS), "exchange.energy_exchange.PairDiffusion", "N=3 M=5"),
    "rings of energies": (conductivity, "exchange.green_kubo.ExchangeJumps", "'n_cells': 4"),
    "pairs": (
        lambda: exchange_weak_coupling.pairs_table(WEAK, 5),
        "exchange.weak_coupling.pair_energies",
        r"coupling 0\.4",
    ),
}


def stored(simulator):
    """What the kernel of a simulator advances; None if it is not known."""
    chains = getattr(simulator, "_chains", None)
    return chains.stored if chains else getattr(simulator, "_staggered", None)


def poison(outcome):
    """Numbers of an array, of all arrays of a tuple or record, or of the momenta of a state, turned to NaN."""
    if hasattr(outcome, "run"):
        poison(stored(outcome))  # the next steps carry it on
    elif isinstance(outcome, np.ndarray):
        outcome[..., -1:] = np.nan
    else:
        for part in outcome if isinstance(outcome, tuple) else vars(outcome).values():
            poison(part)
    return outcome


def failing(original):
    """The simulator `original` with numbers that are none in what it computes."""
    if not isinstance(original, type):

        def computed(*arguments):
            outcome = original(*arguments)
            return poison(arguments[-1] if outcome is None else outcome)

        return computed

    class Failing(original):
        def run(self, *arguments, **options):
            outcome = super().run(*arguments, **options)
            if stored(self) is not None:
                poison(self)
            return poison(outcome)

    return Failing


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", SIMULATIONS)
def test_a_number_that_is_none_stops_every_simulation_with_its_parameters_and_seed(name, monkeypatch):
    simulate, where, spelled = SIMULATIONS[name]
    module, attribute = where.rsplit(".", 1)
    original = getattr(import_module(f"thermochain.study.{module}"), attribute)
    with np.errstate(all="ignore"):
        simulate()  # an undisturbed run passes
        monkeypatch.setattr(f"thermochain.study.{where}", failing(original))
        with pytest.raises(FloatingPointError, match=rf"is not finite in .*{spelled}.* \(seeds? \d+.*run again"):
            simulate()


def test_every_module_that_simulates_has_a_guard():
    """Read off the sources, so that a new one cannot forget; what measures costs stores no numbers of the chain."""
    simulators = re.compile(r"from thermochain\.dynamics\.\w+ import .*\b(Rotor|Sheared|Noisy|Exchange|Pair|Billiard)")
    folder = Path(thermochain.study.__file__).parent
    simulating = {
        str(path.relative_to(folder)): "Guard(" in path.read_text()
        for path in folder.rglob("*.py")
        if simulators.search(path.read_text())
    }
    assert len(simulating) > 10
    assert {name for name, guarded in simulating.items() if not guarded} <= {"equilibrium/cost.py", "driven/cost.py"}


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


def test_a_step_too_long_for_the_temperature_stops_with_tuple_seed_and_remedy():
    """At T = 10 momenta of 8 turn a rotor by two radians in a step of 0.25."""
    run = replace(RINGS, temperature=10.0, n_rotors=8, time_step=0.25, sampling_interval=0.25, duration=500.0)
    run = replace(run, n_replicas=2048)
    with pytest.raises(
        FloatingPointError,
        match=r"energy drift \S+ exceeds 8\.33e-02 in T10/M8_.*_seed5/block0 \(seeds \d+, \(\d+,\)\); reduce time_step",
    ):
        simulate_run(run)
    simulate_run(replace(run, time_step=0.125))  # half of it will do


def test_energy_that_leaks_slowly_is_found():
    """A hundred times slower than what the limit of a tenth of the energy would let pass."""
    energy = np.full(8, 32.0)
    Guard("rings", 5, 0.1).check_energy(energy, energy * (1 + 0.013))
    with pytest.raises(FloatingPointError, match=r"energy drift 1\.40e-02 exceeds 1\.33e-02 in rings \(seed 5\)"):
        Guard("rings", 5, 0.1).check_energy(energy, energy * (1 - 0.014))
