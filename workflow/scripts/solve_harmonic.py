"""Rules solve_harmonic_*: parameters -> tables of the exact moments of harmonic chains."""

from thermochain.oscillators.harmonic.study.exact_tables import TABLES, solve
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in solve(snakemake.params.what, snakemake.params.section).items():
        TABLES[name].write(snakemake.output[name], frame)
