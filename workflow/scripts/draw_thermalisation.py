"""Rule draw_thermalisation: table of the comparison of protocols -> figure."""

from thermochain.rotors.published_protocol.figures.thermalisation import draw
from thermochain.rotors.published_protocol.study.table import THERMALISATION
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    figure = draw(THERMALISATION.read(snakemake.input.table))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
