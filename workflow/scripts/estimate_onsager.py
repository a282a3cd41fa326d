"""Rule estimate_onsager: correlations of all temperatures -> Onsager table and running integrals."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.onsager_table import (
    ONSAGER,
    ONSAGER_COLUMNS,
    RUNNING,
    RUNNING_COLUMNS,
    load_merged,
    onsager_frame,
    onsager_page,
    running_frame,
)
from thermochain.study.equilibrium.self_consistent import estimate_together
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    correlations = [load_merged(paths) for paths in snakemake.params.blocks.values()]
    for path, correlation in zip(snakemake.output.running, correlations, strict=True):
        write_table(path, running_frame(correlation), RUNNING, RUNNING_COLUMNS)
    estimates = estimate_together(correlations)
    for estimate in estimates:
        logger.info("%s", estimate)
    onsager = onsager_frame(estimates)
    write_table(snakemake.output.onsager, onsager, ONSAGER, ONSAGER_COLUMNS)
    save_text(snakemake.output.page, onsager_page(onsager))
