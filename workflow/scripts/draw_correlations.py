"""Rule draw_correlations: running integrals of one temperature -> figure."""

from thermochain.figures import correlations
from thermochain.study.figure_files import save_figure
from thermochain.study.job_log import logging_to
from thermochain.study.onsager_table import ONSAGER, RUNNING
from thermochain.study.tables import read_table

with logging_to(snakemake.log[0]):
    onsager = read_table(snakemake.input.onsager, ONSAGER)
    estimate = onsager[onsager["temperature"] == float(snakemake.wildcards.temperature)].iloc[0]
    figure = correlations.draw(read_table(snakemake.input.running, RUNNING), estimate)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
