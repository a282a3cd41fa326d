"""Rule tabulate_harmonic: simulations of chains with conservative noise -> tables."""

from thermochain.oscillators.harmonic.study.simulated_tables import (
    BENDING,
    CHAINS,
    FORCED_CHAINS,
    ROTOR_FLIPS,
    bending_frame,
    chains_frame,
    forced_chains_frame,
    rotor_flips_frame,
)
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    CHAINS.write(snakemake.output.chains, chains_frame(snakemake.input.constant, snakemake.input.periodic))
    FORCED_CHAINS.write(snakemake.output.forced_chains, forced_chains_frame(snakemake.input.forced))
    ROTOR_FLIPS.write(snakemake.output.rotor_flips, rotor_flips_frame(snakemake.input.rotor_flips))
    BENDING.write(snakemake.output.bending, bending_frame(snakemake.input.bending))
