"""Rules draw_harmonic_*: tables -> picture."""

from importlib import import_module

from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.harmonic import simulations, tables
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    kinds = tables.KINDS | simulations.KINDS
    named = zip(snakemake.params.tables, snakemake.input.tables, strict=True)
    frames = [read_table(path, kinds[name]) for name, path in named]
    figure = import_module(f"thermochain.figures.harmonic_{snakemake.params.picture}").draw(*frames)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
