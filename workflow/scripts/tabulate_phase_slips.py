"""Rule tabulate_phase_slips: turns of rings -> transmission and K^pp beside Green-Kubo."""

import pandas as pd

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.phase_slips.study.run import SlipRun
from thermochain.rotors.validation.phase_slips.study.table import SLIPS, slip_page, slip_row
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import load_result

with logging_to(snakemake.log[0]) as logger:
    onsager = ONSAGER.read(snakemake.input.onsager)
    simulations = (load_result(path, SlipRun) for path in snakemake.input.turns)
    table = pd.DataFrame([slip_row(run, **arrays, onsager=onsager) for run, arrays in simulations])
    logger.info("\n%s", table.to_string(index=False))
    save_text(snakemake.output.page, slip_page(table))
    SLIPS.write(snakemake.output.table, table)
