"""Rule simulate_closed_chains: one tuple of parameters -> profiles of closed chains in time."""

import time

from thermochain.rotors.relaxation.study.chains import save_closed, simulate_closed
from thermochain.rotors.relaxation.study.run import ClosedRun
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = ClosedRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    save_closed(snakemake.output.profiles, simulate_closed(run), time.perf_counter() - start)
