"""Checkpoint plan_blocks: blocks that there are -> the blocks that the targets want."""

from thermochain.study.job_log import logging_to
from thermochain.study.precision import (
    BLOCK_PLAN,
    BLOCK_PLAN_COLUMNS,
    PLANNED_BLOCKS,
    PLANNED_BLOCKS_COLUMNS,
    plan_blocks,
)
from thermochain.study.precision_message import plan_message
from thermochain.study.tables import write_table

with logging_to(snakemake.log[0]) as logger:
    precision = snakemake.params.precision
    plan, numbers = plan_blocks(snakemake.params.blocks, precision, snakemake.params.n_pilot)
    message = plan_message(plan, precision["max_core_hours"])
    logger.info("%s\n%s", message, plan.to_string(index=False))
    print(message)
    write_table(snakemake.output.plan, plan, BLOCK_PLAN, BLOCK_PLAN_COLUMNS)
    write_table(snakemake.output.numbers, numbers, PLANNED_BLOCKS, PLANNED_BLOCKS_COLUMNS)
