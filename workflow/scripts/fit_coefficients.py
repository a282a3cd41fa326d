"""Rule fit_coefficients: Onsager table -> transport coefficients, and fitted parameters beside the published ones."""

from thermochain.rotors.green_kubo.study.coefficients import (
    FIT_COMPARISON,
    compare_with_published,
    fit_measured,
    fit_page,
    fit_published_form,
    misfit,
    save_coefficients,
    unmeasured,
)
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager = ONSAGER.read(snakemake.input.onsager)
    for message in unmeasured(onsager):
        logger.warning("%s", message)
    fitted = fit_published_form(onsager, tuple(snakemake.params.fit_range))
    save_coefficients(snakemake.output.fitted, fitted)
    measured = fit_measured(onsager)
    save_coefficients(snakemake.output.measured, measured)
    for key in ("pp", "ee"):
        logger.info("the measured law misses K^%s by chi^2 = %.2f a point", key, misfit(onsager, measured, key))
    comparison = compare_with_published(fitted)
    logger.info("published and fitted parameters of (A.2)\n%s", comparison.to_string(index=False))
    print(comparison.to_string(index=False))
    save_text(snakemake.output.page, fit_page(comparison))
    FIT_COMPARISON.write(snakemake.output.comparison, comparison)
