"""Rule compare_onsager_structure: running integrals of rings at rest and turning -> test of (2.24)."""

import pandas as pd

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.onsager_table import RUNNING
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.onsager_structure import (
    STRUCTURE,
    STRUCTURE_COLUMNS,
    compare_structure,
    structure_page,
)

with logging_to(snakemake.log[0]) as logger:
    rows = []
    paths = (snakemake.params.temperatures, snakemake.input.at_rest, snakemake.input.boosted)
    for temperature, at_rest, boosted in zip(*paths, strict=True):
        tables = read_table(at_rest, RUNNING), read_table(boosted, RUNNING)
        rows.append(compare_structure(*tables, temperature, snakemake.params.mean_momentum))
    structure = pd.concat(rows, ignore_index=True)
    logger.info("\n%s", structure.to_string(index=False))
    save_text(snakemake.output.page, structure_page(structure))
    write_table(snakemake.output.table, structure, STRUCTURE, STRUCTURE_COLUMNS)
