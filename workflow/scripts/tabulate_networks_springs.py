"""Rule tabulate_networks_springs: simulations with one quartic spring at a time -> strange directions."""

from thermochain.oscillators.networks.study.single_spring_tables import SINGLE_SPRINGS, single_springs_frame
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    table = single_springs_frame(snakemake.input.runs)
    logger.info("\n%s", table.to_string(index=False))
    SINGLE_SPRINGS.write(snakemake.output.single_springs, table)
