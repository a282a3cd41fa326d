"""Rule tabulate_phase_slips: turns of rings -> transmission and K^pp beside Green-Kubo."""

import pandas as pd

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.phase_slips.study.table import SLIPS, TURNS, slip_page, slip_row
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager = ONSAGER.read(snakemake.input.onsager)
    parameters = zip(snakemake.input.turns, snakemake.params.temperatures, snakemake.params.n_rotors, strict=True)
    table = pd.DataFrame([slip_row(TURNS.read(path), T, M, onsager) for path, T, M in parameters])
    logger.info("\n%s", table.to_string(index=False))
    save_text(snakemake.output.page, slip_page(table))
    SLIPS.write(snakemake.output.table, table)
