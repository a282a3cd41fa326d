"""Rule compare_onsager_structure: running integrals of rings at rest and turning -> test of (2.24)."""

import pandas as pd

from thermochain.rotors.green_kubo.study.onsager_table import RUNNING
from thermochain.rotors.validation.onsager_structure.study.table import (
    STRUCTURE,
    compare_structure,
    structure_page,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    rows = []
    paths = (snakemake.params.temperatures, snakemake.input.at_rest, snakemake.input.boosted)
    for temperature, at_rest, boosted in zip(*paths, strict=True):
        tables = RUNNING.read(at_rest), RUNNING.read(boosted)
        rows.append(compare_structure(*tables, temperature, snakemake.params.mean_momentum))
    structure = pd.concat(rows, ignore_index=True)
    logger.info("\n%s", structure.to_string(index=False))
    save_text(snakemake.output.page, structure_page(structure))
    STRUCTURE.write(snakemake.output.table, structure)
