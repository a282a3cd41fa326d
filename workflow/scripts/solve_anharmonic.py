"""Rule solve_anharmonic: measured conductivities -> coefficients and solutions of the macroscopic equations."""

from thermochain.oscillators.anharmonic.study import simulated_tables
from thermochain.oscillators.anharmonic.study.macroscopic_tables import TABLES, macroscopic_tables
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    conductivity = simulated_tables.TABLES["conductivity"].read(snakemake.input.conductivity)
    for name, frame in macroscopic_tables(snakemake.params.section, conductivity).items():
        TABLES[name].write(snakemake.output[name], frame)
