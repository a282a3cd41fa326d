"""Configurations whose keys are fine one by one, and which together ask for what no machine holds.

Counts come before any list of runs is made, memory is that of the largest arrays of one job.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.rotors.relaxation.study.run import N_BATCHES as CLOSED_BATCHES
from thermochain.rotors.validation.structure_factors.study.run import N_BATCHES as VALIDATION_BATCHES

_MOST_SIMULATIONS = 10_000  # of one study, about what Snakemake handles with ease
_MOST_GIB = 16.0  # of the arrays of one job
_NUMBER = 8  # bytes
_MOMENTS = 2 * 10 * 10  # numbers a rotor of driven chains, as in `RotorNessRun.job_memory`
_RECORDED = 10  # moments that the studies of energy exchange record, about


def check_limits(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the key, for the first study that asks for too much."""
    for key, factors in _counts(config):
        number = _product(factors)
        if number > _MOST_SIMULATIONS:
            raise ValueError(
                f"{key}: {_spelled(factors)} makes {number} simulations, at most {_MOST_SIMULATIONS} are allowed, all "
                "that Snakemake handles with ease; take fewer and longer ones"
            )
    for key, factors, numbers in _arrays(config):
        memory = _product(factors) * numbers * _NUMBER / 2**30
        if memory > _MOST_GIB:
            raise ValueError(
                f"{key}: {_spelled(factors)} needs {memory:.3g} GiB in one job, at most {_MOST_GIB:g} are allowed; "
                "take fewer or shorter ones"
            )


def _product(factors: Mapping[str, float]) -> float:
    product = 1
    for value in factors.values():
        product *= value
    return product


def _spelled(factors: Mapping[str, float]) -> str:
    return " x ".join(f"{name}={value:.10g}" for name, value in factors.items())


def _counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """What the number of simulations of a study is the product of."""
    section = config["green_kubo"]
    yield "green_kubo", {"blocks": section["blocks"], "number of temperatures": len(section["temperatures"])}
    section = config["driven"]
    sweeps = [section[name] for name in ("torque_sweep", "negative_conductivity")]
    conditions = sum(len(sweep["T_right"]) * len(sweep["torques"]) for sweep in sweeps) + len(section["further"])
    conditions += len(section["uphill"]["torques"])
    conditions += len(section["profiles"]["temperatures"]) * len(section["profiles"]["torques"])
    factors = {
        "blocks": section["blocks"],
        "number of conditions": conditions,
        "number of sizes": len(section["sizes"]),
    }
    yield "driven", factors
    section = config["bias"]
    for name, key in (("ring_sizes", "n_rotors"), ("time_steps", "time_steps")):
        yield f"bias.{name}", {f"number of {key}": sum(len(row[key]) for row in section[name])}
    rows = config["shear_response"]["rings"]
    yield "shear_response.rings", {"number of momentum_jumps": sum(len(row["momentum_jumps"]) for row in rows)}


def _arrays(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """Key, what the largest array of a job is the product of, and how many numbers that is by each."""
    yield from _chains(config)
    section = config["evolution"]
    yield "evolution", {name: section[name] for name in ("n_cells", "n_times")}, 4
    section = config["harmonic"]["simulation"]
    yield "harmonic.simulation", {"duration/time_step": section["duration"] / section["time_step"]}, 4
    section = config["harmonic"]["rotor_flips"]
    yield "harmonic.rotor_flips", {"duration/time_step": section["duration"] / section["time_step"]}, 4
    records = section["duration"] / (section["stride"] * section["time_step"])
    yield "harmonic.rotor_flips", {"recorded currents": records, "n_replicas": section["n_replicas"]}, 6
    yield "harmonic.rotor_flips", {name: section[name] for name in ("n_rotors", "n_replicas")}, 4
    section = config["harmonic"]["bending"]
    yield "harmonic.bending", {"duration/time_step": section["duration"] / section["time_step"]}, 4
    records = section["duration"] / (section["stride"] * section["time_step"])
    replicas = section["n_sites"] / min(section["sizes"])
    yield "harmonic.bending", {"recorded currents": records, "n_sites/size": replicas}, 6
    yield from _energy_exchange(config)


def _chains(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """The same for chains and rings of rotors, whose replicas are simulated together or in batches."""
    section = config["driven"]
    for k, row in enumerate(section["sizes"]):
        factors = {"n_rotors": row["n_rotors"], "n_replicas": section["n_replicas"]}
        yield f"rotor_ness.sizes[{k}]", factors, _MOMENTS
    section = config["relaxation"]
    for k, row in enumerate(section["sizes"]):
        key = f"relaxation.sizes[{k}]"
        yield key, dict(row), 4 / CLOSED_BATCHES
        yield (
            key,
            {"n_rotors": row["n_rotors"], "last_time/interval": section["last_time"] / section["interval"]},
            (6 * CLOSED_BATCHES),
        )
    for k, row in enumerate(config["structure_factors"]["rings"]):
        key, share = f"structure_factors.rings[{k}]", 1 / VALIDATION_BATCHES
        yield key, {name: row[name] for name in ("n_rotors", "n_replicas")}, 4 * share
        factors = {name: row[name] for name in ("n_modes", "n_replicas")}
        factors["duration/sampling_interval"] = row["duration"] / row["sampling_interval"]
        yield key, factors, 8 * share
    for name, share in (("phase_slips", 1 / VALIDATION_BATCHES), ("shear_response", 1)):
        for k, row in enumerate(config[name]["rings"]):
            yield f"{name}.rings[{k}]", {key: row[key] for key in ("n_rotors", "n_replicas")}, 4 * share


def _energy_exchange(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float]]:
    """The same for chains and rings of cells."""
    section = config["exchange"]
    paths = {"exchange": section, "exchange.limit": section["limit"], "exchange.mesoscopic": section["mesoscopic"]}
    for key, row in paths.items():
        yield key, {"n_cells": section["n_cells"], "n_paths": row["n_paths"]}, _RECORDED
    n_cells = config["billiard"]["chain"]["n_cells"]
    yield "exchange.levels", {"n_cells": n_cells, "n_paths": section["levels"]["n_paths"]}, _RECORDED
    for name in ("full_shares", "weak_coupling"):
        ring = section[name]["ring"]
        yield f"exchange.{name}.ring", {key: ring[key] for key in ("n_cells", "n_replicas", "n_samples")}, 1
