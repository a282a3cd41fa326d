"""Rules draw_exchange_*: tables -> picture."""

from importlib import import_module

from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    tables = []
    for name, part in snakemake.params.kinds.items():
        kind, _ = import_module(f"thermochain.study.exchange.{part}").TABLES[name]
        tables.append(read_table(snakemake.input[name], kind))
    figure = import_module(f"thermochain.figures.exchange_{snakemake.params.picture}").draw(*tables)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
