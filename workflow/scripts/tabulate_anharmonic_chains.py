"""Rule tabulate_anharmonic_chains: simulations of driven and released chains -> profiles, currents, means."""

from thermochain.oscillators.anharmonic.study.simulated_tables import TABLES, driven_frames, released_frames
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    frames = driven_frames(snakemake.input.driven) | released_frames(snakemake.input.released)
    for name, frame in frames.items():
        TABLES[name].write(snakemake.output[name], frame)
