"""No simulation of oscillators stores a number that cannot be right: it stops with its parameters and its seeds."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import thermochain.oscillators
from tests.runs.test_guard import poison
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.oscillators.anharmonic.study.run import ConductivityRun, DrivenChainRun, ReleasedRun
from thermochain.oscillators.harmonic.study.run import BendingRun, ConstantForceRun, PeriodicForceRun, RotorFlipsRun
from thermochain.oscillators.networks.anharmonic_network import AnharmonicNetworks
from thermochain.oscillators.networks.study.run import AnharmonicRun

RUNS = [
    ConstantForceRun("velocity_flip", 1.0, 2.0, 1.0, 2.0, 6, 0.05, 5.0, 16, 5),
    PeriodicForceRun(1.0, 2.0, 0.7, 0.8, 1.0, 6, 0.05, 5.0, 16, 5),
    RotorFlipsRun(0.5, 1.0, 8, 0.1, 5, 10.0, 2.0, 8, 5),
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


def test_every_module_that_moves_oscillators_has_a_guard():
    """Read off the sources; modules that only build chains or correlate leave the check to those that use them."""
    folder = Path(thermochain.oscillators.__file__).parent
    guarded = [path.stem for path in folder.rglob("study/*.py") if "Guard(" in path.read_text()]
    moving = [path.stem for path in folder.rglob("study/*.py") if ".run(" in path.read_text()]
    assert set(moving) <= {*guarded, "chains"}
    assert len(guarded) >= 5
