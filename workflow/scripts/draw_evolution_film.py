"""Rule draw_evolution_film: profiles -> animated GIF."""

from thermochain.rotors.evolution.figures.film import film
from thermochain.rotors.evolution.study.tables import PROFILES
from thermochain.runs.figure_files import save_film
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    save_film(snakemake.output[0], *film(PROFILES.read(snakemake.input.table)))
