"""Output of Snakemake while the study runs: one line of progress, errors, and at the end the pages to open.

The profiles choose this plugin with `logger: thermochain`.  On a terminal the line is a bar below everything else; in a
log file it is written again when it has changed.  Dry runs, `--verbose`, and whatever Snakemake says before the first
job look as always, and so does everything without `logger: thermochain`; all of it is in .snakemake/log.
"""

import logging
import sys
import threading
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Column
from rich.text import Text
from snakemake.common import NOTHING_TO_BE_DONE_MSG
from snakemake.logging import ColorizingTextHandler
from snakemake_interface_logger_plugins.base import LogHandlerBase
from snakemake_interface_logger_plugins.common import LogEvent

from thermochain.overview.core_time import CoreTime
from thermochain.overview.results_pages import pages_to_open

_TICK = 1.0  # seconds between two looks at the progress
_LARGEST_STEP, _LONGEST_PAUSE = 0.05, 60.0  # share and seconds after which a log file gets a new line
# what the line of progress stands for
_REPLACED = {
    LogEvent.WORKFLOW_STARTED,
    LogEvent.RUN_INFO,
    LogEvent.JOB_INFO,
    LogEvent.JOB_STARTED,
    LogEvent.JOB_FINISHED,
    LogEvent.GROUP_INFO,
    LogEvent.SHELLCMD,
    LogEvent.RESOURCES_INFO,
    LogEvent.PROGRESS,
}


class LogHandler(LogHandlerBase):
    """Handler of the records of Snakemake.

    A record with the attribute `planned_jobs`, number -> rule and expected core seconds, begins the progress; the rule
    file progress.smk sends it, with `said_at_the_end_of`, number -> line that is shown when that job has ended.
    """

    writes_to_stream = True
    writes_to_file = False
    has_filter = False
    has_formatter = False
    needs_rulegraph = False

    def __post_init__(self) -> None:
        stream = sys.stdout if self.common_settings.stdout else sys.stderr
        self._console = Console(file=stream)
        self._on_terminal = self._console.is_terminal
        self._usual = ColorizingTextHandler(self.common_settings.nocolor, stream)
        self._as_always = self.common_settings.dryrun or self.common_settings.verbose
        self._core_time = CoreTime()
        self._said_at_the_end_of: dict[int, str] = {}
        self._bar = Progress(
            TextColumn("{task.description}", table_column=Column(ratio=1, no_wrap=True), markup=False),
            BarColumn(20),
            TextColumn("{task.fields[line]}", table_column=Column(no_wrap=True), markup=False),
            console=self._console,
            expand=True,
            auto_refresh=False,
            transient=True,
            disable=not self._on_terminal,
        )
        self._over = threading.Event()
        self._written = (0.0, time.monotonic(), "")  # share in the last line of a log file, its time and its text

    def emit(self, record: logging.LogRecord) -> None:
        """Count the jobs that begin and end, and show what is not replaced by the progress."""
        try:
            self._count(record)
            if self._as_always:
                self._usual.setFormatter(self.formatter)
                self._usual.emit(record)
            elif self._is_shown(record) and (text := self.format(record)):
                self._say(self._usual.decorate(record, text))
            if record.getMessage() == NOTHING_TO_BE_DONE_MSG:
                self._end()
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        """Take the bar away."""
        self._stop()
        super().close()

    def _count(self, record: logging.LogRecord) -> None:
        event = getattr(record, "event", None)
        if planned := getattr(record, "planned_jobs", None):
            self._core_time.plan(planned)
            self._said_at_the_end_of = getattr(record, "said_at_the_end_of", {})
            self._bar.start()
            self._task = self._bar.add_task("", total=1.0, line="")
            threading.Thread(target=self._look_again, daemon=True).start()
        elif not self._core_time:
            return
        elif event == LogEvent.JOB_INFO:
            self._core_time.start(record.jobid, record.rule_name, record.log)
            self._bar.update(self._task, description=record.rule_msg or record.rule_name)
        elif event == LogEvent.JOB_FINISHED:
            self._core_time.finish(record.job_id)
            if line := self._said_at_the_end_of.get(record.job_id):
                self._say(line)
        elif event == LogEvent.PROGRESS and record.done == record.total:
            self._end()

    def _is_shown(self, record: logging.LogRecord) -> bool:
        if record.levelno > logging.INFO:
            return True
        return getattr(record, "event", None) not in _REPLACED and not self._core_time

    def _look_again(self) -> None:
        while not self._over.wait(_TICK):
            with self.lock:
                self._show()

    def _show(self) -> None:
        share, _ = self._core_time.left()
        if self._on_terminal:
            self._bar.update(self._task, completed=share, line=self._core_time.line(), refresh=True)
            return
        before, then, _ = self._written
        waited = time.monotonic() - then
        if waited >= _LONGEST_PAUSE or (share - before >= _LARGEST_STEP and self._core_time.n_done):
            self._write_line(share)

    def _write_line(self, share: float) -> None:
        line = self._core_time.line()
        self._say(f"{time.strftime('%H:%M:%S')} {line}")
        self._written = (share, time.monotonic(), line)

    def _end(self) -> None:
        self._stop()
        if self._core_time and not self._on_terminal and self._written[2] != self._core_time.line():
            self._write_line(1.0)
        if pages := pages_to_open():
            self._say(pages)

    def _stop(self) -> None:
        if not self._over.is_set():
            self._over.set()
            if self._on_terminal:  # elsewhere it would write an empty line
                self._bar.stop()

    def _say(self, text: str) -> None:
        self._console.print(Text.from_ansi(text), soft_wrap=True)
