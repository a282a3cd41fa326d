"""Rule report_precision: Onsager table and plan -> what was reached, and what it would take where it was not."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.equilibrium.precision import BLOCK_PLAN, PRECISION, PRECISION_COLUMNS, precision_frame
from thermochain.study.equilibrium.precision_message import precision_message, precision_page
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager, plan = read_table(snakemake.input.onsager, ONSAGER), read_table(snakemake.input.plan, BLOCK_PLAN)
    reached = precision_frame(onsager, plan, snakemake.params.precision, snakemake.params.n_pilot)
    message = precision_message(reached, snakemake.params.n_pilot)
    logger.info("%s", message)
    print(message)
    save_text(snakemake.output.page, precision_page(reached))
    write_table(snakemake.output.table, reached, PRECISION, PRECISION_COLUMNS)
