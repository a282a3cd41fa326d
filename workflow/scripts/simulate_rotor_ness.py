"""Rule simulate_driven: one tuple of parameters -> averages of driven chains."""

import time

from thermochain.rotors.driven.study.run import RotorNessRun
from thermochain.rotors.driven.study.simulation import save_moments, simulate_ness_run
from thermochain.runs.checkpoint import Checkpoint
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = RotorNessRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    checkpoint = Checkpoint(snakemake.params.checkpoint, str(run.path), "thermochain.rotors.driven.study.simulation")
    moments = simulate_ness_run(run, checkpoint=checkpoint)
    save_moments(snakemake.output.moments, run, moments, time.perf_counter() - start)
    checkpoint.remove()
