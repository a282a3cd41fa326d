"""Conditions of the configuration's section `exchange` that its schema cannot see."""

from collections.abc import Mapping
from typing import Any


def check_exchange(section: Mapping[str, Any]) -> None:
    """Raise ValueError for the first thing wrong: values given twice, too few for a fit, records shorter than lags."""
    particles = {
        "particles": section["particles"],
        "limit.particles": section["limit"]["particles"],
        "mesoscopic.particles": section["mesoscopic"]["particles"],
        "full_shares.sizes": section["full_shares"]["sizes"],
        "weak_coupling.couplings": section["weak_coupling"]["couplings"],
        "weak_coupling.chain_couplings": section["weak_coupling"]["chain_couplings"],
    }
    for name, values in particles.items():
        if len(set(values)) < len(values):
            raise ValueError(f"{name}={values} holds a value twice; remove one")
    if section["full_shares"]["T_left"] == section["full_shares"]["T_right"]:
        raise ValueError(
            f"full_shares.T_left={section['full_shares']['T_left']} must differ from T_right, or no "
            "current flows and there is no conductivity to measure; change one"
        )
    for name in ("full_shares", "weak_coupling"):
        ring = section[name]["ring"]
        if ring["n_lags"] > ring["n_samples"] // 4:
            raise ValueError(
                f"{name}.ring.n_lags={ring['n_lags']} must be at most a quarter of n_samples={ring['n_samples']}; "
                "record more samples"
            )
