"""Arguments of the physics, and laws, that follow from the keys of the section `harmonic`."""

from collections.abc import Mapping
from typing import Any

from thermochain.oscillators.harmonic import flip_laws


def constant_force(section: Mapping[str, Any]) -> dict[str, float]:
    """All arguments of `flip_chain_moments` except n."""
    return {"flip_rate": section["flip_rate"], **section["chain"]}


def periodic_force(section: Mapping[str, Any]) -> dict[str, Any]:
    """All arguments of `periodic_flip_chain` and of `ForcedChain` except n: the force has one harmonic."""
    chain, force = section["chain"], section["periodic_force"]
    return {
        "flip_rate": section["flip_rate"],
        "force": chain["force"],
        "T_left": chain["T_left"],
        "harmonics": {1: force["amplitude"]},
        "frequency": force["frequency"],
    }


def thermal_work(section: Mapping[str, Any]) -> float:
    """W^heat of the configured periodic force."""
    force = periodic_force(section)
    return flip_laws.thermal_work(force["harmonics"], frequency=force["frequency"], flip_rate=section["flip_rate"])
