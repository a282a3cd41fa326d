"""All subjects of the study: their runs, and what checks their sections of the configuration."""

from thermochain.oscillators.anharmonic.study.run import ConductivityRun, DrivenRun, ReleasedRun
from thermochain.oscillators.harmonic.study.run import BendingRun, ConstantForceRun, PeriodicForceRun, RotorFlipsRun
from thermochain.oscillators.networks.study.run import AnharmonicRun, CirculationRun, PumpRun
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import Run

# every kind of simulation; the rules that make them are made from these
RUNS: tuple[type[Run], ...] = (
    GreenKuboRun,
    ConstantForceRun,
    PeriodicForceRun,
    RotorFlipsRun,
    BendingRun,
    ConductivityRun,
    DrivenRun,
    ReleasedRun,
    AnharmonicRun,
    CirculationRun,
    PumpRun,
)
