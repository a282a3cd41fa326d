"""Rules draw_hydrodynamic_limit, draw_hydrodynamic_profiles, draw_hydrodynamic_energies: table -> picture."""

from importlib import import_module

from thermochain.rotors.relaxation.study.limit import DISTANCES, ENERGIES, PROFILES
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    kind = {"distances": DISTANCES, "profiles": PROFILES, "energies": ENERGIES}[snakemake.params.data]
    module = import_module(f"thermochain.figures.{snakemake.params.picture}")
    figure = module.draw(read_table(snakemake.input.table, kind))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
