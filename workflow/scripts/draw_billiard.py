"""Rule draw_billiard: tables of the billiard -> Figure 2 of Li and three figures of goodness of fit."""

from thermochain.figures import billiard_shares, billiard_table, billiard_waiting
from thermochain.study.billiard import geometry, tables
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    read = snakemake.input
    histograms = read_table(read.histograms, tables.HISTOGRAMS)
    figures = {
        "figure_2": billiard_table.draw(
            read_table(read.frequency, tables.FREQUENCY),
            read_table(read.walls, geometry.WALLS),
            read_table(read.disks, geometry.DISKS),
        ),
        "waiting": billiard_waiting.draw(read_table(read.waiting, tables.WAITING), histograms),
        "share": billiard_shares.draw_share(histograms),
        "redistribution": billiard_shares.draw_redistribution(histograms, read_table(read.memory, tables.MEMORY)),
    }
    for name, figure in figures.items():
        save_figure(snakemake.output[f"{name}_png"], figure)
        save_figure(snakemake.output[f"{name}_pdf"], figure)
