"""Rule simulate_anharmonic_chains: driven and released chains -> tables."""

from thermochain.oscillators.anharmonic.study.simulations import COLUMNS, KINDS, chain_tables
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    for name, frame in chain_tables(snakemake.params.section, snakemake.params.seed).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
