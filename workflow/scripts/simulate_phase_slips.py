"""Rule simulate_phase_slips: one tuple of parameters -> turns of rings that start at the top of the barrier."""

from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.phase_slips import TURNS, TURNS_COLUMNS, simulate_turns
from thermochain.study.validation.runs import SlipRun

with logging_to(snakemake.log[0]) as logger:
    run = SlipRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("following phase slips of %s", run.path)
    write_table(snakemake.output[0], simulate_turns(run), TURNS, TURNS_COLUMNS)
