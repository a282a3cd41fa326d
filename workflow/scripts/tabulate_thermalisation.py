"""Rule tabulate_thermalisation: records of all runs -> table and page."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.protocol_record import load_record
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.protocol_table import (
    THERMALISATION,
    THERMALISATION_COLUMNS,
    thermalisation_frame,
    thermalisation_page,
)

with logging_to(snakemake.log[0]) as logger:
    table = thermalisation_frame(map(load_record, snakemake.input.records))
    logger.info("\n%s", table.to_string(index=False))
    write_table(snakemake.output.table, table, THERMALISATION, THERMALISATION_COLUMNS)
    save_text(snakemake.output.page, thermalisation_page(table))
