"""Rule draw_shear_response: D(M, X) and its limits -> figure."""

from thermochain.figures import shear_response
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.shear_response import LIMITS, RESPONSES

with logging_to(snakemake.log[0]):
    responses = read_table(snakemake.input.responses, RESPONSES)
    figure = shear_response.draw(responses, read_table(snakemake.input.limits, LIMITS))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
