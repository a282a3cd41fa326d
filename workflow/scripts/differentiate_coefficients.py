"""Rule differentiate_coefficients: estimates at all temperatures -> exponents of the coefficients in temperature."""

from thermochain.rotors.green_kubo.study.exponent_tables import TEMPERATURE_EXPONENTS, temperature_exponents_frame
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    exponents = temperature_exponents_frame(ONSAGER.read(snakemake.input.onsager))
    logger.info("\n%s", exponents.to_string(index=False))
    TEMPERATURE_EXPONENTS.write(snakemake.output.temperature_exponents, exponents)
