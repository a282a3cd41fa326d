"""The workflow's configuration, checked as a whole before any job starts."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import best_match

from thermochain.core.arguments import check_multiple
from thermochain.exchange.billiard.study.configuration import check_billiard
from thermochain.exchange.study.configuration import check_exchange
from thermochain.oscillators.anharmonic.study.configuration import check_anharmonic_chain
from thermochain.oscillators.harmonic.study.configuration import check_harmonic
from thermochain.oscillators.networks.study.run import anharmonic_runs
from thermochain.overview.configuration.error import ConfigurationError, one_line, spelled
from thermochain.overview.configuration.limits import check_limits
from thermochain.rotors.bond_potential.study.configuration import check_bond_potential
from thermochain.rotors.driven.study import configuration as driven
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs, run_at
from thermochain.rotors.published_protocol.study.run import protocol_runs
from thermochain.rotors.relaxation.study import configuration as relaxation
from thermochain.rotors.validation.bias.study.runs import ring_size_runs, time_step_runs
from thermochain.rotors.validation.runs import slip_runs, structure_factor_runs
from thermochain.rotors.validation.shear_response.study.run import ShearedRun, sheared_runs
from thermochain.runs.identity import check_distinct

# Baths of the figures are 0.3 or hotter; inside the chains, extrapolation by half reaches what 1.5 cannot.
_FIGURES_FROM, _FIGURES_TO = 0.3, 1.5
_MOST_ENTRIES, _MOST_LEVELS = 100_000, 12


# JSON calls 25.0 an integer; Python does not.
_Validator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


# what each study checks itself, and what its errors begin with
_SECTIONS: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "published_protocol: ": protocol_runs,
    "networks: ": anharmonic_runs,
    "billiard.": check_billiard,
    "exchange: ": lambda config: check_exchange(config["exchange"]),
    "harmonic: ": lambda config: check_harmonic(config["harmonic"]),
    "anharmonic: ": lambda config: check_anharmonic_chain(config["anharmonic"]),
    "bond_potential: ": lambda config: check_bond_potential(config["bond_potential"]),
}


def check_configuration(config: Mapping[str, Any], schema_path: str | Path) -> None:
    """Raise ConfigurationError for the first thing wrong with `config`.

    Types, bounds and unknown keys are in the schema; here are the conditions that join several keys.
    """
    _check_numbers(config)
    error = best_match(_validator(str(schema_path)).iter_errors(config))
    if error is not None:
        raise ConfigurationError(one_line(error))
    try:
        check_limits(config)
    except ValueError as problem:
        raise ConfigurationError(str(problem)) from None
    _check_green_kubo(config["green_kubo"])
    _check_fit(config["green_kubo"]["fit_range"], config["green_kubo"]["temperatures"])
    points = config["macroscopic"]["profile_points"]
    if points % 2 == 0:
        raise ConfigurationError(f"macroscopic.profile_points = {points}: must be odd; try {points + 1}")
    _check_evolution(config["evolution"])
    try:
        for row in config["green_kubo"]["schedule"]:  # those that serve no temperature too
            run_at(config, max(row["from"], 0.05), 0, [row])
        runs = green_kubo_runs(config)
    except ValueError as problem:
        raise ConfigurationError(f"green_kubo: {problem}") from None
    for temperature, blocks in runs.items():
        if blocks[0].n_lags < 17:
            raise ConfigurationError(
                f"green_kubo.schedule: maximum_lag = {blocks[0].maximum_lag:g} at T = {temperature} holds "
                f"{blocks[0].n_lags - 1} sampling intervals, and the fit of the tail needs 16; lengthen it"
            )
        batches = sum(run.n_batches for run in blocks)
        if batches < 4:
            raise ConfigurationError(
                f"green_kubo.schedule: n_replicas = {blocks[0].n_replicas} at T = {temperature} in {len(blocks)} "
                f"block(s) makes {batches} independent batches, and an error bar needs 4; choose n_replicas = 16 x an "
                "even number"
            )
    _check_validation(config)
    for check in (driven.check, relaxation.check):
        try:
            check(config)
        except ValueError as problem:
            raise ConfigurationError(str(problem)) from None
    for prefix, check in _SECTIONS.items():
        try:
            check(config)
        except ValueError as problem:
            raise ConfigurationError(f"{prefix}{problem}") from None


@cache
def _validator(schema_path: str) -> Draft202012Validator:
    return _Validator(yaml.safe_load(Path(schema_path).read_text(encoding="utf-8")))


def _check_numbers(config: Any) -> None:
    """Refuse the YAML numbers .nan and .inf, which pass every comparison of a schema or none, and endless nesting."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), config)]
    for _ in range(_MOST_ENTRIES):
        if not waiting:
            return
        path, value = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise ConfigurationError(f"{spelled(path)} = {value}: must be a finite number; write one")
        if isinstance(value, Mapping | list) and len(path) == _MOST_LEVELS:
            raise ConfigurationError(
                f"{spelled(path[:3])}: is nested more than {_MOST_LEVELS} levels deep; no key needs more than 6"
            )
        if isinstance(value, Mapping):
            waiting += [((*path, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, k), inner) for k, inner in enumerate(value)]
    raise ConfigurationError(f"configuration: holds more than {_MOST_ENTRIES} entries; shorten its lists")


def _check_green_kubo(section: Mapping[str, Any]) -> None:
    try:
        check_distinct("temperatures", section["temperatures"])
        check_multiple("sampling_interval", section["sampling_interval"], "time_step", section["time_step"])
    except ValueError as problem:
        raise ConfigurationError(f"green_kubo.{problem}") from None
    if min(section["temperatures"]) > _FIGURES_FROM or max(section["temperatures"]) < _FIGURES_TO:
        raise ConfigurationError(
            f"green_kubo.temperatures = {section['temperatures']}: must reach from {_FIGURES_FROM} or below to "
            f"{_FIGURES_TO} or above, the temperatures inside the paper's figures; add temperatures"
        )
    lowest, first_row = min(section["temperatures"]), min(row["from"] for row in section["schedule"])
    if lowest < first_row:
        raise ConfigurationError(
            f"green_kubo.temperatures holds {lowest}, but green_kubo.schedule begins at {first_row}; add a row for it"
        )
    starts = [row["from"] for row in section["schedule"]]
    if len(set(starts)) < len(starts):
        raise ConfigurationError(f"green_kubo.schedule has two rows with the same `from` among {starts}; merge them")


def _check_fit(temperature_range: list[float], temperatures: list[float]) -> None:
    low, high = temperature_range
    if low >= high:
        raise ConfigurationError(
            f"green_kubo.fit_range = {temperature_range}: the first must be below the second; exchange or change them"
        )
    inside = sum(low <= T <= high for T in temperatures)
    if inside < 4:
        raise ConfigurationError(
            f"green_kubo.fit_range = {temperature_range}: holds {inside} of green_kubo.temperatures, and the fit of "
            "three parameters needs at least 4; widen it or add temperatures"
        )


def _check_evolution(section: Mapping[str, Any]) -> None:
    first, last = section["first_time"], section["last_time"]
    if first >= last:
        raise ConfigurationError(
            f"evolution.first_time = {first}: must be below last_time = {last}; try {last / 1e4:g}"
        )
    if section["n_frames"] > section["n_times"]:
        raise ConfigurationError(
            f"evolution.n_frames = {section['n_frames']}: must be at most n_times = {section['n_times']}; take fewer"
        )


def _check_validation(config: Mapping[str, Any]) -> None:
    """The independent checks compare with Green-Kubo values at their temperatures."""
    try:
        structure_factor_runs(config)
    except ValueError as problem:
        raise ConfigurationError(f"structure_factors.rings: {problem}") from None
    try:
        by_key = {"bias.ring_sizes": ring_size_runs(config), "bias.time_steps": time_step_runs(config)}
    except ValueError as problem:
        raise ConfigurationError(f"bias: {problem}") from None
    try:
        by_key["phase_slips.rings"] = slip_runs(config)
    except ValueError as problem:
        raise ConfigurationError(f"phase_slips.rings: {problem}") from None
    for key, runs in by_key.items():
        if len({run.path for run in runs}) < len(runs):
            twice = next(run for k, run in enumerate(runs) if run in runs[:k])
            raise ConfigurationError(
                f"{key} holds one simulation twice, that of {twice.n_rotors} rotors at T = {twice.temperature}; "
                "remove one"
            )
    _check_shear_response(config)
    wanted = {
        "structure_factors.rings": [row["temperature"] for row in config["structure_factors"]["rings"]],
        "onsager_structure.temperatures": config["onsager_structure"]["temperatures"],
    }
    available = config["green_kubo"]["temperatures"]
    for key, temperatures in wanted.items():
        for k, temperature in enumerate(temperatures):
            if temperature in temperatures[:k]:
                raise ConfigurationError(f"{key}[{k}]: the temperature {temperature} stands there twice; remove one")
            if temperature not in available:
                raise ConfigurationError(
                    f"{key}[{k}]: the temperature {temperature} is not among green_kubo.temperatures; "
                    "add it there or leave this out"
                )


def _check_shear_response(config: Mapping[str, Any]) -> None:
    """What the limit of long rings needs: sizes, jumps, and a Green-Kubo value to compare with."""
    try:
        runs = sheared_runs(config)
    except ValueError as problem:
        raise ConfigurationError(f"shear_response.rings: {problem}") from None
    temperatures = sorted({run.temperature for run in runs})
    missing = [T for T in temperatures if T not in config["green_kubo"]["temperatures"]]
    if missing:
        raise ConfigurationError(
            f"shear_response.rings: the temperature {missing[0]:g} is not among green_kubo.temperatures; "
            "add it there or leave this out"
        )
    for temperature in temperatures:
        problem = _missing_for_the_limit([run for run in runs if run.temperature == temperature])
        if problem:
            raise ConfigurationError(f"shear_response.rings: the temperature {temperature:g} has {problem}")


def _missing_for_the_limit(runs: Sequence[ShearedRun]) -> str | None:
    """What is wrong with the simulations of one temperature; None if nothing is."""
    sizes = sorted({run.n_rotors for run in runs})
    if len({(run.n_rotors, run.momentum_jump) for run in runs}) < len(runs):
        return "one n_rotors with one jump twice; remove one"
    if len(sizes) < 3:
        return f"n_rotors = {sizes}, and the limit of long rings needs 3; add some"
    if len({run.momentum_jump for run in runs if run.n_rotors > sizes[0]}) < 2:
        return f"one momentum jump on rings above {sizes[0]}, 2 are needed; add one"
    return None
