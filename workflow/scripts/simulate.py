"""Rules simulate_*: one tuple of parameters -> the arrays of its result and their provenance."""

import time
from importlib import import_module

from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import save_result

with logging_to(snakemake.log[0]) as logger:
    module, name = snakemake.params.kind.split(":")
    kind = getattr(import_module(module), name)
    run = kind.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    arrays = import_module(kind.SIMULATION).simulate(run, *snakemake.params.extra)
    save_result(snakemake.output.arrays, run, arrays, time.perf_counter() - start)
