"""Atomic writing of files, which are either complete or absent.

A file that is being written has a name such as .figure_02.k3x9_0ab.unfinished.png, and its writer holds a lock on it.
The lock ends with the process, also if that is killed, so what a killed process has left is told from what a living one
is writing.
"""

import contextlib
import errno
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNFINISHED = ".unfinished"
_UNFINISHED_NAME = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(_UNFINISHED)}(\.\w+)?")


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`, which is renamed to `path` on success and deleted otherwise.

    The temporary name keeps the suffix, from which writers choose the format.
    Raises OSError, naming the file, the space that is left and the remedy, if the disk or a quota is full.
    """
    path = Path(path)
    with _naming_a_full_disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = _unfinished_file(path)
        try:
            yield temporary
            with temporary.open("rb") as written:
                os.fsync(written.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
            os.close(handle)


def _unfinished_file(path: Path) -> tuple[int, Path]:
    """An open and locked temporary file beside `path`: its descriptor and its path."""
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=f"{_UNFINISHED}{path.suffix}")
        with contextlib.suppress(OSError):  # a file system without locks, where `remove_unfinished` removes nothing
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:  # `remove_unfinished` has not come between
            return handle, Path(name)
        os.close(handle)


def remove_unfinished(folder: str | Path) -> list[Path]:
    """Delete the temporary files below `folder` that killed processes have left; return their paths."""
    return [path for path in files_below(folder) if _UNFINISHED_NAME.fullmatch(path.name) and _remove_if_left(path)]


def _remove_if_left(path: Path) -> bool:
    """Whether nobody was writing the temporary file, which is then deleted."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except OSError:
        return False
    return True


def files_below(folder: str | Path) -> list[Path]:
    """Sorted paths of all files below `folder`, links to nothing included; links to folders are followed."""
    found = []
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if not _leads_back(Path(place, name))]
        found += [Path(place, name) for name in names]
    # unlike Path.is_file, this raises no error in a folder without permission
    return sorted(path for path in found if path.is_symlink() or os.path.isfile(path))  # noqa: PTH113


def _leads_back(path: Path) -> bool:
    """Whether `path` is a link to a folder that it lies in."""
    return path.is_symlink() and os.path.realpath(path) in map(os.path.realpath, path.parents)


@contextmanager
def _naming_a_full_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        there = next(folder for folder in path.parents if folder.exists())
        free = shutil.disk_usage(there).free / 2**20
        fault = f"{path} cannot be written, {free:.3g} MiB are free on its disk"
        remedy = "make room, or raise the quota, and run again; finished results are kept"
        raise OSError(error.errno, f"{fault}; {remedy}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def save_text(path: str | Path, text: str) -> None:
    """Write a text file atomically."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
