"""Rule tabulate_bias: simulations of several ring sizes and time steps -> tables of the bias."""

from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.correlation_files import load_correlations, load_run
from thermochain.rotors.validation.bias.study.tables import (
    RING_SIZES,
    TAILS,
    TIME_STEPS,
    ring_size_frame,
    tail_frame,
    time_step_frame,
)
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    coefficients = load_coefficients(snakemake.input.measured)
    rings = [load_correlations(path) for path in snakemake.input.rings]
    sizes, tails = ring_size_frame(rings, coefficients), tail_frame(rings, coefficients)
    steps = time_step_frame(map(load_run, snakemake.input.steps))
    logger.info("\n%s\n%s", sizes.to_string(index=False), steps.to_string(index=False))
    RING_SIZES.write(snakemake.output.ring_sizes, sizes)
    TAILS.write(snakemake.output.tails, tails)
    TIME_STEPS.write(snakemake.output.time_steps, steps)
