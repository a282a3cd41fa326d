"""Checkpoint plan_blocks: blocks that exist -> the blocks that the wanted precision needs."""

from thermochain.rotors.green_kubo.study.precision import (
    BLOCK_PLAN,
    PLANNED_BLOCKS,
    plan_blocks,
)
from thermochain.rotors.green_kubo.study.precision_message import plan_message
from thermochain.rotors.potential import potential_of
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    precision = snakemake.params.precision
    plan, numbers = plan_blocks(
        snakemake.params.blocks,
        precision,
        snakemake.params.n_pilot,
        potential_of(snakemake.params.get("potential")),
    )
    message = plan_message(plan, precision["max_core_hours"])
    logger.info("%s\n%s", message, plan.to_string(index=False))
    print(message)
    BLOCK_PLAN.write(snakemake.output.plan, plan)
    PLANNED_BLOCKS.write(snakemake.output.numbers, numbers)
