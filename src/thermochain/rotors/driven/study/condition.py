"""Boundary condition of a driven chain, which identifies the chain in the tables of the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from thermochain.rotors.macroscopic.stationary import Boundary
from thermochain.runs.identity import canonical

if TYPE_CHECKING:  # Snakemake imports this module at every start
    import pandas as pd

    from thermochain.rotors.driven.chain_moments import ChainMoments
    from thermochain.rotors.driven.study.run import DrivenRun

KEYS = {
    "T_left": "temperature T_L of the left bath",
    "T_right": "temperature T_R of the right bath",
    "torque_left": "torque tau_L on the left end",
    "torque_right": "torque tau_R on the right end",
    "friction": "friction gamma of both baths",
}
# columns of every table about chains; their values agree exactly between tables
CONDITION = KEYS | {
    "p_left": "momentum tau_L/gamma that the left bath imposes",
    "p_right": "momentum tau_R/gamma that the right bath imposes",
}


@dataclass(frozen=True, order=True)
class Condition:
    """Temperatures, torques and friction of the baths, rounded to the ten digits that paths and tables have."""

    T_left: float
    T_right: float
    torque_left: float
    torque_right: float
    friction: float

    def __post_init__(self):
        for name, value in vars(self).items():
            object.__setattr__(self, name, float(canonical(float(value))) + 0.0)  # no negative zero

    @classmethod
    def of(cls, chain: DrivenRun | ChainMoments) -> Self:
        """The condition of a run, or of the averages of a chain."""
        return cls(chain.T_left, chain.T_right, chain.torque_left, chain.torque_right, chain.friction)

    @property
    def boundary(self) -> Boundary:
        """The boundary values (IOS 2.9) of the macroscopic equations, p = torque/friction."""
        return Boundary(self.T_left, self.T_right, self.torque_left / self.friction, self.torque_right / self.friction)

    @property
    def columns(self) -> dict[str, float]:
        """Values of the columns `CONDITION`."""
        return vars(self) | vars(self.boundary)

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rows of a table that belong to this condition."""
        return frame[np.all([frame[name] == value for name, value in vars(self).items()], axis=0)]
