"""Rule solve_harmonic: exact moments of harmonic chains -> tables."""

from thermochain.study.harmonic_tables import COLUMNS, KINDS, exact_tables
from thermochain.study.job_log import logging_to
from thermochain.study.tables import write_table

with logging_to(snakemake.log[0]):
    for name, frame in exact_tables(snakemake.params.section).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
