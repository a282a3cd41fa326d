"""The section `exchange` of the configuration: its simulations, and the conditions that its schema cannot express."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.exchange.study.geodesic_run import GeodesicPairsRun
from thermochain.exchange.study.heat_run import GinzburgLandauHeatRun, KineticHeatRun
from thermochain.exchange.study.pair_run import PairsRun, PinnedPairsRun
from thermochain.exchange.study.ring_run import GinzburgLandauRun, KineticRingsRun
from thermochain.exchange.study.run import CovarianceRun, LimitRun, MesoscopicRun, PathsRun, StationaryRun
from thermochain.runs.identity import Run
from thermochain.runs.keys import naming

CONTACT_SIZE = 8  # cells of the chain between equal baths from which theta is measured
DYNAMICS = (("product", 0.0), ("geodesic", 0.0), ("geodesic", 0.5))  # sigma^2 and nu of the Ginzburg-Landau rings
# purpose of runs -> key that determines them
_KEYS = {
    "stationary": "exchange",
    "covariance": "exchange",
    "limit": "exchange.limit",
    "mesoscopic": "exchange.mesoscopic",
    "long_range": "exchange.long_range",
    "two_point": "exchange.full_shares",
    "kinetic": "exchange.full_shares",
    "contact": "exchange.full_shares",
    "rings": "exchange.full_shares.ring",
    "pairs": "exchange.weak_coupling",
    "pinned_pairs": "exchange.weak_coupling.pinned",
    "ginzburg_landau": "exchange.weak_coupling.ring",
    "geodesic": "exchange.geodesic",
    "kinetic_heat": "exchange.heat.kinetic",
    "ginzburg_landau_heat": "exchange.heat.ginzburg_landau",
    "jumps": "exchange.levels",
    "paths": "exchange.levels",
}


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first invalid setting: repeated values, equal baths, records shorter than lags."""
    section = config["exchange"]
    values = {
        "particles": section["particles"],
        "limit.particles": section["limit"]["particles"],
        "mesoscopic.particles": section["mesoscopic"]["particles"],
        "long_range.sizes": section["long_range"]["sizes"],
        "geodesic.ratios": section["geodesic"]["ratios"],
        "full_shares.sizes": section["full_shares"]["sizes"],
        "weak_coupling.couplings": section["weak_coupling"]["couplings"],
        "weak_coupling.chain_couplings": section["weak_coupling"]["chain_couplings"],
    }
    for name, entries in values.items():
        if len(set(entries)) < len(entries):
            raise ValueError(f"exchange: {name}={entries} holds a value twice; remove one")
    for name, part in (("", section), *((f"{key}.", section[key]) for key in ("long_range", "full_shares"))):
        if part["T_left"] == part["T_right"]:
            raise ValueError(
                f"exchange: {name}T_left={part['T_left']} must differ from T_right, or no "
                "current flows and there is no conductivity to measure; change one"
            )
    for name in ("full_shares", "weak_coupling"):
        ring = section[name]["ring"]
        if ring["n_lags"] > ring["n_samples"] // 4:
            raise ValueError(
                f"exchange: {name}.ring.n_lags={ring['n_lags']} must be at most a quarter of "
                f"n_samples={ring['n_samples']}; record more samples"
            )
    with naming("exchange"):
        exchange_runs(config)


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, Run]]:
    """Key, and a simulation that it asks for."""
    for purpose, runs in exchange_runs(config).items():
        for run in runs:
            yield _KEYS[purpose], run


def exchange_runs(config: Mapping[str, Any]) -> dict[str, list[Run]]:
    """Purpose -> the runs of the study that serve it, one or more."""
    section, seed = config["exchange"], config["seed"]
    rates, particles = section["rates"], sorted(section["particles"])
    baths = {"T_left": section["T_left"], "T_right": section["T_right"], "seed": seed}
    chain = baths | {"n_cells": section["n_cells"]}
    cases = [(rates[0], M) for M in particles] + [(rate, particles[-1]) for rate in rates[1:]]
    stationary = chain | {"n_events": section["n_events"]}
    return {
        "stationary": [StationaryRun(rate=rate, particles=M, **stationary) for rate, M in cases],
        "covariance": [CovarianceRun(rate=rates[0], particles=particles[-1], n_paths=section["n_paths"], **chain)],
        "limit": [
            LimitRun(rate=rates[0], particles=M, n_paths=section["limit"]["n_paths"], **baths)
            for M in section["limit"]["particles"]
        ],
        "mesoscopic": [
            MesoscopicRun(rate=rates[0], particles=M, n_paths=section["mesoscopic"]["n_paths"], **baths)
            for M in section["mesoscopic"]["particles"]
        ],
        "long_range": _long_range(section["long_range"], rates[0], seed),
        **_full_shares(section["full_shares"], seed),
        **_weak_coupling(section["weak_coupling"], seed),
        "geodesic": _geodesic(section["geodesic"], seed),
        **_heat(section["heat"], seed),
        **_levels(section["levels"], config["billiard"]["chain"], seed),
    }


def exchange_files(config: Mapping[str, Any]) -> dict[str, list[str]]:
    """Purpose -> the files of its runs."""
    return {purpose: [run.file for run in group] for purpose, group in exchange_runs(config).items()}


def _long_range(part: Mapping[str, Any], rate: str, seed: int) -> list[Run]:
    """Long chains far from equilibrium, with the same number of exchanges a cell."""
    common = {"rate": rate, "seed": seed} | {key: part[key] for key in ("particles", "T_left", "T_right")}
    return [StationaryRun(n_cells=n, n_events=n * part["n_events_per_cell"], **common) for n in part["sizes"]]


def _full_shares(part: Mapping[str, Any], seed: int) -> dict[str, list[Run]]:
    """Chains with M = 1 at constant rate and in the kinetic limit, the latter also between equal baths, and rings."""
    baths = {"T_left": part["T_left"], "T_right": part["T_right"]}
    common = {"particles": 1, "n_events": part["n_events"], "seed": seed}
    return {
        "two_point": [StationaryRun(rate="constant", n_cells=part["n_cells"], **baths, **common)],
        "kinetic": [StationaryRun(rate="sum_sqrt", n_cells=n, **baths, **common) for n in part["sizes"]],
        "contact": [StationaryRun(rate="sum_sqrt", n_cells=CONTACT_SIZE, T_left=1, T_right=1, **common)],
        "rings": [KineticRingsRun(**part["ring"], seed=seed)],
    }


def _weak_coupling(part: Mapping[str, Any], seed: int) -> dict[str, list[Run]]:
    """Harmonic and anharmonic pairs at every coupling, and rings of every Ginzburg-Landau dynamics."""
    first, second = part["energies"]
    start = {"flip_rate": part["flip_rate"], "first_energy": first, "second_energy": second}
    pinned = {key: value for key, value in part["pinned"].items() if key != "couplings"}
    return {
        "pairs": [PairsRun(coupling=delta, n_pairs=part["n_pairs"], seed=seed, **start) for delta in part["couplings"]],
        "pinned_pairs": [
            PinnedPairsRun(coupling=delta, **pinned, seed=seed, **start)
            for delta in sorted(part["pinned"]["couplings"], reverse=True)
        ],
        "ginzburg_landau": [
            GinzburgLandauRun(mobility=mobility, density_power=power, **part["ring"], seed=seed)
            for mobility, power in DYNAMICS
        ],
    }


def _geodesic(part: Mapping[str, Any], seed: int) -> list[Run]:
    """Pairs on a surface of negative curvature at every ratio of their energies."""
    common = {key: part[key] for key in ("n_pairs", "n_steps", "time_step")} | {"seed": seed}
    return [GeodesicPairsRun(energy_ratio=ratio, **common) for ratio in sorted(part["ratios"])]


def _heat(part: Mapping[str, Any], seed: int) -> dict[str, list[Run]]:
    """Rings in time of all sizes, for the processes whose moments do not close."""
    kinetic, diffusing = part["kinetic"], part["ginzburg_landau"]
    steps = {"n_replicas": diffusing["n_replicas"], "time_step": diffusing["time_step"], "seed": seed}
    return {
        "kinetic_heat": [
            KineticHeatRun(n_cells=n, n_replicas=kinetic["n_replicas"], seed=seed) for n in sorted(kinetic["sizes"])
        ],
        "ginzburg_landau_heat": [GinzburgLandauHeatRun(n_cells=n, **steps) for n in sorted(diffusing["sizes"])],
    }


def _levels(part: Mapping[str, Any], chain: Mapping[str, Any], seed: int) -> dict[str, list[Run]]:
    """Purpose -> runs of the billiard's chain as jump process and as mesoscopic equation."""
    common = {"rate": "sum_sqrt", "particles": chain["n_particles"], "n_cells": chain["n_cells"], "seed": seed}
    common |= {"T_left": chain["T_left"], "T_right": chain["T_right"]}
    return {
        "jumps": [StationaryRun(n_events=part["n_events"], **common)],
        "paths": [PathsRun(n_paths=part["n_paths"], **common)],
    }
