"""Rule report_precision: Onsager table and plan -> the precision reached, and the blocks still missing."""

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.green_kubo.study.precision import BLOCK_PLAN, PRECISION, precision_frame
from thermochain.rotors.green_kubo.study.precision_message import precision_message, precision_page
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager, plan = ONSAGER.read(snakemake.input.onsager), BLOCK_PLAN.read(snakemake.input.plan)
    reached = precision_frame(onsager, plan, snakemake.params.precision, snakemake.params.n_pilot)
    message = precision_message(reached, snakemake.params.n_pilot)
    logger.info("%s", message)
    print(message)
    save_text(snakemake.output.page, precision_page(reached))
    PRECISION.write(snakemake.output.table, reached)
