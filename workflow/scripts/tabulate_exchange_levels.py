"""Rule tabulate_exchange_levels: the billiard's chain and the levels above it -> table."""

import json
from pathlib import Path

from thermochain.exchange.billiard.study.run import ChainRun
from thermochain.exchange.study.levels import LEVELS, levels_table
from thermochain.exchange.study.run import PathsRun
from thermochain.exchange.study.tables import load_chain
from thermochain.runs.job_log import logging_to
from thermochain.runs.storage import load_result

with logging_to(snakemake.log[0]) as logger:
    read = snakemake.input
    _, billiard = load_result(read.chain, ChainRun)
    seconds = json.loads(Path(read.provenance).read_text(encoding="utf-8"))["wall_time_s"]
    jumps, paths = load_chain(read.jumps[0]), load_result(read.paths[0], PathsRun)
    levels = levels_table(billiard["records"], seconds, jumps, paths)
    logger.info("\n%s", levels.to_string(index=False))
    LEVELS.write(snakemake.output.levels, levels)
