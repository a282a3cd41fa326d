"""Rule compare_onsager_structure: running integrals of rings at rest and of turning rings -> test of (2.24)."""

import pandas as pd

from thermochain.rotors.green_kubo.study.correlation_files import load_run
from thermochain.rotors.green_kubo.study.onsager_table import RUNNING, running_frame
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun
from thermochain.rotors.validation.onsager_structure.study.table import STRUCTURE, compare_structure, structure_page
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    rows = []
    for at_rest, turning in zip(snakemake.input.at_rest, snakemake.input.turning, strict=True):
        run, correlations = load_run(turning, BoostedRun)
        integrals = RUNNING.read(at_rest), running_frame(correlations)
        rows.append(compare_structure(*integrals, run.temperature, run.mean_momentum))
    structure = pd.concat(rows, ignore_index=True)
    logger.info("\n%s", structure.to_string(index=False))
    save_text(snakemake.output.page, structure_page(structure))
    STRUCTURE.write(snakemake.output.table, structure)
