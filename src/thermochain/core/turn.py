"""Turns of processes that would do the same work at the same time."""

import contextlib
import fcntl
import time
from pathlib import Path
from typing import BinaryIO

_PAUSE = 0.02  # seconds between two looks whether another turn has ended


class Turn:
    """The turn of this process, which begins when that of another one with the same file has ended.

    Parameters
    ----------
    path
        A file that exists during the turn; one place for each piece of work.
    longest_wait
        Seconds after which the turn begins although that of the other has not ended.

    A turn ends with its object or its process at the latest.  Where files cannot be locked, all processes have their
    turn at once.
    """

    def __init__(self, path: Path, longest_wait: float):
        self._path = path
        self._file: BinaryIO | None = None
        last = time.monotonic() + longest_wait
        with contextlib.suppress(OSError):
            self._file = path.open("wb")
            while time.monotonic() < last:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return
                time.sleep(_PAUSE)

    def end(self) -> None:
        """Let the next process have its turn."""
        if self._file is not None and not self._file.closed:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._file.close()

    def __del__(self) -> None:
        self.end()
