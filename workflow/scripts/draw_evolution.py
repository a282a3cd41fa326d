"""Rules draw_evolution_profiles, draw_entropy_production, draw_mechanical_energy: table -> picture."""

from importlib import import_module

from thermochain.rotors.evolution.study.tables import PROFILES, SERIES
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    kind = {"profiles": PROFILES, "series": SERIES}[snakemake.params.data]
    figure = import_module(f"thermochain.figures.{snakemake.params.picture}").draw(
        read_table(snakemake.input.table, kind)
    )
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
