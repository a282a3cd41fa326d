"""Rule simulate_boosted_rings: one tuple of parameters and a mean momentum -> running integrals of the currents."""

from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.onsager_table import RUNNING, RUNNING_COLUMNS, running_frame
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.boosted_rings import simulate_boosted
from thermochain.study.validation.runs import BoostedRun

with logging_to(snakemake.log[0]) as logger:
    run = BoostedRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    write_table(snakemake.output[0], running_frame(simulate_boosted(run)), RUNNING, RUNNING_COLUMNS)
