"""Comparison of a new run with the reference, table by table.

Values with a standard error are compared by z = (new - old)/sqrt(error_new^2 + error_old^2).  A table fails when its
largest |z|, or the mean of its z^2, is improbable.  The thresholds keep the rate of false alarms of a whole check below
FALSE_ALARMS whatever the correlations of the values: the first by Bonferroni's inequality over the values of the table,
the second because no mean of squares of correlated Gaussian variables has, beyond 1.54, a fatter tail than one square
(Szekely and Bakirov 2003).  Both take z for Student's t of DEGREES_OF_FREEDOM, as errors are estimated, too.
The two runs need different seeds: with the same seed the same bits are expected, z = 0.

Rows are matched by their key, the first columns without a standard error that tell them apart.  A run with another
configuration, such as that of another preset, is compared in the rows that both have; it may share simulations with the
reference, which makes z smaller than between independent runs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from numpy.typing import NDArray
from scipy.special import stdtrit

from thermochain.overview.reference import CONFIGURATION, VALUE_DIGITS, Shipped, error_columns, rounded
from thermochain.runs.table import read_any_table

FALSE_ALARMS = 0.01
_MISSING = "missing"
DEGREES_OF_FREEDOM = 20  # degrees of freedom of two errors from ten batches each, the fewest of any study
_ROUNDING = 10.0 ** (1 - VALUE_DIGITS)  # relative; twice the largest rounding error of the digits in the reference
_NEGLIGIBLE = 1e-9  # relative to the column's largest value, or 1: rounding after cancellation


@dataclass(frozen=True)
class TableCheck:
    """One table of a run beside that of the reference."""

    name: str  # path of the table
    n_values: int = 0  # number of values that were compared, with their errors or exactly
    # Number of values without an error that differ in a table that depends on random numbers; they decide nothing.
    n_other: int = 0
    largest: float = np.nan  # largest |z|; nan without errors
    mean_square: float = np.nan  # mean of z^2
    complaint: str = ""  # disagreement and its place; empty if there is none

    @property
    def passed(self) -> bool:
        """Whether the complaint is empty."""
        return not self.complaint


def other_sections(reference: Path, results: Path) -> list[str]:
    """Sections in which the configuration of the last run differs from that of the reference; seeds may differ."""
    paths = reference / CONFIGURATION, results / CONFIGURATION
    old, new = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths)
    return sorted(key for key in {*old, *new} - {"seed"} if old.get(key) != new.get(key))


def check_tables(
    reference: Path, results: Path, files: Mapping[str, Shipped], *, in_common: bool = False
) -> list[TableCheck]:
    """Compare the tables of the reference with those of the same names under `results`.

    A table of ``make validation`` that is not there was not asked for, and is left out; with `in_common` so are rows
    that only one of two tables has, and tables that one of the runs does not make.
    """
    names = [
        name
        for name, shipped in sorted(files.items())
        if name.endswith(".csv") and (shipped.target == "figures" or (results / name).is_file())
    ]
    checks = []
    for name in names:
        if not (results / name).is_file():
            if not in_common:
                checks.append(TableCheck(name, complaint=_MISSING))
            continue
        (old_table, old), (new_table, new) = (read_any_table(folder / name) for folder in (reference, results))
        if old_table.kind != new_table.kind:
            checks.append(TableCheck(name, complaint=f"table {new_table.kind} instead of {old_table.kind}"))
            continue
        if in_common and list(old.columns) == list(new.columns):
            old, new = rows_in_common(old, new)
        checks.append(compare(name, old, new, exact=files[name].exact, share=FALSE_ALARMS / len(names)))
    return checks


def compare(name: str, old: pd.DataFrame, new: pd.DataFrame, *, exact: bool, share: float) -> TableCheck:
    """Comparison of two tables; `share` is its rate of false alarms, `exact` allows rounding errors only."""
    if list(old.columns) != list(new.columns) or len(old) != len(new):
        sizes = f"{len(new)} rows of {len(new.columns)} columns instead of {len(old)} of {len(old.columns)}"
        return TableCheck(name, complaint=sizes)
    new = _matched(old, new)
    differs = pd.DataFrame({column: _differs(old[column], new[column]) for column in old})
    if exact:
        complaint = f"{_place(old, differs)} differs" if differs.to_numpy().any() else ""
        return TableCheck(name, n_values=differs.size, complaint=complaint)
    if lost := _lost(old, new):
        return TableCheck(name, complaint=f"{lost} is hardly ever a finite number any more")
    z = z_scores(old, new)
    n_other = _n_other(differs, z)
    n_values = int(z.notna().to_numpy().sum())
    if n_values == 0:
        return TableCheck(name, n_other=n_other)
    size = z.abs()
    largest, mean_square = float(size.max().max()), float((z**2).mean(axis=None))
    complaint = ""
    if largest > threshold(share / 2.0, n_values):
        complaint = f"{_place(old, size == largest)} is off by {largest:.1f} sigma"
    elif mean_square > threshold(share / 2.0, 1) ** 2:
        complaint = f"all over the table, mean z^2 = {mean_square:.1f}"
    return TableCheck(name, n_values, n_other, largest, mean_square, complaint)


def threshold(rate: float, n_values: int) -> float:
    """Threshold of |z| that the largest of `n_values` exceeds at most at this rate, whatever their correlations."""
    return float(-stdtrit(DEGREES_OF_FREEDOM, rate / (2.0 * n_values)))


def z_scores(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Scores z of the values with errors, one column for each; nan where an error is missing or 0."""
    scores = {}
    for column, errors in error_columns(old.columns).items():
        if column not in old or not pd.api.types.is_numeric_dtype(old[column]):
            continue
        squares = sum(frame[name].to_numpy(float) ** 2 for frame in (old, new) for name in errors)
        squares = squares + np.where(squares > 0.0, (_ROUNDING * old[column].to_numpy(float)) ** 2, 0.0)
        differences = (new[column] - old[column]).to_numpy(float)
        unknown = ~(np.isfinite(squares) & (squares > 0.0))
        scores[column] = np.where(unknown, np.nan, differences / np.sqrt(np.where(unknown, 1.0, squares)))
    return pd.DataFrame(scores, index=old.index)


def check_message(checks: Iterable[TableCheck]) -> str:
    """The comparison as a text: one line for each table, then the verdict."""
    checks = list(checks)
    lines = [f"{'table':58} {'values':>7} {'max |z|':>8} {'mean z2':>8} {'other':>6}"]
    for c in checks:
        z = f"{c.largest:8.2f} {c.mean_square:8.3f}" if np.isfinite(c.largest) else f"{'':8} {'':8}"
        lines.append(f"{c.name:58} {c.n_values:7d} {z} {c.n_other:6d}  {c.complaint}".rstrip())
    missing = [c for c in checks if c.complaint == _MISSING]
    failed = [c for c in checks if not c.passed and c not in missing]
    lines += ["", "other: values that differ and have no error to compare them by", ""]
    if missing:
        lines += [f"{len(missing)} of {len(checks)} tables are not there yet, such as {missing[0].name}: make status"]
    if failed:
        lines += [f"{len(failed)} of {len(checks) - len(missing)} tables disagree with the reference:"]
        lines += [f"  {c.name}: {c.complaint}" for c in failed]
    else:
        lines += [f"all {len(checks) - len(missing)} tables agree with the reference"]
    lines += [f"(runs that differ by nothing but chance are told to disagree in less than {FALSE_ALARMS:.0%} of cases)"]
    return "\n".join(lines)


def key_columns(frame: pd.DataFrame) -> list[str]:
    """First columns, without those that have or are standard errors, whose values differ between any two rows."""
    found = error_columns(frame.columns)
    measured = {*found, *(name for names in found.values() for name in names)}
    key: list[str] = []
    for column in frame.columns.difference(measured, sort=False):
        key.append(column)
        if not frame.duplicated(key).any():
            break
    return key


def rows_in_common(old: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of two tables whose keys both have, in the same order; none where keys do not tell all rows apart."""
    before, after = _keys(old, new)
    if not (before.is_unique and after.is_unique):
        return old[:0], new[:0]
    found = after.get_indexer(before)
    return old[found >= 0].reset_index(drop=True), new.iloc[found[found >= 0]].reset_index(drop=True)


def _matched(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The rows of `new` in the order of those of `old` with the same key; as they are where a key is measured."""
    key = key_columns(old)
    if old[key].equals(new[key]):
        return new
    before, after = _keys(old, new)
    if not (before.is_unique and after.is_unique and before.isin(after).all()):
        return new
    return new.iloc[after.get_indexer(before)].reset_index(drop=True)


def _keys(old: pd.DataFrame, new: pd.DataFrame) -> list[pd.Index]:
    """The keys of the rows of two tables, rounded."""
    key = key_columns(old)
    keys = (rounded(frame[key], exact=True).astype(str) for frame in (old, new))
    return [pd.Index(list(frame.itertuples(index=False, name=None))) for frame in keys]


def _lost(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """First column that has less than half of its finite numbers left; empty if there is none."""
    for column in old.select_dtypes("number"):
        finite = np.isfinite(old[column].to_numpy(float))
        left = np.isfinite(pd.to_numeric(new[column], errors="coerce").to_numpy(float)[finite])
        if finite.any() and left.mean() < 0.5:
            return column
    return ""


def _n_other(differs: pd.DataFrame, z: pd.DataFrame) -> int:
    """Number of values that differ and have no score, without columns of errors."""
    errors = {name for names in error_columns(differs.columns).values() for name in names}
    values = differs.drop(columns=list(errors))
    scored = z.notna().reindex(columns=values.columns, fill_value=False)
    return int((values & ~scored).to_numpy().sum())


def _differs(old: pd.Series, new: pd.Series) -> NDArray:
    """Mask of the rows in which two columns differ by more than rounding."""
    if not (pd.api.types.is_numeric_dtype(old) and pd.api.types.is_numeric_dtype(new)):
        return (old.fillna("").astype(str) != new.fillna("").astype(str)).to_numpy()
    a, b = old.to_numpy(float), new.to_numpy(float)
    finite = np.abs(a[np.isfinite(a)])
    atol = _NEGLIGIBLE * max(finite.max(initial=0.0), 1.0)
    return ~np.isclose(b, a, rtol=_ROUNDING, atol=atol, equal_nan=True)


def _place(frame: pd.DataFrame, marks: pd.DataFrame) -> str:
    """Column and row of the first mark: the row by its number and by its columns of words and integers."""
    row = int(marks.any(axis=1).to_numpy().argmax())
    column = marks.columns[int(marks.iloc[row].to_numpy().argmax())]
    plain = [name for name in frame if not pd.api.types.is_float_dtype(frame[name])]
    where = ", ".join(f"{name} = {frame[name].iloc[row]}" for name in plain if name != column)
    return f"{column} in row {row}" + (f" ({where})" if where else "")
