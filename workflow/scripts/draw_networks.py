"""Rule draw_networks: tables -> all pictures of the oscillator networks."""

from importlib import import_module
from pathlib import Path

from thermochain.oscillators.networks.study.kinds import KINDS
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    folder = Path(snakemake.output[0]).parent
    for picture, names in snakemake.params.pictures.items():
        tables = [read_table(folder / f"{name}.csv", KINDS[name]) for name in names]
        figure = import_module(f"thermochain.figures.{picture}").draw(*tables)
        for suffix in (".png", ".pdf"):
            save_figure(folder / f"{picture}{suffix}", figure)
