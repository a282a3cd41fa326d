"""All rules that name a `module`: inputs and parameters, by their names -> its tables and pages.

The function `make_tables` of the module returns the content of each output by the name of the output: a table, of the
kind that has this name in TABLES of the module, or the text of a page.
"""

from importlib import import_module

from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    given = dict(snakemake.input.items()) | dict(snakemake.params.items())
    module = import_module(given.pop("module"))
    del given["code"]  # the sources, which every rule has among its inputs
    for name, content in module.make_tables(**given).items():
        if isinstance(content, str):
            save_text(snakemake.output[name], content)
        else:
            logger.info("%s\n%s", name, content.to_string(index=False, max_rows=200))
            module.TABLES[name].write(snakemake.output[name], content)
