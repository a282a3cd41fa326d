"""Rules draw_anharmonic_*: tables -> picture."""

from importlib import import_module

from thermochain.oscillators.anharmonic.study import comparison, simulations, tables
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    kinds = simulations.KINDS | tables.KINDS | comparison.KINDS
    named = zip(snakemake.params.tables, snakemake.input.tables, strict=True)
    frames = [read_table(path, kinds[name]) for name, path in named]
    figure = import_module(f"thermochain.figures.anharmonic_{snakemake.params.picture}").draw(*frames)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
