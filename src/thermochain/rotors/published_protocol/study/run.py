"""Parameters of one simulation that compares the published protocol with exact Gibbs samples."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_range, shown
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.runs.identity import canonical

LANGEVIN, GIBBS = STARTS = ("langevin", "gibbs")

# IOS, Appendix A
FRICTION = 1.0
THERMALISATION_TIME = 50.0

_LONGEST_TIME = 1e5


def langevin_start(time: float) -> str:
    """Name of the start by Langevin dynamics for `time`: "langevin" for the published time, "langevin_100" for 100."""
    return LANGEVIN if canonical(time) == canonical(THERMALISATION_TIME) else f"{LANGEVIN}_{canonical(time)}"


def langevin_time(start: str) -> float:
    """Time of Langevin dynamics of a start by its name, 0 for exact samples; ValueError if it is the name of none."""
    if start in STARTS:
        return THERMALISATION_TIME if start == LANGEVIN else 0.0
    try:
        time = float(start.removeprefix(f"{LANGEVIN}_"))
    except ValueError:
        time = 0.0
    if not time > 0 or langevin_start(time) != start:
        raise ValueError(
            f"start={shown(start)} must be one of 'langevin', 'gibbs', or langevin_ and a time other than "
            f"{THERMALISATION_TIME:g}, such as 'langevin_100'; pass one of them"
        )
    return time


@dataclass(frozen=True, kw_only=True)
class ProtocolRun(GreenKuboRun):
    """Parameters of one equilibrium simulation of rings with the initial state `start`."""

    # Initial state.  "langevin": q = 0, Gaussian momenta, then Langevin dynamics with published time and friction;
    # "langevin_100": the same for a time 100; "gibbs": exact samples.  The other parameters are those of
    # `GreenKuboRun`.
    start: str

    SUBJECT: ClassVar[str] = "published_protocol"
    NAME: ClassVar[str] = "published_protocol"
    SIMULATION: ClassVar[str] = "thermochain.rotors.published_protocol.study.simulation"
    PATTERN: ClassVar[str] = "{start}/" + GreenKuboRun.PATTERN

    def check(self) -> None:
        time = langevin_time(self.start)
        super().check()
        if self.start != GIBBS:
            check_range("langevin_time", time, self.time_step, _LONGEST_TIME, "take a longer time or a shorter step")

    @property
    def langevin_time(self) -> float:
        """Time of Langevin dynamics from q = 0 before the time origin; 0 for exact samples, which need none."""
        return langevin_time(self.start)

    @property
    def n_random(self) -> int:
        """Random numbers of the Langevin dynamics, one for every update of a rotor."""
        return self.n_rotors * self.n_replicas * round(self.langevin_time / self.time_step)

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs, thermalisation included."""
        return super().n_updates + self.n_random
