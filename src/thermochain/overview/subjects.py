"""All subjects of the study: their runs, and what checks their sections of the configuration."""

from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.relaxation.study.run import RelaxationRun
from thermochain.runs.identity import Run

# every kind of simulation; the rules that make them are made from these
RUNS: tuple[type[Run], ...] = (GreenKuboRun, DrivenRun, RelaxationRun)
