"""Parameters of one simulation that compares the published protocol with exact Gibbs samples."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_choice
from thermochain.rotors.green_kubo.study.run import GreenKuboRun

LANGEVIN, GIBBS = STARTS = ("langevin", "gibbs")

# IOS, Appendix A
FRICTION = 1.0
THERMALISATION_TIME = 50.0


@dataclass(frozen=True, kw_only=True)
class ProtocolRun(GreenKuboRun):
    """Parameters of one equilibrium simulation of rings with the initial state `start`.

    Attributes
    ----------
    start
        Initial state.  "langevin": q = 0, Gaussian momenta, then Langevin dynamics with published time and friction;
        "gibbs": exact samples.  The other parameters are those of `GreenKuboRun`.

    Raises
    ------
    ValueError
        A parameter is invalid; the message states its name, its value, the limit and the remedy.
    """

    start: str

    SUBJECT: ClassVar[str] = "published_protocol"
    NAME: ClassVar[str] = "published_protocol"
    SIMULATION: ClassVar[str] = "thermochain.rotors.published_protocol.study.simulation"
    PATTERN: ClassVar[str] = "{start}/" + GreenKuboRun.PATTERN

    def check(self) -> None:
        check_choice("start", self.start, STARTS)
        super().check()

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs, thermalisation included."""
        thermalisation = round(THERMALISATION_TIME / self.time_step) if self.start == LANGEVIN else 0
        return super().n_updates + self.n_rotors * self.n_replicas * thermalisation
