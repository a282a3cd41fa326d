"""Rules figure_01 .. figure_13: transport coefficients -> table and picture of one figure of the paper."""

from importlib import import_module

from thermochain.study.figure_files import save_figure
from thermochain.study.job_log import logging_to
from thermochain.study.paper_figures import COLUMNS, figure_table, kind_of
from thermochain.study.tables import write_table

with logging_to(snakemake.log[0]):
    number = snakemake.params.number
    table = figure_table(
        number,
        dict(snakemake.input.items()),
        profile_points=snakemake.params.profile_points,
        map_points=snakemake.params.map_points,
        fit_range=tuple(snakemake.params.fit_range),
    )
    write_table(snakemake.output.table, table, kind_of(number), COLUMNS[kind_of(number)])
    figure = import_module(f"thermochain.figures.figure_{number:02d}").draw(table)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
