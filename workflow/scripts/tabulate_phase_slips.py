"""Rule tabulate_phase_slips: turns of rings -> transmission and K^pp beside Green-Kubo."""

import pandas as pd

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.phase_slips import SLIPS, SLIPS_COLUMNS, TURNS, slip_page, slip_row

with logging_to(snakemake.log[0]) as logger:
    onsager = read_table(snakemake.input.onsager, ONSAGER)
    parameters = zip(snakemake.input.turns, snakemake.params.temperatures, snakemake.params.n_rotors, strict=True)
    table = pd.DataFrame([slip_row(read_table(path, TURNS), T, M, onsager) for path, T, M in parameters])
    logger.info("\n%s", table.to_string(index=False))
    save_text(snakemake.output.page, slip_page(table))
    write_table(snakemake.output.table, table, SLIPS, SLIPS_COLUMNS)
