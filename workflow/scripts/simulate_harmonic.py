"""Rule simulate_harmonic: chains with conservative noise -> tables."""

from thermochain.study.disk.tables import write_table
from thermochain.study.harmonic.simulations import COLUMNS, KINDS, simulated_tables
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in simulated_tables(snakemake.params.section, snakemake.params.seed).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
