"""Rule measure_rotor_ness: averages of all driven chains -> steady states, profiles, local coefficients."""

from thermochain.study.disk.tables import write_table
from thermochain.study.driven.states import (
    LOCAL,
    LOCAL_COLUMNS,
    PROFILES,
    PROFILES_COLUMNS,
    STATES,
    STATES_COLUMNS,
    measure_states,
)
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    states, profiles, local = measure_states(snakemake.params.blocks)
    logger.info("\n%s", states.to_string(index=False))
    write_table(snakemake.output.states, states, STATES, STATES_COLUMNS)
    write_table(snakemake.output.profiles, profiles, PROFILES, PROFILES_COLUMNS)
    write_table(snakemake.output.local, local, LOCAL, LOCAL_COLUMNS)
