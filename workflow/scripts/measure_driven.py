"""Rule measure_driven: averages of all driven chains -> steady states, profiles, local coefficients."""

from thermochain.rotors.driven.study.states import LOCAL, PROFILES, STATES, measure_states
from thermochain.rotors.potential import potential_of
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    states, profiles, local = measure_states(snakemake.params.chains, potential_of(snakemake.params.get("potential")))
    logger.info("\n%s", states.to_string(index=False))
    STATES.write(snakemake.output.states, states)
    PROFILES.write(snakemake.output.profiles, profiles)
    LOCAL.write(snakemake.output.local, local)
