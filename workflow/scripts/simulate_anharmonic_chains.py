"""Rule simulate_anharmonic_chains: driven and released chains -> tables."""

from thermochain.study.anharmonic.simulations import COLUMNS, KINDS, chain_tables
from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in chain_tables(snakemake.params.section, snakemake.params.seed).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
