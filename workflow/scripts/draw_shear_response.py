"""Rule draw_shear_response: D(M, X) and its limits -> figure."""

from thermochain.rotors.validation.shear_response.figures import shear_response
from thermochain.rotors.validation.shear_response.study.table import LIMITS, RESPONSES
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    responses = RESPONSES.read(snakemake.input.responses)
    figure = shear_response.draw(responses, LIMITS.read(snakemake.input.limits))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
