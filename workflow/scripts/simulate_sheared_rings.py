"""Rule simulate_sheared_rings: one tuple of parameters -> the current that each ring carries."""

from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.shear_response.study.simulation import SHEARED, simulate_sheared
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = ShearedRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("driving a flow in %s", run.path)
    SHEARED.write(snakemake.output[0], simulate_sheared(run))
