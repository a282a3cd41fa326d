"""Rule draw_evolution_film: profiles -> animated GIF."""

from thermochain.figures.evolution_film import film
from thermochain.study.disk.figure_files import save_film
from thermochain.study.disk.tables import read_table
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.theory.evolution_tables import PROFILES

with logging_to(snakemake.log[0]):
    save_film(snakemake.output[0], *film(read_table(snakemake.input.table, PROFILES)))
