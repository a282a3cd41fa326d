"""Rule simulate_anharmonic: one tuple of parameters -> averages of networks with quartic springs."""

import time

from thermochain.oscillators.networks.study.anharmonic import simulate_anharmonic
from thermochain.oscillators.networks.study.run import AnharmonicRun
from thermochain.oscillators.networks.study.storage import save_averages
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = AnharmonicRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    averages = simulate_anharmonic(run)
    save_averages(snakemake.output.averages, run, averages, time.perf_counter() - start)
