r"""Averages over time of a driven open chain, separately for each replica.

Sites are i = 0 .. n-1, bonds r_i = q_i - q_{i-1} are i = 1 .. n-1.  Currents flow from site i-1 to site i:
j^p = -sin r_i (IOS 2.3) and j^e = -(p_{i-1} + p_i)/2 sin r_i, the reflection-symmetric form of IOS (2.4); the two
differ by (d/dt) cos r_i / 2, which averages to zero in the stationary state.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.engine.bond_moments import MOMENTS

SERIES = ("momentum_current", "energy_current", "momentum", "energy")
_PARAMETERS = ("T_left", "T_right", "torque_left", "torque_right", "friction", "interval")


@dataclass(frozen=True, eq=False)
class ChainMoments(ReadOnlyArrays):
    """Averages over time of independent replicas of one chain, the transient included."""

    T_left: float  # temperature of the left bath (IOS 2.2)
    T_right: float  # temperature of the right bath
    torque_left: float  # torque on the left end
    torque_right: float  # torque on the right end
    friction: float  # friction of both baths
    interval: float  # time covered by one record
    # Averages over each record and over the chain in the order of `SERIES`, shape (4, n_records, n_replicas); the
    # currents are averaged over bonds, p_i and e_i over sites.
    series: NDArray
    # Averages over each of n_segments equal stretches of the same time, in the order of `MOMENTS`, shape (n_segments,
    # 10, n_rotors, n_replicas).  p, p^2, p^3, p^4 belong to site i; sin r, cos r, sin 2r, cos 2r and (p_{i-1} + p_i)/2
    # times sin r or cos r belong to bond r_i and are 0 at i = 0.
    moments: NDArray

    def __post_init__(self):
        super().__post_init__()
        if self.series.ndim != 3 or self.series.shape[0] != len(SERIES):
            raise ValueError(
                f"series has shape {self.series.shape}; it must be ({len(SERIES)}, n_records, n_replicas), see SERIES"
            )
        n_replicas = self.series.shape[2]
        if self.moments.ndim != 4 or self.moments.shape[1] != len(MOMENTS) or self.moments.shape[3] != n_replicas:
            raise ValueError(
                f"moments has shape {self.moments.shape}; it must be (n_segments, {len(MOMENTS)}, n_rotors, "
                f"{n_replicas}), see MOMENTS"
            )
        if self.n_records % self.n_segments:
            raise ValueError(
                f"n_records={self.n_records} must be a multiple of n_segments={self.n_segments}, so that segments "
                "end with a record"
            )

    @property
    def n_records(self) -> int:
        """Records of the series."""
        return self.series.shape[1]

    @property
    def n_segments(self) -> int:
        """Segments of the moments."""
        return self.moments.shape[0]

    @property
    def n_rotors(self) -> int:
        """Sites n of the chain."""
        return self.moments.shape[2]

    @property
    def n_replicas(self) -> int:
        """Independent chains."""
        return self.moments.shape[3]

    @property
    def duration(self) -> float:
        """Time simulated in each replica."""
        return self.n_records * self.interval

    def record(self, name: str) -> NDArray:
        """The series of this name among `SERIES`, shape (n_records, n_replicas)."""
        return self.series[SERIES.index(name)]

    def average(self, name: str, first_segment: int = 0) -> NDArray:
        """The moment of this name among `MOMENTS` averaged from `first_segment` on, shape (n_rotors, n_replicas)."""
        return self.moments[first_segment:, MOMENTS.index(name)].mean(axis=0)


def join_replicas(blocks: Sequence[ChainMoments]) -> ChainMoments:
    """One result with the replicas of all `blocks`, which are independent repetitions of one simulation.

    Raises ValueError unless the blocks agree in all parameters and, except for the number of replicas, in shape.
    """
    if not blocks:
        raise ValueError("blocks is empty; pass at least one repetition")
    first = blocks[0]
    for block in blocks[1:]:
        for name in (*_PARAMETERS, "n_records", "n_segments", "n_rotors"):
            expected, value = getattr(first, name), getattr(block, name)
            if value != expected:
                raise ValueError(
                    f"{name}={value} of a block must equal {expected} of the first; "
                    "pass repetitions of one simulation only"
                )
    return replace(
        first,
        series=np.concatenate([block.series for block in blocks], axis=2),
        moments=np.concatenate([block.moments for block in blocks], axis=3),
    )
