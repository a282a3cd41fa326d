"""What jobs take: the earlier ones by Snakemake's records, the next ones by expectation."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean

from thermochain.overview.subjects import run_of_job
from thermochain.runs.batch_job import working_hours

_QUICKEST = 0.3  # seconds; a job that took less was touched and did not run
_START_UP = 2.0  # seconds in which a job imports what it needs
_REST = 7.0  # seconds of a job that does not simulate and has never run here
_FASTER = 5.0  # speed of a recent core over that of the slow one for which batch jobs ask


def mean_seconds(records: str | Path = ".snakemake/metadata") -> dict[str, float]:
    """Rule -> mean seconds of its last jobs; a record that cannot be read is passed over."""
    seconds = defaultdict(list)
    for path in Path(records).rglob("*"):
        try:
            record = json.loads(path.read_bytes())
            rule, taken = record["rule"], (record["endtime"] or 0.0) - (record["starttime"] or 0.0)
        except (OSError, ValueError, LookupError, TypeError):  # a folder, or a record that a killed run left
            continue
        if rule and taken > _QUICKEST:
            seconds[rule].append(taken)
    return {rule: fmean(values) for rule, values in seconds.items()}


def expected_seconds(rule: str, wildcards: Mapping[str, str], earlier: Mapping[str, float]) -> float:
    """Core seconds that a job is expected to take, within the factor that `CoreTime` finds.

    A simulation takes what its parameters say, another job what the earlier ones of its rule took (`mean_seconds`).
    """
    if run := run_of_job(rule, wildcards):
        return _START_UP + 3600.0 * working_hours(run) / _FASTER
    return earlier.get(rule, _REST)
