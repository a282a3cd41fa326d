"""Rule join_exchange_levels: the billiard's chain and the levels above it -> table."""

import json
from pathlib import Path

from thermochain.exchange.billiard.study.simulation import load_part
from thermochain.exchange.study.levels import EXCHANGE_LEVELS, levels_frame
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    seconds = json.loads(Path(snakemake.input.provenance).read_text(encoding="utf-8"))["wall_time_s"]
    settings = (snakemake.params.chain, snakemake.params.settings, snakemake.params.seed)
    levels = levels_frame(load_part(snakemake.input.chain)["records"], seconds, *settings)
    logger.info("\n%s", levels.to_string(index=False))
    EXCHANGE_LEVELS.write(snakemake.output.levels, levels)
