"""Time series from files: columns of numbers, logs of LAMMPS, and what its fix ave/time writes."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.core.arguments import shown


def read_columns(path: str | Path) -> pd.DataFrame:
    """Table of a file of columns of numbers, separated by spaces, tabs, commas or semicolons.

    Lines that begin with # are comments; the last of them before the numbers names the columns if it has as many words
    as there are columns, which else are numbered from 0.  That is what `fix ave/time` of LAMMPS writes for scalars.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    DataFrame with one row a line, whose columns are floats.

    Raises
    ------
    ValueError
        The file holds no numbers, or a line has another number of columns or a word.
    """
    lines = _lines(path)
    texts = [(k, line.strip(" \t,;")) for k, line in enumerate(lines)]
    rows = [(k, re.split(r"[\s,;]+", text)) for k, text in texts if text and not text.startswith("#")]
    if not rows:
        raise ValueError(f"path={shown(str(path))} holds no line of numbers; pass a file with columns of numbers")
    first, names = rows[0]
    head = [line.lstrip("# \t").split() for line in lines[:first] if line.lstrip().startswith("#")]
    if all(_is_word(name) for name in names):  # a line of names without a sign of comment
        rows = rows[1:]
    else:
        names = head[-1] if head and len(head[-1]) == len(names) else [str(k) for k in range(len(names))]
    return _table(path, names, rows)


def read_lammps_log(path: str | Path) -> pd.DataFrame:
    """Thermodynamic output of all runs in a log file of LAMMPS, in `thermo_style one` or `custom`, not `multi`.

    Parameters
    ----------
    path
        The file, such as log.lammps.

    Returns
    -------
    DataFrame with the columns of the log, such as Step, Temp and Pxy, and with the number of the run, from 0, as index.
    A run that was killed ends with its last complete line.  Between runs the first step repeats the last of the run
    before; a series is that of one run, `table.loc[1]`.

    Raises
    ------
    ValueError
        There is no thermodynamic output, or the runs print different columns.
    """
    runs: list[pd.DataFrame] = []
    names: list[str] | None = None
    rows: list[tuple[int, list[str]]] = []
    for k, line in enumerate([*_lines(path), "Loop time"]):
        words = line.split()
        if words[:1] == ["Step"]:
            names, rows = words, []
        elif names is not None and (words[:2] == ["Loop", "time"] or words[:1] == ["ERROR:"]):
            runs.append(_table(path, names, rows))
            names = None
        elif names is not None and len(words) == len(names) and not any(map(_is_word, words)):
            rows.append((k, words))
    runs = [run for run in runs if len(run)]
    if not runs:
        raise ValueError(
            f"path={shown(str(path))} holds no thermodynamic output, lines below one that begins with Step; "
            "pass a log with thermo_style one or custom"
        )
    different = [k for k, run in enumerate(runs) if list(run) != list(runs[0])]
    if different:
        raise ValueError(
            f"path={shown(str(path))} has other columns in run {different[0]} than in run 0; use one thermo_style"
        )
    return pd.concat([run.assign(run=k) for k, run in enumerate(runs)]).set_index("run")


def _lines(path: str | Path) -> list[str]:
    return Path(path).read_text(encoding="utf-8", errors="replace").splitlines()


def _is_word(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return True
    return False


def _table(path: str | Path, names: list[str], rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
    """Columns of floats made of (index of a line, its words)."""
    for k, words in rows:
        wrong = next((word for word in words if _is_word(word)), None)
        if wrong is not None or len(words) != len(names):
            found = f"the word {shown(wrong)}" if wrong is not None else f"{len(words)} columns, not {len(names)}"
            raise ValueError(f"path={shown(str(path))} has {found} in line {k + 1}; pass a file of numbers in columns")
    return pd.DataFrame(np.array([words for _, words in rows], dtype=float).reshape(-1, len(names)), columns=names)
