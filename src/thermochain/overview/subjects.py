"""All subjects of the study: their packages, and their kinds of simulations."""

from collections.abc import Mapping

from thermochain.exchange.billiard.study.run import ChainRun, CollisionsRun, WaitingRun
from thermochain.exchange.study.pair_run import PairsRun
from thermochain.exchange.study.ring_run import GinzburgLandauRun, KineticRingsRun
from thermochain.exchange.study.run import CovarianceRun, LimitRun, MesoscopicRun, PathsRun, StationaryRun
from thermochain.oscillators.anharmonic.study.run import ConductivityRun, DrivenChainRun, ReleasedRun
from thermochain.oscillators.harmonic.study.rotor_rings_run import RotorRingsRun
from thermochain.oscillators.harmonic.study.run import (
    BendingRun,
    ConstantForceRun,
    ForcedEvolutionRun,
    PeriodicForceRun,
    RotorFlipsRun,
)
from thermochain.oscillators.networks.study.run import AnharmonicRun, CirculationRun, PumpRun
from thermochain.rotors.bond_potential.study.run import BondPotentialRun
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.published_protocol.study.run import ProtocolRun
from thermochain.rotors.relaxation.study.run import RelaxationRun
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun
from thermochain.rotors.validation.phase_slips.study.run import SlipRun
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.structure_factors.study.run import StructureFactorRun
from thermochain.runs.identity import Run

# all kinds of simulations; workflow/rules/simulations.smk makes a rule for each of them
RUNS: tuple[type[Run], ...] = (
    GreenKuboRun,
    ProtocolRun,
    BoostedRun,
    SlipRun,
    ShearedRun,
    StructureFactorRun,
    DrivenRun,
    RelaxationRun,
    StationaryRun,
    CovarianceRun,
    LimitRun,
    MesoscopicRun,
    PathsRun,
    KineticRingsRun,
    GinzburgLandauRun,
    PairsRun,
    CollisionsRun,
    WaitingRun,
    ChainRun,
    ConstantForceRun,
    PeriodicForceRun,
    ForcedEvolutionRun,
    RotorFlipsRun,
    RotorRingsRun,
    BendingRun,
    ConductivityRun,
    DrivenChainRun,
    ReleasedRun,
    AnharmonicRun,
    CirculationRun,
    PumpRun,
    BondPotentialRun,
)

# subject, which is also its section of the configuration -> its package; `study.configuration` there checks the section
HOMES = {
    "green_kubo": "thermochain.rotors.green_kubo",
    "published_protocol": "thermochain.rotors.published_protocol",
    "bond_potential": "thermochain.rotors.bond_potential",
    "macroscopic": "thermochain.rotors.macroscopic",
    "evolution": "thermochain.rotors.evolution",
    "regimes": "thermochain.rotors.regimes",
    "driven": "thermochain.rotors.driven",
    "relaxation": "thermochain.rotors.relaxation",
    "bias": "thermochain.rotors.validation.bias",
    "onsager_structure": "thermochain.rotors.validation.onsager_structure",
    "phase_slips": "thermochain.rotors.validation.phase_slips",
    "shear_response": "thermochain.rotors.validation.shear_response",
    "structure_factors": "thermochain.rotors.validation.structure_factors",
    "harmonic": "thermochain.oscillators.harmonic",
    "anharmonic": "thermochain.oscillators.anharmonic",
    "networks": "thermochain.oscillators.networks",
    "exchange": "thermochain.exchange",
    "billiard": "thermochain.exchange.billiard",
}

_KINDS = {f"simulate_{kind.NAME}": kind for kind in RUNS}


def run_of_job(rule: str, wildcards: Mapping[str, str]) -> Run | None:
    """The simulation that a job makes; None if its rule does not simulate."""
    kind = _KINDS.get(rule)
    return kind.from_wildcards(dict(wildcards)) if kind else None
