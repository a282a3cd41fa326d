# ruff: noqa: D103
"""Checks of rooms that do not have them yet; TO BE REMOVED once every room has its `study/configuration.py`.

Old functions are imported when they are called, since they are on the move.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from thermochain.core.arguments import check_multiple
from thermochain.runs.identity import check_distinct

Config = Mapping[str, Any]
_FIGURES_FROM, _FIGURES_TO = 0.3, 1.5


def room(subject: str, module: object) -> SimpleNamespace:
    """`check`, `needs` and `counts` of a room, completed by those below."""
    functions: dict[str, Callable] = {"check": lambda config: None}
    for name, known in (("check", _CHECKS), ("needs", _NEEDS), ("counts", _COUNTS)):
        function = getattr(module, name, None) or known.get(subject)
        if function:
            functions[name] = function
    return SimpleNamespace(**functions)


def green_kubo(config: Config) -> None:
    from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs, run_at

    _check_green_kubo(config["green_kubo"])
    _check_fit(config["green_kubo"]["fit_range"], config["green_kubo"]["temperatures"])
    for row in config["green_kubo"]["schedule"]:  # those that serve no temperature too
        run_at(config, max(row["from"], 0.05), 0, [row])
    for temperature, blocks in green_kubo_runs(config).items():
        if blocks[0].n_lags < 17:
            raise ValueError(
                f"green_kubo.schedule: maximum_lag = {blocks[0].maximum_lag:g} at T = {temperature} holds "
                f"{blocks[0].n_lags - 1} sampling intervals, and the fit of the tail needs 16; lengthen it"
            )
        batches = sum(run.n_batches for run in blocks)
        if batches < 4:
            raise ValueError(
                f"green_kubo.schedule: n_replicas = {blocks[0].n_replicas} at T = {temperature} in {len(blocks)} "
                f"block(s) makes {batches} independent batches, and an error bar needs 4; choose n_replicas = 16 x an "
                "even number"
            )


def macroscopic(config: Config) -> None:
    points = config["macroscopic"]["profile_points"]
    if points % 2 == 0:
        raise ValueError(f"macroscopic.profile_points = {points}: must be odd; try {points + 1}")


def evolution(config: Config) -> None:
    _check_evolution(config["evolution"])


def driven(config: Config) -> None:
    from thermochain.rotors.driven.study.conditions import check_ness

    check_ness(config)


def relaxation(config: Config) -> None:
    from thermochain.rotors.relaxation.study.run import closed_runs

    closed_runs(config)


def published_protocol(config: Config) -> None:
    from thermochain.rotors.published_protocol.study.run import protocol_runs

    protocol_runs(config)


def networks(config: Config) -> None:
    from thermochain.oscillators.networks.study.run import anharmonic_runs

    anharmonic_runs(config)


def billiard(config: Config) -> None:
    from thermochain.exchange.billiard.study.configuration import check_billiard

    try:
        check_billiard(config)
    except ValueError as problem:
        raise ValueError(f"billiard.{problem}") from None


def exchange(config: Config) -> None:
    from thermochain.exchange.study.configuration import check_exchange

    check_exchange(config["exchange"])


def harmonic(config: Config) -> None:
    from thermochain.oscillators.harmonic.study.configuration import check_harmonic

    check_harmonic(config["harmonic"])


def anharmonic(config: Config) -> None:
    from thermochain.oscillators.anharmonic.study.configuration import check_anharmonic_chain

    check_anharmonic_chain(config["anharmonic"])


def bond_potential(config: Config) -> None:
    from thermochain.rotors.bond_potential.study.configuration import check_bond_potential

    check_bond_potential(config["bond_potential"])


def structure_factors(config: Config) -> None:
    from thermochain.rotors.validation.runs import structure_factor_runs

    try:
        structure_factor_runs(config)
    except ValueError as problem:
        raise ValueError(f"structure_factors.rings: {problem}") from None
    _check_known(
        config, "structure_factors.rings", [row["temperature"] for row in config["structure_factors"]["rings"]]
    )


def onsager_structure(config: Config) -> None:
    _check_known(config, "onsager_structure.temperatures", config["onsager_structure"]["temperatures"])


def bias(config: Config) -> None:
    from thermochain.rotors.validation.bias.study.runs import ring_size_runs, time_step_runs

    _check_distinct_runs("bias.ring_sizes", ring_size_runs(config))
    _check_distinct_runs("bias.time_steps", time_step_runs(config))


def phase_slips(config: Config) -> None:
    from thermochain.rotors.validation.runs import slip_runs

    try:
        runs = slip_runs(config)
    except ValueError as problem:
        raise ValueError(f"phase_slips.rings: {problem}") from None
    _check_distinct_runs("phase_slips.rings", runs)


def shear_response(config: Config) -> None:
    from thermochain.rotors.validation.shear_response.study.run import sheared_runs

    _check_shear_response(config, sheared_runs)


def _check_distinct_runs(key: str, runs: Sequence[Any]) -> None:
    if len({run.path for run in runs}) < len(runs):
        twice = next(run for k, run in enumerate(runs) if run in runs[:k])
        raise ValueError(
            f"{key} holds one simulation twice, that of {twice.n_rotors} rotors at T = {twice.temperature}; remove one"
        )


def _check_known(config: Config, key: str, temperatures: Sequence[float]) -> None:
    available = config["green_kubo"]["temperatures"]
    for k, temperature in enumerate(temperatures):
        if temperature in temperatures[:k]:
            raise ValueError(f"{key}[{k}]: the temperature {temperature} stands there twice; remove one")
        if temperature not in available:
            raise ValueError(
                f"{key}[{k}]: the temperature {temperature} is not among green_kubo.temperatures; "
                "add it there or leave this out"
            )


def _check_green_kubo(section: Mapping[str, Any]) -> None:
    try:
        check_distinct("temperatures", section["temperatures"])
        check_multiple("sampling_interval", section["sampling_interval"], "time_step", section["time_step"])
    except ValueError as problem:
        raise ValueError(f"green_kubo.{problem}") from None
    if min(section["temperatures"]) > _FIGURES_FROM or max(section["temperatures"]) < _FIGURES_TO:
        raise ValueError(
            f"green_kubo.temperatures = {section['temperatures']}: must reach from {_FIGURES_FROM} or below to "
            f"{_FIGURES_TO} or above, the temperatures inside the paper's figures; add temperatures"
        )
    lowest, first_row = min(section["temperatures"]), min(row["from"] for row in section["schedule"])
    if lowest < first_row:
        raise ValueError(
            f"green_kubo.temperatures holds {lowest}, but green_kubo.schedule begins at {first_row}; add a row for it"
        )
    starts = [row["from"] for row in section["schedule"]]
    if len(set(starts)) < len(starts):
        raise ValueError(f"green_kubo.schedule has two rows with the same `from` among {starts}; merge them")


def _check_fit(temperature_range: list[float], temperatures: list[float]) -> None:
    low, high = temperature_range
    if low >= high:
        raise ValueError(
            f"green_kubo.fit_range = {temperature_range}: the first must be below the second; exchange or change them"
        )
    inside = sum(low <= T <= high for T in temperatures)
    if inside < 4:
        raise ValueError(
            f"green_kubo.fit_range = {temperature_range}: holds {inside} of green_kubo.temperatures, and the fit of "
            "three parameters needs at least 4; widen it or add temperatures"
        )


def _check_evolution(section: Mapping[str, Any]) -> None:
    first, last = section["first_time"], section["last_time"]
    if first >= last:
        raise ValueError(f"evolution.first_time = {first}: must be below last_time = {last}; try {last / 1e4:g}")
    if section["n_frames"] > section["n_times"]:
        raise ValueError(
            f"evolution.n_frames = {section['n_frames']}: must be at most n_times = {section['n_times']}; take fewer"
        )


def _check_shear_response(config: Config, sheared_runs: Callable) -> None:
    """What the limit of long rings needs: sizes, jumps, and a Green-Kubo value to compare with."""
    try:
        runs = sheared_runs(config)
    except ValueError as problem:
        raise ValueError(f"shear_response.rings: {problem}") from None
    temperatures = sorted({run.temperature for run in runs})
    missing = [T for T in temperatures if T not in config["green_kubo"]["temperatures"]]
    if missing:
        raise ValueError(
            f"shear_response.rings: the temperature {missing[0]:g} is not among green_kubo.temperatures; "
            "add it there or leave this out"
        )
    for temperature in temperatures:
        problem = _missing_for_the_limit([run for run in runs if run.temperature == temperature])
        if problem:
            raise ValueError(f"shear_response.rings: the temperature {temperature:g} has {problem}")


def _missing_for_the_limit(runs: Sequence[Any]) -> str | None:
    """What is wrong with the simulations of one temperature; None if nothing is."""
    sizes = sorted({run.n_rotors for run in runs})
    if len({(run.n_rotors, run.momentum_jump) for run in runs}) < len(runs):
        return "one n_rotors with one jump twice; remove one"
    if len(sizes) < 3:
        return f"n_rotors = {sizes}, and the limit of long rings needs 3; add some"
    if len({run.momentum_jump for run in runs if run.n_rotors > sizes[0]}) < 2:
        return f"one momentum jump on rings above {sizes[0]}, 2 are needed; add one"
    return None


Needs = Iterator[tuple[str, dict[str, float], float]]
Counts = Iterator[tuple[str, dict[str, int]]]


def green_kubo_counts(config: Config) -> Counts:
    section = config["green_kubo"]
    yield "green_kubo", {"blocks": section["blocks"], "number of temperatures": len(section["temperatures"])}


def driven_counts(config: Config) -> Counts:
    section = config["driven"]
    sweeps = [section[name] for name in ("torque_sweep", "negative_conductivity")]
    conditions = sum(len(sweep["T_right"]) * len(sweep["torques"]) for sweep in sweeps) + len(section["further"])
    conditions += len(section["uphill"]["torques"])
    conditions += len(section["profiles"]["temperatures"]) * len(section["profiles"]["torques"])
    yield (
        "driven",
        {
            "blocks": section["blocks"],
            "number of conditions": conditions,
            "number of sizes": len(section["sizes"]),
        },
    )


def bias_counts(config: Config) -> Counts:
    section = config["bias"]
    for name, key in (("ring_sizes", "n_rotors"), ("time_steps", "time_steps")):
        yield f"bias.{name}", {f"number of {key}": sum(len(row[key]) for row in section[name])}


def shear_response_counts(config: Config) -> Counts:
    rows = config["shear_response"]["rings"]
    yield "shear_response.rings", {"number of momentum_jumps": sum(len(row["momentum_jumps"]) for row in rows)}


def evolution_needs(config: Config) -> Needs:
    section = config["evolution"]
    yield "evolution", {name: section[name] for name in ("n_cells", "n_times")}, 32


def harmonic_needs(config: Config) -> Needs:
    section = config["harmonic"]["simulation"]
    yield "harmonic.simulation", {"duration/time_step": section["duration"] / section["time_step"]}, 32
    section = config["harmonic"]["rotor_flips"]
    yield "harmonic.rotor_flips", {"duration/time_step": section["duration"] / section["time_step"]}, 32
    records = section["duration"] / (section["stride"] * section["time_step"])
    yield "harmonic.rotor_flips", {"recorded currents": records, "n_replicas": section["n_replicas"]}, 48
    yield "harmonic.rotor_flips", {name: section[name] for name in ("n_rotors", "n_replicas")}, 32
    section = config["harmonic"]["bending"]
    yield "harmonic.bending", {"duration/time_step": section["duration"] / section["time_step"]}, 32
    records = section["duration"] / (section["stride"] * section["time_step"])
    replicas = section["n_sites"] / min(section["sizes"])
    yield "harmonic.bending", {"recorded currents": records, "n_sites/size": replicas}, 48


def driven_needs(config: Config) -> Needs:
    section = config["driven"]
    for k, row in enumerate(section["sizes"]):
        factors = {"n_rotors": row["n_rotors"], "n_replicas": section["n_replicas"]}
        yield f"driven.sizes[{k}]", factors, 1600  # ten moments of ten segments, in double precision, twice


def relaxation_needs(config: Config) -> Needs:
    section, n_batches = config["relaxation"], 32
    for k, row in enumerate(section["sizes"]):
        key = f"relaxation.sizes[{k}]"
        yield key, dict(row), 32 / n_batches
        factors = {"n_rotors": row["n_rotors"], "last_time/interval": section["last_time"] / section["interval"]}
        yield key, factors, 48 * n_batches


def structure_factors_needs(config: Config) -> Needs:
    for k, row in enumerate(config["structure_factors"]["rings"]):
        key, n_batches = f"structure_factors.rings[{k}]", 32
        yield key, {name: row[name] for name in ("n_rotors", "n_replicas")}, 32 / n_batches
        factors = {name: row[name] for name in ("n_modes", "n_replicas")}
        factors["duration/sampling_interval"] = row["duration"] / row["sampling_interval"]
        yield key, factors, 64 / n_batches


def phase_slips_needs(config: Config) -> Needs:
    for k, row in enumerate(config["phase_slips"]["rings"]):
        yield f"phase_slips.rings[{k}]", {key: row[key] for key in ("n_rotors", "n_replicas")}, 32 / 32


def shear_response_needs(config: Config) -> Needs:
    for k, row in enumerate(config["shear_response"]["rings"]):
        yield f"shear_response.rings[{k}]", {key: row[key] for key in ("n_rotors", "n_replicas")}, 32


def exchange_needs(config: Config) -> Needs:
    section = config["exchange"]
    paths = {"exchange": section, "exchange.limit": section["limit"], "exchange.mesoscopic": section["mesoscopic"]}
    for key, row in paths.items():
        yield key, {"n_cells": section["n_cells"], "n_paths": row["n_paths"]}, 80
    n_cells = config["billiard"]["chain"]["n_cells"]
    yield "exchange.levels", {"n_cells": n_cells, "n_paths": section["levels"]["n_paths"]}, 80
    for name in ("full_shares", "weak_coupling"):
        ring = section[name]["ring"]
        yield f"exchange.{name}.ring", {key: ring[key] for key in ("n_cells", "n_replicas", "n_samples")}, 8


_CHECKS = {
    function.__name__: function
    for function in (
        green_kubo, macroscopic, evolution, driven, relaxation, published_protocol, networks, billiard, exchange,
        harmonic, anharmonic, bond_potential, structure_factors, onsager_structure, bias, phase_slips, shear_response,
    )
}  # fmt: skip
_COUNTS = {
    function.__name__.removesuffix("_counts"): function
    for function in (green_kubo_counts, driven_counts, bias_counts, shear_response_counts)
}
_NEEDS = {
    function.__name__.removesuffix("_needs"): function
    for function in (
        evolution_needs, harmonic_needs, driven_needs, relaxation_needs, structure_factors_needs, phase_slips_needs,
        shear_response_needs, exchange_needs,
    )
}  # fmt: skip
