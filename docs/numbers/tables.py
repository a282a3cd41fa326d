"""Tables of the reference and of benchmarks, and numbers of theirs as text."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.runs.table import read_any_table

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "workflow/reference"
REFERENCE_PAPER = ROOT / "workflow/reference_paper"
BENCHMARKS = ROOT / "benchmarks/tables"


@cache
def reference(name: str) -> pd.DataFrame:
    """The reference table `name`, such as "green_kubo/tables/onsager"."""
    return read_any_table(REFERENCE / f"{name}.csv")[1]


@cache
def reference_paper(name: str) -> pd.DataFrame:
    """The reference table `name` of the preset `paper`."""
    return read_any_table(REFERENCE_PAPER / f"{name}.csv")[1]


@cache
def benchmark(name: str) -> pd.DataFrame:
    """The table `name` that a benchmark keeps, such as "efficiency"."""
    return read_any_table(BENCHMARKS / f"{name}.csv")[1]


def with_origin(text: str, frame: pd.DataFrame, command: str) -> str:
    """A table of a page, and below it when, where and by which command its numbers were measured."""
    [measured], [machine] = frame.measured.unique(), frame.machine.unique()
    where = machine if isinstance(machine, str) else "machine not recorded"
    return f"{text}\n\n*Measured by `{command}` on {measured}; {where}.*"


def stored(*names: str) -> str:
    """The first of these names under which the reference has a table."""
    return next((name for name in names if (REFERENCE / f"{name}.csv").is_file()), names[0])


def rows(frame: pd.DataFrame, **where: float | str) -> pd.DataFrame:
    """Rows of `frame` whose columns have the given values; numbers are compared to ten digits."""
    for column, value in where.items():
        if isinstance(value, str):
            frame = frame[frame[column] == value]
        else:
            frame = frame[np.isclose(frame[column], value, rtol=1e-10, atol=1e-12)]
    return frame


def row(frame: pd.DataFrame, **where: float | str) -> pd.Series:
    """The only row of `frame` with the given values."""
    found = rows(frame, **where)
    if len(found) != 1:
        raise ValueError(f"{len(found)} rows have {where}, and exactly one must; correct the module of the page")
    return found.iloc[0]


def with_error(value: float, *errors: float, two_digits_below: float = 2.95) -> str:
    """Value with its errors in units of the last digit: 0.3164, 0.0042 -> "0.316(4)".

    The first error keeps two digits if its leading digits are below `two_digits_below`, that is if it begins with 1
    or 2, otherwise one; further errors follow in the same unit.  A value that does not exist (nan) is "none".
    """
    if math.isnan(value):
        return "none"
    if not errors[0] > 0:
        return digits(value, 4)
    exponent = math.floor(math.log10(errors[0]))
    leading = errors[0] / 10.0**exponent
    decimals = -exponent + (1 if leading < two_digits_below else 0)
    if leading >= 9.5:  # rounds up to the next power of ten, which keeps two digits
        decimals = -exponent
    unit = 10.0 ** -max(decimals, 0)
    if decimals < 0:
        value = round(value, decimals)
    text = [f"({max(round(round(error, decimals) / unit), 1)})" for error in errors]
    return f"{value:.{max(decimals, 0)}f}{''.join(text)}"


def of(series: pd.Series, column: str, error: str = "std") -> str:
    """A column of a row with the error in ``column_error``, say."""
    return with_error(series[column], series[f"{column}_{error}"])


def both(series: pd.Series, column: str) -> str:
    """A column of a row with its statistical and its systematic error."""
    return with_error(series[column], series[f"{column}_std"], series[f"{column}_systematic"])


def digits(value: float, n: int) -> str:
    """Value to `n` significant digits, without an exponent where the number is of ordinary size."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    exponent = math.floor(math.log10(abs(float(f"{value:.{n - 1}e}"))))
    if not -4 < exponent < 6:
        mantissa, power = f"{value:.{n - 1}e}".split("e")
        return f"{mantissa}e{int(power)}"
    return f"{round(value, n - 1 - exponent):.{max(n - 1 - exponent, 0)}f}"


def fixed(value: float, decimals: int) -> str:
    """Value with so many decimals; one that rounds to zero has no sign."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def percent(value: float, decimals: int = 1) -> str:
    """Signed per cent with the sign of per cent after it."""
    return f"{value:+.{decimals}f} %"


def markdown(header: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    every = [header, ["---"] * len(header), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in every)
