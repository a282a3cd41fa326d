"""Rule simulate_harmonic: chains with conservative noise -> tables."""

from thermochain.oscillators.harmonic.study.simulations import COLUMNS, KINDS, simulated_tables
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    for name, frame in simulated_tables(snakemake.params.section, snakemake.params.seed).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
