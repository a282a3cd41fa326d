"""What a run of the study shows: progress in one line, or as a bar on terminals, errors, and the pages at the end."""

import io
import logging
from types import SimpleNamespace

import pytest
from snakemake.common import NOTHING_TO_BE_DONE_MSG
from snakemake_interface_logger_plugins.common import LogEvent

import snakemake_logger_plugin_thermochain as plugin

LOOK = "a look at the progress, as there is one each second"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """A function of records, and what they make the handler write; each record is (event, message, further fields)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")

    def of(records, stream=None, **settings):
        stream = stream or io.StringIO()
        monkeypatch.setattr(plugin.sys, "stderr", stream)
        usual = {"stdout": False, "nocolor": True, "dryrun": False, "verbose": False}
        handler = plugin.LogHandler(SimpleNamespace(**(usual | settings)), None)
        handler.setFormatter(logging.Formatter("%(message)s"))
        for event, message, *fields in records:
            if event == LOOK:
                with handler.lock:
                    handler._show()
                continue
            level = logging.ERROR if event == LogEvent.JOB_ERROR else logging.INFO
            record = logging.makeLogRecord({"msg": message, "levelno": level, "levelname": logging.getLevelName(level)})
            vars(record).update({"event": event, **dict(*fields)})
            handler.handle(record)
        handler.close()
        return stream.getvalue()

    of.folder = tmp_path
    return of


def job(number, rule="simulate_driven"):
    return (LogEvent.JOB_INFO, f"Rule: {rule}", {"jobid": number, "rule_name": rule, "rule_msg": rule, "log": []})


PLAN = (None, "", {"planned_jobs": {1: ("simulate_driven", 10.0), 2: ("draw_driven", 10.0)}})
BEFORE = [(None, "Building DAG of jobs..."), (LogEvent.RUN_INFO, "Job stats:"), PLAN]
DURING = [job(1), (LogEvent.JOB_FINISHED, "Finished jobid: 1", {"job_id": 1})]
DURING += [(LogEvent.PROGRESS, "", {"done": 1, "total": 3}), job(2, "draw_driven"), (LOOK, "")]
AFTER = [(LogEvent.JOB_FINISHED, "Finished jobid: 2", {"job_id": 2}), (LogEvent.PROGRESS, "", {"done": 3, "total": 3})]
AFTER += [(None, "Complete log: .snakemake/log/x.log"), (None, "Executed 3 jobs, total runtime: 0:00:01")]


def test_a_log_file_has_a_line_of_progress_and_nothing_about_single_jobs_and_the_pages_come_last(shown):
    (shown.folder / "results").mkdir()
    (shown.folder / "results/story.html").touch()
    first, *progress, last, pages = shown(BEFORE + DURING + AFTER).splitlines()
    assert first == "Building DAG of jobs..."
    assert progress
    assert all(" % of the core time, 1 of 2 jobs" in line for line in progress)
    assert last.endswith("100 % of the core time, 2 of 2 jobs")
    assert pages == "Open in a browser: results/story.html"


def test_what_is_worth_looking_at_is_said_when_its_job_has_ended(shown):
    said = {"planned_jobs": PLAN[2]["planned_jobs"], "said_at_the_end_of": {1: "figures are there"}}
    lines = shown([BEFORE[0], (None, "", said), *DURING]).splitlines()
    assert lines[1] == "figures are there"
    assert "figures are there" not in shown(BEFORE + DURING)
    assert "figures are there" not in shown([BEFORE[0], (None, "", said), job(1)])


def test_the_last_line_counts_a_job_that_took_longer_than_expected(shown):
    """Such a job does not add to the share any more, which is 1 before it ends."""
    plan = (None, "", {"planned_jobs": {1: ("simulate_driven", 10.0), 2: ("draw_driven", 1e-9)}})
    *_, before, last = shown([BEFORE[0], plan, *DURING, *AFTER]).splitlines()
    assert before.endswith("100 % of the core time, 1 of 2 jobs, 0 s left")
    assert last.endswith("100 % of the core time, 2 of 2 jobs")


def test_a_terminal_has_a_bar_below_everything_else_and_no_lines_in_the_end(shown):
    text = shown(BEFORE + DURING + AFTER, Terminal())
    assert "━" in text
    assert "1 of 2 jobs" in text
    assert "draw_driven" in text
    assert text.index("Building DAG of jobs...") < text.index("━")
    assert not any(line[2:3] == ":" for line in text.splitlines())  # no line that begins with the time of day


def test_errors_are_shown_while_jobs_run_and_then_no_pages(shown):
    (shown.folder / "results").mkdir()
    (shown.folder / "results/story.html").touch()
    text = shown([*BEFORE, *DURING, (LogEvent.JOB_ERROR, "Error in rule draw_driven")])
    assert text.splitlines()[-1] == "Error in rule draw_driven"


def test_long_lines_of_errors_can_be_copied_from_a_terminal(shown):
    path = "results/" + "long/" * 60
    assert path in shown([*BEFORE, *DURING, (LogEvent.JOB_ERROR, path)], Terminal())


@pytest.mark.parametrize("setting", ["dryrun", "verbose"])
def test_dry_runs_and_verbose_runs_look_as_always(shown, setting):
    lines = shown(BEFORE + DURING, **{setting: True}).splitlines()
    assert [line for line in lines if line and "%" not in line] == [
        *("Building DAG of jobs...", "Job stats:", "Rule: simulate_driven", "Finished jobid: 1", "Rule: draw_driven")
    ]


def test_a_study_that_is_complete_names_its_pages_too(shown):
    (shown.folder / "results").mkdir()
    for name in ("story", "explorer", "report"):
        (shown.folder / f"results/{name}.html").touch()
    assert shown([(None, NOTHING_TO_BE_DONE_MSG)]).splitlines()[-1] == (
        "Open in a browser: results/story.html, results/explorer.html, results/report.html"
    )


def test_without_a_plan_as_in_a_workflow_that_imports_this_one_jobs_are_not_counted(shown):
    assert shown([job(1), (None, "Provided cores: 2"), *AFTER]).splitlines()[0] == "Provided cores: 2"
