"""All subjects of the study: their runs, and what checks their sections of the configuration."""

from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.published_protocol.study.run import ProtocolRun
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun
from thermochain.rotors.validation.phase_slips.study.run import SlipRun
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.structure_factors.study.run import StructureFactorRun
from thermochain.runs.identity import Run

# every kind of simulation; the rules that make them are made from these
RUNS: tuple[type[Run], ...] = (
    GreenKuboRun,
    ProtocolRun,
    BoostedRun,
    SlipRun,
    ShearedRun,
    StructureFactorRun,
)
