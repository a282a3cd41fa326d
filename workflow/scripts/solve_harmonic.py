"""Rule solve_harmonic: exact moments of harmonic chains -> tables."""

from thermochain.oscillators.harmonic.study.tables import COLUMNS, KINDS, exact_tables
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    for name, frame in exact_tables(snakemake.params.section).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
