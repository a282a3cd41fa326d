"""Progress of long work in the log: percentage, rate and time left."""

import logging
import re
import time
from pathlib import Path

_SECONDS_BETWEEN_LINES = 5.0
_TIME_LEFT = re.compile(rb"progress .* ETA ([0-9]+) s$", re.MULTILINE)
_END_OF_LOG = 2000  # bytes that hold the last line of progress


def seconds_left(log: str | Path) -> float | None:
    """Seconds that the last line of progress in a log leaves; None if there is no such log or line."""
    try:
        with Path(log).open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _END_OF_LOG))
            lines = _TIME_LEFT.findall(file.read())
    except OSError:
        return None
    return float(lines[-1]) if lines else None


class Progress:
    """Counter of work done, which logs a line every few seconds and one at the end."""

    def __init__(self, logger: logging.Logger, total: float, unit: str):
        self._logger = logger
        self._total = total
        self._unit = unit
        self._done = self._skipped = 0.0
        self._start = self._last_line = time.perf_counter()

    def skip(self, amount: float) -> None:
        """Count work that an earlier process has done and that does not enter the rate."""
        self._done += amount
        self._skipped += amount

    def advance(self, amount: float) -> None:
        """Add `amount` of finished work."""
        self._done += amount
        now = time.perf_counter()
        finished = self._done >= self._total
        if not finished and now - self._last_line < _SECONDS_BETWEEN_LINES:
            return
        self._last_line = now
        elapsed = max(now - self._start, 1e-9)
        rate = (self._done - self._skipped) / elapsed
        left = max(self._total - self._done, 0.0) / rate
        self._logger.info(
            "progress %5.1f %%  %.3g of %.3g %s  %.2e %s/s  %.0f s elapsed  ETA %.0f s",
            100.0 * self._done / self._total,
            self._done,
            self._total,
            self._unit,
            rate,
            self._unit,
            elapsed,
            left,
        )
