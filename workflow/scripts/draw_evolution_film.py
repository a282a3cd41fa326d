"""Rule draw_evolution_film: profiles -> animated GIF."""

from thermochain.figures.evolution_film import film
from thermochain.study.evolution_tables import PROFILES
from thermochain.study.figure_files import save_film
from thermochain.study.job_log import logging_to
from thermochain.study.tables import read_table

with logging_to(snakemake.log[0]):
    save_film(snakemake.output[0], *film(read_table(snakemake.input.table, PROFILES)))
