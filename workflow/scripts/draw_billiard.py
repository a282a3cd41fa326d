"""Rule draw_billiard: tables of the billiard -> Figure 2 of Li and three figures of goodness of fit."""

from thermochain.exchange.billiard.figures import shares as billiard_shares
from thermochain.exchange.billiard.figures import table as billiard_table
from thermochain.exchange.billiard.figures import waiting as billiard_waiting
from thermochain.exchange.billiard.study import geometry, tables
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    read = snakemake.input
    histograms = tables.HISTOGRAMS.read(read.histograms)
    figures = {
        "figure_2": billiard_table.draw(
            tables.FREQUENCY.read(read.frequency),
            geometry.WALLS.read(read.walls),
            geometry.DISKS.read(read.disks),
        ),
        "waiting": billiard_waiting.draw(tables.WAITING.read(read.waiting), histograms),
        "share": billiard_shares.draw_share(histograms),
        "redistribution": billiard_shares.draw_redistribution(histograms, tables.MEMORY.read(read.memory)),
    }
    for name, figure in figures.items():
        save_figure(snakemake.output[f"{name}_png"], figure)
        save_figure(snakemake.output[f"{name}_pdf"], figure)
