"""Rule compare_exchange: tables of all parts -> one page of theory beside simulation."""

from importlib import import_module

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table
from thermochain.study.exchange.pages import comparison_page
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    tables = {}
    for name, part in snakemake.params.kinds.items():
        kind, _ = import_module(f"thermochain.study.exchange.{part}").TABLES[name]
        tables[name] = read_table(snakemake.input[name], kind)
    save_text(snakemake.output[0], comparison_page(**tables))
