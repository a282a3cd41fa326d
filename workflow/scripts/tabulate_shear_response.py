"""Rule tabulate_shear_response: currents of rings -> D(M, X) and its limit D^p beside Green-Kubo."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.shear_response import (
    LIMITS,
    LIMITS_COLUMNS,
    RESPONSES,
    RESPONSES_COLUMNS,
    limits_frame,
    limits_page,
    responses_frame,
)
from thermochain.study.validation.shear_run import ShearedRun
from thermochain.study.validation.sheared_rings import SHEARED

with logging_to(snakemake.log[0]) as logger:
    runs = [ShearedRun(**parameters) for parameters in snakemake.params.runs]
    responses = responses_frame([read_table(path, SHEARED) for path in snakemake.input.rings], runs)
    logger.info("\n%s", responses.to_string(index=False))
    limits = limits_frame(responses, read_table(snakemake.input.onsager, ONSAGER))
    logger.info("\n%s", limits.to_string(index=False))
    save_text(snakemake.output.page, limits_page(limits))
    write_table(snakemake.output.responses, responses, RESPONSES, RESPONSES_COLUMNS)
    write_table(snakemake.output.limits, limits, LIMITS, LIMITS_COLUMNS)
