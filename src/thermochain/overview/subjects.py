"""All subjects of the study: their runs, and what checks their sections of the configuration."""

from thermochain.exchange.billiard.study.run import ChainRun, CollisionsRun, WaitingRun
from thermochain.exchange.study.pair_run import PairsRun
from thermochain.exchange.study.ring_run import GinzburgLandauRun, KineticRingsRun
from thermochain.exchange.study.run import CovarianceRun, LimitRun, MesoscopicRun, PathsRun, StationaryRun
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import Run

# every kind of simulation; the rules that make them are made from these
RUNS: tuple[type[Run], ...] = (
    GreenKuboRun,
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
)
