"""CSV tables that say what their columns mean: comment lines, then plain tidy CSV.

The first line names the table and the version of its columns, the next ones explain each column;
pandas reads the rest with ``comment="#"``.
"""

from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

import pandas as pd

from thermochain.study.storage import CorruptResult, replacing


def write_table(path: str | Path, frame: pd.DataFrame, kind: str, columns: Mapping[str, str]) -> None:
    """Write `frame` with the columns of `columns`, in that order; their values explain them.

    `kind` is the table's name and version, such as "onsager/1".
    """
    header = [f"# table: {kind}"] + [f"# {name}: {meaning}" for name, meaning in columns.items()]
    with replacing(path) as temporary:
        body = frame[list(columns)].to_csv(index=False, float_format="%.10g", lineterminator="\n")
        temporary.write_text("\n".join(header) + "\n" + body, encoding="utf-8")


def read_table(path: str | Path, kind: str) -> pd.DataFrame:
    """Read a table of the given kind; CorruptResult if the file is another kind or version."""
    path = Path(path)
    with path.open(encoding="utf-8") as lines:
        header = list(takewhile(lambda line: line.startswith("#"), lines))
    first = header[0].strip() if header else ""
    if first != f"# table: {kind}":
        raise CorruptResult(
            f"{path} begins with {first!r} and not with '# table: {kind}'; it is another table, or of an older version"
        )
    return pd.read_csv(path, skiprows=len(header))
