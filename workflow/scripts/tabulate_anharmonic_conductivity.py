"""Rule tabulate_anharmonic_conductivity: simulations of rings with velocity flips -> their heat conductivities."""

from thermochain.oscillators.anharmonic.study.simulated_tables import TABLES, conductivity_frames
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in conductivity_frames(snakemake.input.runs).items():
        TABLES[name].write(snakemake.output[name], frame)
