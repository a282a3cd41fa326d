"""Tables as CSV files with documented columns: comment lines, then plain tidy CSV.

The first line names the table, the version of its columns and the hash of what follows, the next ones explain each
column; pandas reads the rest with ``comment="#"``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import takewhile
from pathlib import Path

import pandas as pd

from thermochain.runs.files import save_text
from thermochain.runs.storage import CorruptResult


@dataclass(frozen=True, init=False)
class Table:
    """Kind of table: `kind`, its name and version such as "onsager/2", and the meaning of each of its `columns`.

    It is made of the kind and of the columns as keywords, in the order of the file.
    """

    kind: str
    columns: Mapping[str, str]

    def __init__(self, kind: str, /, **columns: str) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "columns", columns)

    def frame(self, rows: Sequence) -> pd.DataFrame:
        """The rows, each with its values in the order of the columns or by their names, as a table of this kind."""
        return pd.DataFrame(rows, columns=list(self.columns))

    def write(self, path: str | Path, frame: pd.DataFrame) -> None:
        """Write the columns of `frame` that this kind has, in their order, atomically."""
        body = frame[list(self.columns)].to_csv(index=False, float_format="%.10g", lineterminator="\n")
        header = [_first_line(self.kind, body)] + [f"# {name}: {meaning}" for name, meaning in self.columns.items()]
        save_text(path, "\n".join(header) + "\n" + body)

    def read(self, path: str | Path) -> pd.DataFrame:
        """Content of a table file of this kind.

        Raises CorruptResult if the file is of another kind, truncated or altered.
        """
        return _checked(path, self.kind, *_parts(path))


def read_any_table(path: str | Path) -> tuple[Table, pd.DataFrame]:
    """Kind and content of a table of any kind; raises CorruptResult if the file is no table, truncated or altered."""
    header, body = _parts(path)
    words = header[0].split() if header else []
    if len(words) != 5 or words[:2] != ["#", "table:"]:
        raise CorruptResult(f"{path} does not begin as a table does; delete it and run again to recompute it")
    frame = _checked(path, words[2], header, body)
    meanings = (line.rstrip("\r\n").removeprefix("# ").split(": ", 1) for line in header[1:])
    return Table(words[2], **dict(meanings)), frame


def _parts(path: str | Path) -> tuple[list[str], str]:
    """The comment lines of a table, and the text that follows them."""
    # damaged bytes that are not text any more are detected by the hash
    lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    header = list(takewhile(lambda line: line.startswith("#"), lines))
    return header, "".join(lines[len(header) :])


def _checked(path: str | Path, kind: str, header: list[str], body: str) -> pd.DataFrame:
    first = header[0].strip() if header else ""
    if not first.startswith(f"# table: {kind} "):
        raise CorruptResult(
            f"{path} begins with {first!r} and not with '# table: {kind}'; it is another table or has an older version"
        )
    if first != _first_line(kind, body):
        raise CorruptResult(f"{path} is truncated or altered; delete it and run again to recompute it")
    return pd.read_csv(StringIO(body))


def _first_line(kind: str, body: str) -> str:
    return f"# table: {kind} sha256: {hashlib.sha256(body.encode()).hexdigest()}"
