"""Rule tabulate_regimes: both sets of coefficients -> the tables behind the figures of the regimes."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.study.figure_tables import figure_tables
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    for name, table, frame in figure_tables(both, **snakemake.params.points):
        table.write(snakemake.output[name], frame)
        logger.info("%s: %d rows", name, len(frame))
