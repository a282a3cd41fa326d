"""Rule draw_correlations: running integrals of one temperature -> figure."""

from thermochain.figures import correlations
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.equilibrium.onsager_table import ONSAGER, RUNNING
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    onsager = read_table(snakemake.input.onsager, ONSAGER)
    estimate = onsager[onsager["temperature"] == float(snakemake.wildcards.temperature)].iloc[0]
    figure = correlations.draw(read_table(snakemake.input.running, RUNNING), estimate)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
