"""Limits of a section: the number of its simulations, memory and time of a job, and the range of the coefficients.

Keys that are valid one by one may together demand more than any machine has, or what no coefficients will cover.  A
subject states in `counts` the factors of the number of its simulations, in `simulations` these simulations, in `solves`
the work of its other jobs, and in `temperatures` where it evaluates the measured coefficients (see `sections`).
"""

import math
from collections.abc import Mapping

from thermochain.runs.batch_job import working_hours
from thermochain.runs.identity import Run

MOST_SIMULATIONS = 10_000  # in one study; Snakemake is slow with many more
MOST_GIB = 16.0  # memory of one job
MOST_HOURS = 1000.0  # six weeks of one slow core; the longest job of the presets takes twelve hours
_ROUNDING = 1e-9
_SHOWN = 3  # parameters of a simulation in a message
_UNCOUNTED = {"seed", "block"}


def check_count(key: str, factors: Mapping[str, float]) -> None:
    """Raise ValueError if the product of `factors` is more simulations than one study may have."""
    number = math.prod(factors.values())
    if number > MOST_SIMULATIONS:
        raise ValueError(
            f"{key}: {_spelled(factors)} makes {number} simulations, at most {MOST_SIMULATIONS} are allowed, all "
            "that Snakemake handles with ease; take fewer and longer ones"
        )


def check_simulation(key: str, run: Run) -> None:
    """Raise ValueError if one simulation needs more memory or time than one job may."""
    excess = _excess(run.job_memory / 2**30, working_hours(run))
    if excess:
        numbers = {k: v for k, v in run.parameters.items() if k not in _UNCOUNTED and not isinstance(v, str)}
        largest = sorted(numbers, key=lambda name: -abs(numbers[name]))[:_SHOWN]
        spelled = ", ".join(f"{name}={numbers[name]:.10g}" for name in largest)
        raise ValueError(f"{key}: a simulation with {spelled} {excess}")


def check_solve(key: str, factors: Mapping[str, float], n_bytes: float, seconds: float) -> None:
    """Raise ValueError if `n_bytes` or `seconds` times the product of `factors` is more than one job may need."""
    units = math.prod(factors.values())
    excess = _excess(units * n_bytes / 2**30, units * seconds / 3600.0)
    if excess:
        raise ValueError(f"{key}: {_spelled(factors)} {excess}")


def check_temperature(key: str, temperature: float, admissible: tuple[float, float]) -> None:
    """Raise ValueError if the measured coefficients will not be evaluated at a temperature."""
    low, high = admissible
    if not low * (1.0 - _ROUNDING) <= temperature <= high * (1.0 + _ROUNDING):
        at = f"T = {temperature:.4g}" if math.isfinite(temperature) else "temperatures beyond every law"
        raise ValueError(
            f"{key} needs coefficients at {at}, and those measured at green_kubo.temperatures will reach from "
            f"{low:.4g} to {high:.4g}; change it or add temperatures there"
        )


def _excess(gib: float, hours: float) -> str:
    """Part of a message: memory or time of which one job needs too much, the limit and the remedy; empty if none."""
    for needed, most, unit in ((gib, MOST_GIB, "GiB"), (hours, MOST_HOURS, "hours")):
        if needed > most:
            return f"needs {needed:.3g} {unit} in one job, at most {most:g} are allowed; take fewer or shorter ones"
    return ""


def _spelled(factors: Mapping[str, float]) -> str:
    return " x ".join(f"{name}={value:.10g}" for name, value in factors.items())
