"""Rule compare_exchange: tables of all parts -> one page of theory beside simulation."""

from importlib import import_module

from thermochain.exchange.study.pages import comparison_page
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]):
    tables = {}
    for name, part in snakemake.params.kinds.items():
        kind, _ = import_module(f"thermochain.study.exchange.{part}").TABLES[name]
        tables[name] = read_table(snakemake.input[name], kind)
    save_text(snakemake.output[0], comparison_page(**tables))
