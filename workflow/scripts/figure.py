"""Rules figure_01, figure_03 .. figure_13: transport coefficients -> table and picture of one figure of the paper."""

from importlib import import_module

from thermochain.rotors.macroscopic.study.paper_figures import COLUMNS, coefficients_of, tabulate
from thermochain.rotors.macroscopic.study.paper_panels import kind_of
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    number = snakemake.params.number
    table = tabulate(number, coefficients_of(dict(snakemake.input.items())), snakemake.params.n_points)
    write_table(snakemake.output.table, table, kind_of(number), COLUMNS[kind_of(number)])
    figure = import_module(f"thermochain.figures.figure_{number:02d}").draw(table)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
