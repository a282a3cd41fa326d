"""Checkpoint plan_blocks: blocks that there are -> the blocks that the targets want."""

from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.precision import (
    BLOCK_PLAN,
    BLOCK_PLAN_COLUMNS,
    PLANNED_BLOCKS,
    PLANNED_BLOCKS_COLUMNS,
    plan_blocks,
)
from thermochain.study.equilibrium.precision_message import plan_message
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    precision = snakemake.params.precision
    plan, numbers = plan_blocks(snakemake.params.blocks, precision, snakemake.params.n_pilot)
    message = plan_message(plan, precision["max_core_hours"])
    logger.info("%s\n%s", message, plan.to_string(index=False))
    print(message)
    write_table(snakemake.output.plan, plan, BLOCK_PLAN, BLOCK_PLAN_COLUMNS)
    write_table(snakemake.output.numbers, numbers, PLANNED_BLOCKS, PLANNED_BLOCKS_COLUMNS)
