"""Rule simulate_boosted_rings: one tuple of parameters and a mean momentum -> running integrals of the currents."""

from thermochain.rotors.green_kubo.study.onsager_table import RUNNING, running_frame
from thermochain.rotors.validation.onsager_structure.study.simulation import simulate_boosted
from thermochain.rotors.validation.runs import BoostedRun
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    run = BoostedRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    write_table(snakemake.output[0], running_frame(simulate_boosted(run)), RUNNING)
