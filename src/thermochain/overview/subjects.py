"""All subjects of the study: their packages, and their kinds of simulations."""

from collections.abc import Mapping

from thermochain.exchange.billiard.study.run import ChainRun, CollisionsRun, WaitingRun
from thermochain.exchange.study.geodesic_run import GeodesicPairsRun
from thermochain.exchange.study.heat_run import GinzburgLandauHeatRun, KineticHeatRun
from thermochain.exchange.study.pair_run import PairsRun, PinnedPairsRun
from thermochain.exchange.study.ring_run import DiskRingsRun, GinzburgLandauRun, KineticRingsRun
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
from thermochain.oscillators.networks.study.run import AnharmonicRun, CirculationRun, PumpRun, SingleSpringsRun
from thermochain.rotors.driven.study.run import DrivenRun
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.published_protocol.study.run import ProtocolRun
from thermochain.rotors.relaxation.study.run import RelaxationRun
from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
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
    HeatResponseRun,
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
    KineticHeatRun,
    GinzburgLandauHeatRun,
    PairsRun,
    PinnedPairsRun,
    GeodesicPairsRun,
    CollisionsRun,
    WaitingRun,
    ChainRun,
    DiskRingsRun,
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
    SingleSpringsRun,
    CirculationRun,
    PumpRun,
)

# subject, which is also its section of the configuration -> its package; `study.configuration` there checks the section
HOMES = {
    "green_kubo": "thermochain.rotors.green_kubo",
    "published_protocol": "thermochain.rotors.published_protocol",
    "macroscopic": "thermochain.rotors.macroscopic",
    "evolution": "thermochain.rotors.evolution",
    "regimes": "thermochain.rotors.regimes",
    "driven": "thermochain.rotors.driven",
    "relaxation": "thermochain.rotors.relaxation",
    "bias": "thermochain.rotors.validation.bias",
    "contacts": "thermochain.rotors.validation.contacts",
    "heat_response": "thermochain.rotors.validation.heat_response",
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


# subjects of a study of another bond potential; the others compare rotors with the paper, or treat other systems
ANY_POTENTIAL = ("green_kubo", "macroscopic", "evolution", "regimes", "driven", "relaxation")
RINGS_ONLY = ("green_kubo",)


def subjects_of(potential: Potential) -> tuple[str, ...]:
    """The subjects of the study of chains with this potential, in the order of HOMES."""
    if potential is ROTORS:
        return tuple(HOMES)
    return ANY_POTENTIAL if potential.is_even else RINGS_ONLY


def left_out(potential: Potential) -> str:
    """One line that says what the study of this potential leaves out and why; empty for rotors."""
    if potential is ROTORS:
        return ""
    if potential.is_even:
        return (
            f"potential {potential.name}: comparisons with the paper, which are of rotors, and the studies of other "
            "systems are left out"
        )
    return (
        f"potential {potential.name} is not even: only its rings are simulated, with K^pp, K^ee and K^pe; "
        "choose V(-r) = V(r) for laws, macroscopic equations and driven chains"
    )
