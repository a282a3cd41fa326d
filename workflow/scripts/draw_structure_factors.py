"""Rule draw_structure_factors: structure factors and diffusivities -> figure."""

from thermochain.rotors.validation.structure_factors.figures import structure_factors
from thermochain.rotors.validation.structure_factors.study.table import DIFFUSIVITIES, FACTORS
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    factors = FACTORS.read(snakemake.input.factors)
    figure = structure_factors.draw(factors, DIFFUSIVITIES.read(snakemake.input.diffusivities))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
