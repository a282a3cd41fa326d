"""Rule solve_anharmonic_chain: measured conductivities -> coefficients and solutions of the macroscopic equations."""

from thermochain.study import anharmonic_simulations
from thermochain.study.anharmonic_tables import COLUMNS, KINDS, macroscopic_tables
from thermochain.study.job_log import logging_to
from thermochain.study.tables import read_table, write_table

with logging_to(snakemake.log[0]):
    conductivity = read_table(snakemake.input.conductivity, anharmonic_simulations.KINDS["conductivity"])
    for name, frame in macroscopic_tables(snakemake.params.section, conductivity).items():
        write_table(snakemake.output[name], frame, KINDS[name], COLUMNS[name])
