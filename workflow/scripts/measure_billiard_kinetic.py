"""Rule measure_billiard_kinetic: one disk a cell with holes of several sizes, and rings of jumps -> their tables."""

from thermochain.exchange.billiard.study import kinetic_tables as tables
from thermochain.exchange.billiard.study.run import CollisionsRun
from thermochain.exchange.disk_collisions import STATIC
from thermochain.exchange.ring_conductivity import ring_conductivity
from thermochain.exchange.study.ring_run import DiskRingsRun
from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import load_result

with logging_to(snakemake.log[0]) as logger:
    kinetic, levels = tables.kinetic_frames([load_result(path, CollisionsRun) for path in snakemake.input.holes])
    logger.info("\n%s", kinetic.to_string(index=False))
    tables.KINETIC.write(snakemake.output.kinetic, kinetic)
    tables.LEVELS.write(snakemake.output.kinetic_levels, levels)
    [rings] = [load_result(path, DiskRingsRun) for path in snakemake.input.rings]
    conductivity = ring_conductivity(STATIC, rings[1]["correlations"], rings[0].spacing)
    tables.CONDUCTIVITY.write(snakemake.output.conductivity, tables.conductivity_frame(conductivity))
