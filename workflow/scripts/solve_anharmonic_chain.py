"""Rule solve_anharmonic_chain: measured conductivities -> coefficients and solutions of the macroscopic equations."""

from thermochain.oscillators.anharmonic.study import simulations
from thermochain.oscillators.anharmonic.study.tables import COLUMNS, KINDS, macroscopic_tables
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table, write_table

with logging_to(snakemake.log[0]):
    conductivity = read_table(snakemake.input.conductivity, simulations.KINDS["conductivity"])
    for name, frame in macroscopic_tables(snakemake.params.section, conductivity).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
