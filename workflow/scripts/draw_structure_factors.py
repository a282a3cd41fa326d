"""Rule draw_structure_factors: structure factors and diffusivities -> figure."""

from thermochain.figures import structure_factors
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.diffusivity_table import DIFFUSIVITIES, FACTORS

with logging_to(snakemake.log[0]):
    factors = read_table(snakemake.input.factors, FACTORS)
    figure = structure_factors.draw(factors, read_table(snakemake.input.diffusivities, DIFFUSIVITIES))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
