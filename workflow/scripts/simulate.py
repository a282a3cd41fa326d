"""Rules simulate_*: one tuple of parameters -> the arrays of its result and their provenance."""

import time
from importlib import import_module
from pathlib import Path

from thermochain.rotors.potential import potential_of
from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import save_result

with logging_to(snakemake.log[0]) as logger:
    module, name = snakemake.params.kind.split(":")
    kind = getattr(import_module(module), name)
    run = kind.from_wildcards(dict(snakemake.wildcards))
    # a checkpoint is no output of the rule, because Snakemake deletes the outputs of failed jobs
    checkpoints = [Path(f"results/checkpoints/{kind.SUBJECT}/{run.path}.npz")] if kind.RESUMES else []
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    record = snakemake.params.get("potential")
    bonds = {} if record is None else {"potential": potential_of(record)}
    arrays = import_module(kind.SIMULATION).simulate(run, *checkpoints, **bonds)
    save_result(snakemake.output.arrays, run, arrays, time.perf_counter() - start)
    for checkpoint in checkpoints:
        checkpoint.unlink(missing_ok=True)
