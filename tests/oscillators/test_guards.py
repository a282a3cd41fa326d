"""No simulation of oscillators stores a number that cannot be right: it stops with its parameters and its seeds."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thermochain.oscillators
from tests.runs.test_guard import poison
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.anharmonic.bond_gibbs import bond_state
from thermochain.oscillators.anharmonic.bond_potentials import QUARTIC
from thermochain.oscillators.anharmonic.study.run import ConductivityRun, DrivenChainRun, ReleasedRun
from thermochain.oscillators.harmonic.study.run import BendingRun, ConstantForceRun, PeriodicForceRun, RotorFlipsRun
from thermochain.oscillators.networks.anharmonic_network import AnharmonicNetworks
from thermochain.oscillators.networks.study.run import AnharmonicRun

RUNS = [
    ConstantForceRun("velocity_flip", 1.0, 2.0, 1.0, 2.0, 6, 0.05, 5.0, 16, 5),
    PeriodicForceRun(1.0, 2.0, 0.7, 0.8, 1.0, 6, 0.05, 5.0, 16, 5),
    RotorFlipsRun(0.5, 1.0, 8, 0.1, 2, 10.0, 2.0, 8, 5),
    BendingRun(1.0, 8, 0.05, 10, 10.0, 2.0, 8, 5),
    ConductivityRun(0.0, 1.0, 1.0, 8, 0.05, 10.0, 1.0, 16, 5),
    DrivenChainRun(8, 1.0, 2.0, 1.0, 2.0, 0.05, 0.1, 16, 5),
    ReleasedRun(16, 1.0, 1.0, 2.0, 1.0, 0.05, "0.02", 0.01, 16, 5),
    AnharmonicRun(1, 0.02, 2, 0.1, 8.0, 256, 5),
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.NAME)
def test_a_number_that_is_none_stops_every_simulation_with_its_parameters_and_seeds(run, monkeypatch):
    """Numbers that a kernel returns are turned to NaN."""
    for simulator in (NoisyChains, AnharmonicNetworks):
        undisturbed = simulator.run

        def failing(self, *arguments, undisturbed=undisturbed, **options):
            outcome = undisturbed(self, *arguments, **options)
            return poison(outcome)

        monkeypatch.setattr(simulator, "run", failing)
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError) as stopped:
        import_module(run.SIMULATION).simulate(run)
    assert "is not finite in" in str(stopped.value)
    assert str(run.path) in str(stopped.value)
    assert str(run.seed_sequence().entropy) in str(stopped.value)


OPEN = [replace(run, n_replicas=512) for run in RUNS if isinstance(run, DrivenChainRun | ReleasedRun | AnharmonicRun)]


@pytest.mark.parametrize("run", OPEN, ids=lambda run: run.NAME)
def test_an_open_chain_or_network_that_does_not_store_what_enters_stops(run, monkeypatch):
    """Momenta that lose most of their size in each call of the kernel, though all numbers are finite."""
    for simulator in (NoisyChains, AnharmonicNetworks):
        undisturbed = simulator.run

        def leaking(self, n_steps, *arguments, undisturbed=undisturbed, **options):
            outcome = undisturbed(self, n_steps, *arguments, **options)
            if isinstance(self, NoisyChains):
                self.stored[:, self.n_bonds :] *= 0.3
            else:
                self._momenta *= 0.3
            return outcome

        monkeypatch.setattr(simulator, "run", leaking)
    with pytest.raises(FloatingPointError, match=r"must vanish within its error, probability"):
        import_module(run.SIMULATION).simulate(run)


@given(
    tension=st.floats(0.0, 10.0),
    temperature=st.floats(0.1, 10.0),
    time_step=st.floats(0.01, 0.1),
    kind=st.sampled_from([0, 1, 2]),
)
@settings(max_examples=60, deadline=None)
def test_a_step_too_long_for_quartic_bonds_is_refused_before_any_job(tension, temperature, time_step, kind):
    stiffness = bond_state(QUARTIC, tension, temperature).stiffness
    arguments = [
        (ConductivityRun, (tension, temperature, 1.0, 8, time_step, 400 * time_step, 40 * time_step, 16, 5)),
        (DrivenChainRun, (8, 1.0, tension, 0.1, temperature, time_step, 0.1, 16, 5)),
        (ReleasedRun, (16, 1.0, temperature, tension, 0.0, time_step, "0.1", 0.05, 16, 5)),
    ]
    build, values = arguments[kind]
    if np.sqrt(stiffness) * time_step > 0.25:
        with pytest.raises(ValueError, match="are not resolved"):
            build(*values)
    else:
        build(*values)


def test_every_module_that_moves_oscillators_has_a_guard():
    """Read off the sources; modules that only build chains or correlate leave the check to those that use them."""
    folder = Path(thermochain.oscillators.__file__).parent
    guarded = [path.stem for path in folder.rglob("study/*.py") if "Guard(" in path.read_text()]
    moving = [path.stem for path in folder.rglob("study/*.py") if ".run(" in path.read_text()]
    assert set(moving) <= {*guarded, "chains"}
    assert len(guarded) >= 5
