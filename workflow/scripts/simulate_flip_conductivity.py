"""Rule simulate_flip_conductivity: rings with velocity flips -> tables of their heat conductivity."""

from thermochain.study.anharmonic.simulations import COLUMNS, KINDS, conductivity_tables
from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in conductivity_tables(snakemake.params.section, snakemake.params.seed).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
