"""Rule draw_networks: tables -> all pictures of the oscillator networks."""

from importlib import import_module
from pathlib import Path

from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.networks.kinds import KINDS

with logging_to(snakemake.log[0]):
    folder = Path(snakemake.output[0]).parent
    for picture, names in snakemake.params.pictures.items():
        tables = [read_table(folder / f"{name}.csv", KINDS[name]) for name in names]
        figure = import_module(f"thermochain.figures.{picture}").draw(*tables)
        for suffix in (".png", ".pdf"):
            save_figure(folder / f"{picture}{suffix}", figure)
