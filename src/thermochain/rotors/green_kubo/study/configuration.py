"""The section `green_kubo` of the configuration: its checks and its simulations of rings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from thermochain.core.arguments import check_multiple, check_range, check_step
from thermochain.rotors.coefficients import EXTRAPOLATION, published_coefficients
from thermochain.rotors.green_kubo.study.run import RESOLUTION, GreenKuboRun
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.study.potential_file import configured_potential
from thermochain.runs.identity import check_apart, check_distinct
from thermochain.runs.keys import naming

# Baths of the figures have T >= 0.3, in the potential's unit of energy; hotter temperatures inside the chains are
# reached by extrapolation by a half.
_FIGURES_FROM, _FIGURES_TO = 0.3, 1.5
_LOWEST = 0.05  # lowest temperature of a run
FEWEST_LAGS = 17  # number of lags that the fit of the tail needs
_BYTES_OF_A_LAG = 12 * 8  # of one batch: three correlations, their integrals and copies
_FEWEST_BATCHES = 4  # number of batches that an error bar needs


def green_kubo_runs(config: Mapping[str, Any]) -> dict[float, list[GreenKuboRun]]:
    """The simulations of the study: temperature -> one run per block."""
    section = config["green_kubo"]
    return {
        temperature: [run_at(config, temperature, block, section["schedule"]) for block in range(section["blocks"])]
        for temperature in sorted(section["temperatures"])
    }


def run_at(
    config: Mapping[str, Any], temperature: float, block: int, schedule: Sequence[Mapping[str, Any]]
) -> GreenKuboRun:
    """One block at one temperature, with the size and duration that the schedule states."""
    section, row = config["green_kubo"], schedule_row(schedule, temperature)
    return GreenKuboRun(
        temperature=temperature,
        seed=config["seed"],
        block=block,
        potential=configured_potential(config).name,
        **{key: section[key] for key in ("time_step", "sampling_interval")},
        **{key: row[key] for key in ("n_rotors", "duration", "maximum_lag", "n_replicas")},
    )


def schedule_row(schedule: Sequence[Mapping[str, Any]], temperature: float) -> Mapping[str, Any]:
    """The row of a schedule that applies to `temperature`: the last row that begins at or below it."""
    return max((row for row in schedule if row["from"] <= temperature), key=lambda row: row["from"])


def check_schedule(temperatures: Sequence[float], schedule: Sequence[Mapping[str, Any]], prefix: str = "") -> None:
    """Raise ValueError if a temperature has no row in the schedule, or two rows begin at the same temperature.

    `prefix` precedes the names of both keys in the message.
    """
    starts = [row["from"] for row in schedule]
    lowest, first = min(temperatures), min(starts)
    if lowest < first:
        raise ValueError(
            f"{prefix}temperatures holds {lowest:g}, but {prefix}schedule begins at {first:g}; add a row for it"
        )
    if len(set(starts)) < len(starts):
        raise ValueError(f"{prefix}schedule has two rows with the same `from` among {starts}; merge them")


def counts(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    """Key, and factors whose product is the number of simulations of the section."""
    section = config["green_kubo"]
    yield "green_kubo", {"blocks": section["blocks"], "number of temperatures": len(section["temperatures"])}


def simulations(config: Mapping[str, Any]) -> Iterator[tuple[str, GreenKuboRun]]:
    """Key, and a simulation that it asks for; one stands for all blocks."""
    schedule = config["green_kubo"]["schedule"]
    for temperature in config["green_kubo"]["temperatures"]:
        row = schedule.index(schedule_row(schedule, temperature))
        yield f"green_kubo.schedule[{row}]", run_at(config, temperature, 0, schedule)


def solves(config: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, float], float, float]]:
    """Key, factors of the largest arrays of the estimates, bytes and seconds per product of these factors."""
    for key, run in simulations(config):
        factors = {"blocks": config["green_kubo"]["blocks"], "batches": run.n_batches, "number of lags": run.n_lags}
        yield key, factors, _BYTES_OF_A_LAG, 0.0


def measured_temperatures(config: Mapping[str, Any]) -> tuple[float, float]:
    """Lowest and highest temperature at which the coefficients will be evaluated, for rotors also the published ones.

    If the lowest or the highest point turns out to be a mere bound, that of the next one counts.
    """
    temperatures = config["green_kubo"]["temperatures"]
    if configured_potential(config) is not ROTORS:
        return min(temperatures) / EXTRAPOLATION, max(temperatures) * EXTRAPOLATION
    low, high = published_coefficients().admissible_range
    return max(low, min(temperatures) / EXTRAPOLATION), min(high, max(temperatures) * EXTRAPOLATION)


def check(config: Mapping[str, Any]) -> None:
    """Raise ValueError, whose message begins with the key, for the first condition that the section does not meet."""
    section, potential = config["green_kubo"], configured_potential(config)
    _check_temperatures(section, potential)
    if potential is ROTORS:
        _check_fit_range(section)
    with naming("green_kubo"):
        for row in section["schedule"]:  # rows that apply to no temperature are checked too
            run_at(config, max(row["from"], _LOWEST), 0, [row])
        runs = green_kubo_runs(config)
        if potential is not ROTORS:
            check_step(section["time_step"], potential.stiffness)
            _check_sampling(section, potential)
    for temperature, blocks in runs.items():
        _check_statistics(temperature, blocks)


def _check_sampling(section: Mapping[str, Any], potential: Potential) -> None:
    """Raise ValueError if the currents of the hottest rings change within a sampling interval."""
    T = max(section["temperatures"])
    longest = potential.unit_of_time * min(1.0, RESOLUTION * (potential.unit_of_energy / T) ** 0.5)
    reason = f"currents at T={T:g} change within {longest:.2g}"
    check_range("sampling_interval", section["sampling_interval"], section["time_step"], longest, reason)


def _check_temperatures(section: Mapping[str, Any], potential: Potential) -> None:
    temperatures = section["temperatures"]
    unit = potential.unit_of_energy
    check_distinct("green_kubo.temperatures", temperatures)
    check_apart("green_kubo.temperatures", temperatures)
    check_multiple("green_kubo.sampling_interval", section["sampling_interval"], "time_step", section["time_step"])
    if potential.is_even and (min(temperatures) > _FIGURES_FROM * unit or max(temperatures) < _FIGURES_TO * unit):
        raise ValueError(
            f"green_kubo.temperatures = {temperatures}: must reach from {_FIGURES_FROM * unit:.4g} or below to "
            f"{_FIGURES_TO * unit:.4g} or above, the temperatures inside the paper's figures; add temperatures"
        )
    check_schedule(temperatures, section["schedule"], "green_kubo.")


def _check_fit_range(section: Mapping[str, Any]) -> None:
    """Raise ValueError unless the range of the fit of (A.2) holds temperatures for three parameters and an error."""
    low, high = section["fit_range"]
    if low >= high:
        raise ValueError(
            f"green_kubo.fit_range = {[low, high]}: the first must be below the second; exchange or change them"
        )
    inside = sum(low <= T <= high for T in section["temperatures"])
    if inside < 4:
        raise ValueError(
            f"green_kubo.fit_range = {[low, high]}: holds {inside} of green_kubo.temperatures, and the fit of "
            "three parameters needs at least 4; widen it or add temperatures"
        )


def _check_statistics(temperature: float, blocks: Sequence[GreenKuboRun]) -> None:
    """Raise ValueError if the blocks of one temperature are too short for a tail or too few for an error bar."""
    run, n_batches = blocks[0], sum(run.n_batches for run in blocks)
    if run.n_lags < FEWEST_LAGS:
        raise ValueError(
            f"green_kubo.schedule: maximum_lag = {run.maximum_lag:g} at T = {temperature} holds "
            f"{run.n_lags - 1} sampling intervals, and the fit of the tail needs {FEWEST_LAGS - 1}; lengthen it"
        )
    if n_batches < _FEWEST_BATCHES:
        raise ValueError(
            f"green_kubo.schedule: n_replicas = {run.n_replicas} at T = {temperature} in {len(blocks)} block(s) makes "
            f"{n_batches} independent batches, and an error bar needs {_FEWEST_BATCHES}; choose n_replicas = 16 x an "
            "even number"
        )
