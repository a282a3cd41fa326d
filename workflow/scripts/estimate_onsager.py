"""Rule estimate_onsager: correlations of all temperatures -> Onsager table and running integrals."""

from thermochain.study.files import save_text
from thermochain.study.job_log import logging_to
from thermochain.study.onsager_table import (
    ONSAGER,
    ONSAGER_COLUMNS,
    RUNNING,
    RUNNING_COLUMNS,
    estimate_blocks,
    onsager_frame,
    onsager_page,
)
from thermochain.study.tables import write_table

with logging_to(snakemake.log[0]) as logger:
    estimates = []
    for paths, running_path in zip(snakemake.params.blocks.values(), snakemake.output.running, strict=True):
        estimate, running = estimate_blocks(paths)
        logger.info("%s", estimate)
        write_table(running_path, running, RUNNING, RUNNING_COLUMNS)
        estimates.append(estimate)
    onsager = onsager_frame(estimates)
    write_table(snakemake.output.onsager, onsager, ONSAGER, ONSAGER_COLUMNS)
    save_text(snakemake.output.page, onsager_page(onsager))
