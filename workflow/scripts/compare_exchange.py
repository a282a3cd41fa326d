"""Rule compare_exchange: tables of energy exchange -> one page of theory beside simulation."""

from thermochain.exchange.study.pages import comparison_page
from thermochain.exchange.study.tables import TABLES
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

COMPARED = ("stationary", "two_point", "convergence", "kinetic_currents", "coupling", "ginzburg_landau")

with logging_to(snakemake.log[0]):
    tables = {name: TABLES[name].read(snakemake.input[name]) for name in COMPARED}
    save_text(snakemake.output.page, comparison_page(**tables))
