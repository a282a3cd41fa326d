"""Base of the simulations that record quantities along their trajectories and correlate them in time."""

from thermochain.core.arguments import check_multiple
from thermochain.runs.identity import Run

_LARGEST_SHARE = 0.5  # longest lag over the duration, so that half of each trajectory serves as time origins


class CorrelatedRun(Run):
    """Parameters of a simulation that records at every `stride`-th step and correlates up to the lag `maximum_lag`."""

    time_step: float
    duration: float
    maximum_lag: float
    n_replicas: int
    stride: int

    @property
    def spacing(self) -> float:
        """Time between two records."""
        return self.stride * self.time_step

    @property
    def n_samples(self) -> int:
        """Records of each trajectory."""
        return round(self.duration / self.spacing)

    @property
    def n_steps(self) -> int:
        """Steps of each trajectory."""
        return self.n_samples * self.stride

    @property
    def n_lags(self) -> int:
        """Number of the lags 0 .. maximum_lag of the correlations."""
        return round(self.maximum_lag / self.spacing) + 1

    @property
    def n_correlated(self) -> int:
        """Samples that the run correlates, over all replicas."""
        return self.n_samples * self.n_replicas

    def check_longest_lag(self) -> None:
        """Raise ValueError unless the longest lag is a whole number of records and at most half of the duration."""
        check_multiple("maximum_lag", self.maximum_lag, "stride * time_step", self.spacing)
        if self.maximum_lag > _LARGEST_SHARE * self.duration:
            raise ValueError(
                f"maximum_lag={self.maximum_lag:g} must be at most half of duration={self.duration:g}; "
                "lengthen the duration"
            )
