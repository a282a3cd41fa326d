"""Rule simulate_phase_slips: one tuple of parameters -> turns of rings that start at the top of the barrier."""

from thermochain.rotors.validation.phase_slips.study.table import TURNS, simulate_turns
from thermochain.rotors.validation.runs import SlipRun
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    run = SlipRun.from_wildcards(dict(snakemake.wildcards))
    logger.info("following phase slips of %s", run.path)
    TURNS.write(snakemake.output[0], simulate_turns(run))
