"""Rules draw_harmonic_*: tables -> picture."""

from importlib import import_module

from thermochain.oscillators.harmonic.study import simulations, tables
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    kinds = tables.KINDS | simulations.KINDS
    named = zip(snakemake.params.tables, snakemake.input.tables, strict=True)
    frames = [read_table(path, kinds[name]) for name, path in named]
    figure = import_module(f"thermochain.figures.harmonic_{snakemake.params.picture}").draw(*frames)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
