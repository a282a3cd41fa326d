"""Rule simulate_green_kubo: one tuple of parameters -> time correlations of the currents."""

import time

from thermochain.rotors.green_kubo.study.correlation_files import save_correlations
from thermochain.rotors.green_kubo.study.run import GreenKuboRun
from thermochain.rotors.green_kubo.study.simulation import simulate_run
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = GreenKuboRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    correlations = simulate_run(run)
    save_correlations(snakemake.output.correlations, run, correlations, time.perf_counter() - start)
