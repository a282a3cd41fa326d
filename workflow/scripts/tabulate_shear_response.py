"""Rule tabulate_shear_response: currents of rings -> D(M, X) and its limit D^p beside Green-Kubo."""

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.shear_response.study.table import (
    LIMITS,
    RESPONSES,
    limits_frame,
    limits_page,
    responses_frame,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import load_result

with logging_to(snakemake.log[0]) as logger:
    responses = responses_frame(load_result(path, ShearedRun) for path in snakemake.input.rings)
    logger.info("\n%s", responses.to_string(index=False))
    limits = limits_frame(responses, ONSAGER.read(snakemake.input.onsager))
    logger.info("\n%s", limits.to_string(index=False))
    save_text(snakemake.output.page, limits_page(limits))
    RESPONSES.write(snakemake.output.responses, responses)
    LIMITS.write(snakemake.output.limits, limits)
