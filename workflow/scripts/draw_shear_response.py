"""Rule draw_shear_response: D(M, X) and its limits -> figure."""

from thermochain.figures import shear_response
from thermochain.study.figure_files import save_figure
from thermochain.study.job_log import logging_to
from thermochain.study.shear_response import LIMITS, RESPONSES
from thermochain.study.tables import read_table

with logging_to(snakemake.log[0]):
    responses = read_table(snakemake.input.responses, RESPONSES)
    figure = shear_response.draw(responses, read_table(snakemake.input.limits, LIMITS))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
