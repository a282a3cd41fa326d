"""Rule figure_02: Onsager coefficients -> table and picture of Figure 2."""

from thermochain.rotors.macroscopic.figures.figure_02 import draw
from thermochain.rotors.macroscopic.study.paper_figures import COLUMNS, ONSAGER_FIGURE, onsager_figure_table
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    table = onsager_figure_table(dict(snakemake.input.items()), tuple(snakemake.params.fit_range))
    write_table(snakemake.output.table, table, ONSAGER_FIGURE, COLUMNS[ONSAGER_FIGURE])
    figure = draw(table)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
