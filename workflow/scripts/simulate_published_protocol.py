"""Rule simulate_published_protocol: one start and tuple of parameters -> record of one run."""

import time

from thermochain.rotors.published_protocol.study.record import save_record
from thermochain.rotors.published_protocol.study.run import ProtocolRun
from thermochain.rotors.published_protocol.study.simulation import simulate_protocol
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = ProtocolRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("simulating %s", run.path)
    start = time.perf_counter()
    record = simulate_protocol(run)
    save_record(snakemake.output.record, run, record, time.perf_counter() - start)
