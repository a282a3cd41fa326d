"""Rule simulate_modes: one tuple of parameters -> correlations of the long-wavelength modes."""

from thermochain.rotors.validation.runs import StructureFactorRun
from thermochain.rotors.validation.structure_factors.study.simulation import MODES, modes_frame, simulate_modes
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    run = StructureFactorRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("following the modes of %s", run.path)
    write_table(snakemake.output[0], modes_frame(simulate_modes(run)), MODES)
