"""Rule draw_thermalisation: table of the comparison of protocols -> figure."""

from thermochain.figures.thermalisation import draw
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.protocol_table import THERMALISATION

with logging_to(snakemake.log[0]):
    figure = draw(read_table(snakemake.input.table, THERMALISATION))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
