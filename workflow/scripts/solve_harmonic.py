"""Rule solve_harmonic: exact moments of harmonic chains -> tables."""

from thermochain.study.disk.tables import write_table
from thermochain.study.harmonic.tables import COLUMNS, KINDS, exact_tables
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in exact_tables(snakemake.params.section).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
