"""Rule fit_laws: Onsager table -> transport coefficients, for a potential without published ones."""

from thermochain.rotors.green_kubo.study.coefficients import fit_measured, save_coefficients, unmeasured
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager = ONSAGER.read(snakemake.input.onsager)
    for message in unmeasured(onsager):
        logger.warning("%s", message)
    save_coefficients(snakemake.output.measured, fit_measured(onsager))
