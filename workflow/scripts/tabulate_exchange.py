"""Rule tabulate_exchange: simulations of energy exchange -> tables."""

from thermochain.exchange.study.tables import TABLES, make_tables
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    for name, frame in make_tables(dict(snakemake.input.items())).items():
        TABLES[name].write(snakemake.output[name], frame)
