"""Parameters of one equilibrium simulation of rings that turn as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.rotors.green_kubo.study.run import GreenKuboRun


@dataclass(frozen=True, kw_only=True)
class BoostedRun(GreenKuboRun):
    """Parameters of one equilibrium simulation of rings whose rotors have a common mean momentum.

    Its random numbers are independent of those of the rings at rest with the same parameters.
    """

    mean_momentum: float  # mean momentum pbar of the rotors; the other parameters are those of `GreenKuboRun`

    SUBJECT: ClassVar[str] = "onsager_structure"
    NAME: ClassVar[str] = "onsager_structure"
    SIMULATION: ClassVar[str] = "thermochain.rotors.validation.onsager_structure.study.simulation"
    SEEDS: ClassVar[str] = "boosted/"
    PATTERN: ClassVar[str] = "p{mean_momentum}/" + GreenKuboRun.PATTERN
