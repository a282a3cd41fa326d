"""Rule simulate_billiard: one part of the section `billiard` -> its records."""

import time

from thermochain.exchange.billiard.study.simulation import save_part, simulate_part
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    part, section, seed = snakemake.wildcards.part, snakemake.params.section, snakemake.params.seed
    logger.info("simulating %s", part)
    start = time.perf_counter()
    arrays = simulate_part(part, section, seed)
    save_part(snakemake.output.records, part, section, seed, arrays, time.perf_counter() - start)
