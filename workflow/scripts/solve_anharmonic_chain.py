"""Rule solve_anharmonic_chain: measured conductivities -> coefficients and solutions of the macroscopic equations."""

from thermochain.study.anharmonic import simulations
from thermochain.study.anharmonic.tables import COLUMNS, KINDS, macroscopic_tables
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    conductivity = read_table(snakemake.input.conductivity, simulations.KINDS["conductivity"])
    for name, frame in macroscopic_tables(snakemake.params.section, conductivity).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
