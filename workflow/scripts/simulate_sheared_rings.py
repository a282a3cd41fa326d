"""Rule simulate_sheared_rings: one tuple of parameters -> the current that each ring carries."""

from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.shear_run import ShearedRun
from thermochain.study.validation.sheared_rings import SHEARED, SHEARED_COLUMNS, simulate_sheared

with logging_to(snakemake.log[0]) as logger:
    run = ShearedRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("driving a flow in %s", run.path)
    write_table(snakemake.output[0], simulate_sheared(run), SHEARED, SHEARED_COLUMNS)
