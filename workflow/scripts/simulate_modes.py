"""Rule simulate_modes: one tuple of parameters -> correlations of the long-wavelength modes."""

from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.runs import StructureFactorRun
from thermochain.study.validation.structure_factors import MODES, MODES_COLUMNS, modes_frame, simulate_modes

with logging_to(snakemake.log[0]) as logger:
    run = StructureFactorRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("following the modes of %s", run.path)
    write_table(snakemake.output[0], modes_frame(simulate_modes(run)), MODES, MODES_COLUMNS)
