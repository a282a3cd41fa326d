"""Table of values known in closed form beyond the papers, and of laws at every size, beside the exact moments."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from thermochain.oscillators.harmonic import flip_laws
from thermochain.oscillators.harmonic.chain import HarmonicChain
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments, periodic_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.pinned_chain import (
    ordered_current,
    pinned_chain,
    pinned_conductivity,
    self_consistent,
)
from thermochain.oscillators.harmonic.study.parameters import constant_force, periodic_force
from thermochain.runs.table import Table

_N = 16
_BATHS = {"T_left": 2.0, "T_right": 1.0}
KNOWN = Table(
    "harmonic_known/1",
    quantity="current, walls: <j> without noise between walls of strength 1, T 2 and 1; conductivity, pinning: "
    "over the masses by which one of two chains is longer, of the difference of their resistances; current, two "
    "baths and power, mean force: <j> and n F <p_n> at n; flips less self-consistent baths: largest difference "
    "of first and second moments",
    parameter="friction of the baths; strength of the springs at pinning 1; force",
    n="masses of the longest chain, or springs where both ends are free",
    value="exact moments",
    law="closed form",
)


def known_frame(section: Mapping[str, Any]) -> pd.DataFrame:
    """Table KNOWN, from the keys flip_rate, chain and periodic_force of the section `harmonic`."""
    rate = section["flip_rate"]
    rows = []
    for friction in (0.5, 1.0, 2.0):
        chain = pinned_chain(4 * _N, walls=1.0, friction=friction, **_BATHS)
        rows.append(("current, walls", friction, 4 * _N, _current(chain), ordered_current(friction=friction, **_BATHS)))
    for spring in (0.25, 1.0):
        short, long = (
            1.0 / _current(pinned_chain(n, spring=spring, pinning=1.0, flip_rate=rate, **_BATHS)) for n in (_N, 2 * _N)
        )
        law = pinned_conductivity(spring=spring, pinning=1.0, flip_rate=rate)
        rows.append(("conductivity, pinning", spring, 2 * _N, _N / (long - short), law))
    for force in (0.0, section["chain"]["force"]):
        ends = constant_force(section) | {"n": _N, "force": force}
        state = flip_chain_moments(**ends)
        rows.append(("current, two baths", force, _N, state.energy_current, flip_laws.finite_energy_current(**ends)))
        baths = MomentEquations(self_consistent(state.chain, state.temperature + state.momentum**2)).stationary()
        differ = max(np.max(np.abs(baths.covariance - state.covariance)), np.max(np.abs(baths.mean - state.mean)))
        rows.append(("flips less self-consistent baths", force, _N, differ, 0.0))
    force = section["chain"]["force"]
    power = periodic_flip_chain(n=_N, **periodic_force(section)).mechanical_work
    law = flip_laws.finite_mechanical_work(n=_N, flip_rate=rate, force=force)
    rows.append(("power, mean force", force, _N, power, law))
    return KNOWN.frame(rows)


def _current(chain: HarmonicChain) -> float:
    return MomentEquations(chain).stationary().energy_current
