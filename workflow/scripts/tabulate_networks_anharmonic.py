"""Rule tabulate_networks_anharmonic: simulations with quartic springs -> fluxes, and the ends of strange directions."""

from thermochain.oscillators.networks.study.anharmonic_tables import FLUXES, PERSISTENCE, anharmonic_frames
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    fluxes, persistence = anharmonic_frames(snakemake.input.runs)
    logger.info("\n%s", persistence.to_string(index=False))
    FLUXES.write(snakemake.output.fluxes, fluxes)
    PERSISTENCE.write(snakemake.output.persistence, persistence)
