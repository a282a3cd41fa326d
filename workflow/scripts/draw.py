"""Rules draw_*: tables of one subject -> its pictures, as PNG and PDF."""

from importlib import import_module

from thermochain.runs.figure_files import save_pictures
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_any_table

with logging_to(snakemake.log[0]):
    frames = {name: read_any_table(path)[1] for name, path in snakemake.input.items() if name != "code"}
    figures = {
        name: import_module(module).draw(*(frames[table] for table in tables))
        for name, (module, tables) in snakemake.params.pictures.items()
    }
    save_pictures(snakemake.output, figures)
