"""The section `harmonic` of the configuration: its simulations, its checks and its memory."""

from collections.abc import Iterator, Mapping
from typing import Any

from thermochain.core.interpolation import size_weights
from thermochain.oscillators.harmonic.rotor_laws import check_reach
from thermochain.oscillators.harmonic.study.rotor_rings_run import RotorRingsRun
from thermochain.oscillators.harmonic.study.run import (
    N_BATCHES,
    NOISES,
    BendingRun,
    ConstantForceRun,
    ForcedEvolutionRun,
    PeriodicForceRun,
    RotorFlipsRun,
)
from thermochain.runs.identity import Run
from thermochain.runs.keys import beginning, naming

_DEGENERATE = 2.0  # rate at which the roots of lambda^2 + gamma lambda + 1 of the bending chain coincide


def constant_force_runs(config: Mapping[str, Any]) -> list[ConstantForceRun]:
    """Runs of chains under a constant force, one for each noise."""
    section = config["harmonic"]
    return [
        ConstantForceRun(
            noise=noise,
            flip_rate=section["flip_rate"],
            **section["chain"],
            **section["simulation"],
            seed=config["seed"],
        )
        for noise in NOISES
    ]


def periodic_force_runs(config: Mapping[str, Any]) -> list[PeriodicForceRun]:
    """The run of the chain under an oscillating force, as a list."""
    return [PeriodicForceRun(**_oscillating(config), **config["harmonic"]["simulation"])]


def forced_evolution_runs(config: Mapping[str, Any]) -> list[ForcedEvolutionRun]:
    """The run of chains on which the force acts from time 0, as a list."""
    return [ForcedEvolutionRun(**_oscillating(config), **config["harmonic"]["forced"]["simulation"])]


def _oscillating(config: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters that the runs under an oscillating force share."""
    section = config["harmonic"]
    force = {name: section["chain"][name] for name in ("force", "T_left")}
    return {"flip_rate": section["flip_rate"], **force, **section["periodic_force"], "seed": config["seed"]}


def rotor_flips_runs(config: Mapping[str, Any]) -> list[RotorFlipsRun]:
    """Runs of rings of rotors with stretch flips, one for each rate."""
    settings = dict(config["harmonic"]["rotor_flips"])
    rates = settings.pop("rates")
    return [RotorFlipsRun(rate=rate, **settings, seed=config["seed"]) for rate in rates]


def conductivity_runs(config: Mapping[str, Any]) -> list[RotorFlipsRun]:
    """Runs of rings of rotors with stretch flips, one for each temperature, whose K enter the limit (16)."""
    section = config["harmonic"]
    settings = dict(section["rotor_rings"]["coefficients"])
    temperatures = settings.pop("temperatures")
    shared = {"rate": section["flip_rate"], "time_step": section["rotor_rings"]["time_step"], "seed": config["seed"]}
    return [RotorFlipsRun(temperature=temperature, stride=1, **settings, **shared) for temperature in temperatures]


def rotor_rings_runs(config: Mapping[str, Any]) -> list[RotorRingsRun]:
    """Runs of relaxing rings of rotors, one for each size, with replicas for the same total number of rotors."""
    section = config["harmonic"]
    settings = dict(section["rotor_rings"])
    sizes, n_sites, _ = (settings.pop(name) for name in ("sizes", "n_sites", "coefficients"))
    shared = {"rate": section["flip_rate"], "seed": config["seed"]}
    return [RotorRingsRun(n=n, n_replicas=max(2, n_sites // n), **settings, **shared) for n in sizes]


def bending_runs(config: Mapping[str, Any]) -> list[BendingRun]:
    """Runs of bending chains, one for each size, with replicas for the same total number of masses."""
    settings = dict(config["harmonic"]["bending"])
    sizes, n_sites = settings.pop("sizes"), settings.pop("n_sites")
    return [
        BendingRun(n=n, n_replicas=N_BATCHES * max(1, n_sites // (N_BATCHES * n)), **settings, seed=config["seed"])
        for n in sizes
    ]


# part of the section -> functions that list its simulations
_KINDS = {
    "simulation": (constant_force_runs, periodic_force_runs),
    "forced.simulation": (forced_evolution_runs,),
    "rotor_flips": (rotor_flips_runs,),
    "rotor_rings.coefficients": (conductivity_runs,),
    "rotor_rings": (rotor_rings_runs,),
    "bending": (bending_runs,),
}


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError for the first setting that cannot be run; the message begins with the section and the key."""
    section = config["harmonic"]
    chain = section["chain"]
    if chain["T_left"] == chain["T_right"]:
        raise ValueError(
            f"harmonic: chain.T_right={chain['T_right']} must differ from T_left, or no current flows; change one"
        )
    lists = {
        "sizes": section["sizes"],
        "current_sizes": section["current_sizes"],
        "rings.sizes": section["rings"]["sizes"],
        "rotor_rings.sizes": section["rotor_rings"]["sizes"],
        "diffusivities.sizes": section["diffusivities"]["sizes"],
        "forced.sizes": section["forced"]["sizes"],
        "forced.mean_sizes": section["forced"]["mean_sizes"],
    }
    for name, sizes in lists.items():
        if sizes != sorted(sizes):
            raise ValueError(
                f"harmonic: {name}={sizes} must increase, as the last ones are nearest to the limit; sort them"
            )
    for name in ("sizes", "diffusivities.sizes"):
        for last in (lists[name][-3:], lists[name][-2:]):
            with naming(f"harmonic: {name}"):
                size_weights(last)
    rings = section["rings"]
    if rings["temperature_wave"] >= rings["temperature"]:
        raise ValueError(
            f"harmonic: rings.temperature_wave={rings['temperature_wave']:g} must be < temperature="
            f"{rings['temperature']:g}, or it falls below zero; lower it"
        )
    rotors = section["rotor_rings"]
    measured, coldest = rotors["coefficients"]["temperatures"], rotors["temperature"] - rotors["temperature_wave"]
    warmest = rotors["temperature"] + rotors["temperature_wave"] + rotors["momentum_wave"] ** 2
    with naming("harmonic: rotor_rings"):
        check_reach(measured, coldest, warmest)
    if _DEGENERATE in section["diffusivities"]["rates"]:
        raise ValueError(
            f"harmonic: diffusivities.rates must not hold {_DEGENERATE:g}: two waves of bending coincide; try 1.9"
        )
    for name, runs_of in _KINDS.items():
        for runs in runs_of:
            with beginning(f"harmonic: {name}."):
                runs(config)


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, Run]]:
    """Key, and a simulation that it asks for."""
    for name, kinds in _KINDS.items():
        for runs in kinds:
            for run in runs(config):
                yield f"harmonic.{name}", run
