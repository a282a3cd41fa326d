"""Rule tabulate_published_protocol: records of all runs -> both tables and their pages."""

from thermochain.rotors.published_protocol.study.record import load_record
from thermochain.rotors.published_protocol.study.table import (
    THERMALISATION,
    thermalisation_frame,
    thermalisation_page,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    for name in ("thermalisation", "langevin_times"):
        table = thermalisation_frame(map(load_record, snakemake.input[name]))
        logger.info("%s\n%s", name, table.to_string(index=False))
        THERMALISATION.write(snakemake.output[name], table)
        save_text(snakemake.output[f"{name}_page"], thermalisation_page(table))
