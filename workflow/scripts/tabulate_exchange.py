"""Rules tabulate_exchange_*: simulations and theory of one part of the study of energy exchange -> its tables."""

from importlib import import_module

from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    part = import_module(f"thermochain.study.exchange.{snakemake.params.part}")
    for name, frame in part.make_tables(snakemake.params.section, snakemake.params.seed).items():
        write_table(snakemake.output[name], frame, *part.TABLES[name])
