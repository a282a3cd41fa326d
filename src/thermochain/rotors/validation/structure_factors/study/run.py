"""Parameters of one simulation of dynamic structure factors: its tuple, its path and its cost."""

from dataclasses import dataclass
from typing import ClassVar

from thermochain.core.arguments import check_multiple, check_thermal_turns
from thermochain.runs.correlated_run import CorrelatedRun
from thermochain.runs.identity import PYTHON, canonical

N_BATCHES = 32  # number of independent batches of replicas; each fills at least one register of eight
_COMPLEX = 16  # bytes of a complex number


@dataclass(frozen=True)
class StructureFactorRun(CorrelatedRun):
    """Parameters of one equilibrium simulation with recorded long waves; the schema states their bounds."""

    temperature: float  # T
    n_rotors: int  # ring size M
    n_modes: int  # modes k = 2 pi n / M, n = 1 .. n_modes
    time_step: float  # Verlet step
    sampling_interval: float  # time between recorded modes
    duration: float  # length of each trajectory
    maximum_lag: float  # length of the correlations
    n_replicas: int  # number of independent rings, a multiple of 256
    seed: int  # base seed of the study

    SUBJECT: ClassVar[str] = "structure_factors"
    NAME: ClassVar[str] = "structure_factors"
    SIMULATION: ClassVar[str] = "thermochain.rotors.validation.structure_factors.study.simulation"
    SEEDS: ClassVar[str] = "modes/"
    PATTERN: ClassVar[str] = (
        "T{temperature}/M{n_rotors}_n{n_modes}_dt{time_step}_h{sampling_interval}_t{duration}_lag{maximum_lag}"
        "_R{n_replicas}_seed{seed}"
    )

    def check(self) -> None:
        check_thermal_turns(self.time_step, self.temperature)
        check_multiple("sampling_interval", self.sampling_interval, "time_step", self.time_step)
        check_multiple("duration", self.duration, "sampling_interval", self.sampling_interval)
        check_multiple("maximum_lag", self.maximum_lag, "sampling_interval", self.sampling_interval)
        check_multiple("n_replicas", self.n_replicas, "a register for each batch", 8 * N_BATCHES)
        if self.maximum_lag >= self.duration:
            raise ValueError(
                f"maximum_lag={canonical(self.maximum_lag)} must be < duration={canonical(self.duration)}; "
                "lengthen the trajectories or shorten the correlations"
            )
        if self.n_modes > self.n_rotors // 4:
            raise ValueError(f"n_modes={self.n_modes} must be <= n_rotors/4 ({self.n_rotors // 4}); enlarge the ring")

    @property
    def stride(self) -> int:
        """Steps between recorded modes."""
        return round(self.sampling_interval / self.time_step)

    @property
    def spacing(self) -> float:
        """Time between recorded modes."""
        return self.sampling_interval

    @property
    def batch_replicas(self) -> int:
        """Replicas of one batch."""
        return self.n_replicas // N_BATCHES

    @property
    def n_updates(self) -> int:
        """Rotor updates that the run costs."""
        return self.n_rotors * self.n_replicas * self.n_steps

    @property
    def n_correlated(self) -> int:
        """Samples of all modes of both fields that the run correlates, over all replicas."""
        return 2 * self.n_modes * self.n_samples * self.n_replicas

    @property
    def job_memory(self) -> int:
        """Bytes that a job needs: Python, the modes of a batch, two padded spectra, eight arrays of the rings."""
        recorded = 2 * self.n_samples + 2 * (self.n_samples + self.n_lags)
        return PYTHON + self.batch_replicas * (_COMPLEX * self.n_modes * recorded + 64 * self.n_rotors)
