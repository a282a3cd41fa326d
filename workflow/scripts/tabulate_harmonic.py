"""Rule tabulate_harmonic: simulations of chains with conservative noise -> tables."""

from thermochain.oscillators.harmonic.study.simulated_tables import (
    BENDING,
    CHAINS,
    FORCED_CHAINS,
    ROTOR_COEFFICIENTS,
    ROTOR_FLIPS,
    ROTOR_RINGS,
    bending_frame,
    chains_frame,
    forced_chains_frame,
    rotor_flips_frame,
    rotor_rings_frames,
)
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    CHAINS.write(snakemake.output.chains, chains_frame(snakemake.input.constant, snakemake.input.periodic))
    FORCED_CHAINS.write(snakemake.output.forced_chains, forced_chains_frame(snakemake.input.forced))
    ROTOR_FLIPS.write(snakemake.output.rotor_flips, rotor_flips_frame(snakemake.input.rotor_flips))
    coefficients, rings = rotor_rings_frames(snakemake.input.rotor_coefficients, snakemake.input.rotor_rings)
    ROTOR_COEFFICIENTS.write(snakemake.output.rotor_coefficients, coefficients)
    ROTOR_RINGS.write(snakemake.output.rotor_rings, rings)
    BENDING.write(snakemake.output.bending, bending_frame(snakemake.input.bending))
