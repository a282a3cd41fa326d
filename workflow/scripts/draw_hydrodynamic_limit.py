"""Rules draw_hydrodynamic_limit, draw_hydrodynamic_profiles, draw_hydrodynamic_energies: table -> picture."""

from importlib import import_module

from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.relaxation.hydrodynamic_limit import DISTANCES, ENERGIES, PROFILES

with logging_to(snakemake.log[0]):
    kind = {"distances": DISTANCES, "profiles": PROFILES, "energies": ENERGIES}[snakemake.params.data]
    module = import_module(f"thermochain.figures.{snakemake.params.picture}")
    figure = module.draw(read_table(snakemake.input.table, kind))
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
