"""Rule study_bias: rings of several sizes and time steps -> tables and figure."""

from thermochain.figures import bias as figures
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.equilibrium.correlation_files import load_correlations
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.bias import (
    RING_SIZE_COLUMNS,
    RING_SIZES,
    TAIL_COLUMNS,
    TAILS,
    TIME_STEP_COLUMNS,
    TIME_STEPS,
    ring_size_frame,
    tail_frame,
    time_step_frame,
)
from thermochain.study.validation.bias_runs import time_step_runs

with logging_to(snakemake.log[0]) as logger:
    coefficients = load_coefficients(snakemake.input.measured)
    rings = [load_correlations(path) for path in snakemake.input.rings]
    sizes, tails = ring_size_frame(rings, coefficients), tail_frame(rings, coefficients)
    steps = time_step_frame(time_step_runs(snakemake.config), map(load_correlations, snakemake.input.steps))
    logger.info("\n%s\n%s", sizes.to_string(index=False), steps.to_string(index=False))
    write_table(snakemake.output.sizes, sizes, RING_SIZES, RING_SIZE_COLUMNS)
    write_table(snakemake.output.tails, tails, TAILS, TAIL_COLUMNS)
    write_table(snakemake.output.steps, steps, TIME_STEPS, TIME_STEP_COLUMNS)
    figure = figures.draw(sizes, tails, steps)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
