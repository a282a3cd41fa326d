"""Rule tabulate_published_protocol: records of all runs -> table and page."""

from thermochain.rotors.published_protocol.study.record import load_record
from thermochain.rotors.published_protocol.study.table import (
    THERMALISATION,
    thermalisation_frame,
    thermalisation_page,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    table = thermalisation_frame(map(load_record, snakemake.input.records))
    logger.info("\n%s", table.to_string(index=False))
    THERMALISATION.write(snakemake.output.table, table)
    save_text(snakemake.output.page, thermalisation_page(table))
