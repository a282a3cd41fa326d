"""Rule compare_fit_forms: estimates and laws -> forms of the laws compared, residuals, and the barrier."""

from thermochain.rotors.green_kubo.study.activation_table import (
    ACTIVATION,
    TRANSMISSION,
    activation_frame,
    activation_page,
    transmission_frame,
)
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.fit_forms import (
    FIT_FORMS,
    RESIDUALS,
    compare_forms,
    fit_forms_page,
    residuals,
)
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager = ONSAGER.read(snakemake.input.onsager)
    forms = compare_forms(onsager, tuple(snakemake.params.fit_range))
    FIT_FORMS.write(snakemake.output.forms, forms)
    save_text(snakemake.output.forms_page, fit_forms_page(forms))
    fitted, measured = (load_coefficients(snakemake.input[name]) for name in ("fitted", "measured"))
    RESIDUALS.write(snakemake.output.residuals, residuals(onsager, fitted, measured))
    TRANSMISSION.write(snakemake.output.transmission, transmission_frame(onsager))
    barriers = activation_frame(onsager)
    ACTIVATION.write(snakemake.output.activation, barriers)
    save_text(snakemake.output.activation_page, activation_page(barriers))
    logger.info("forms\n%s\nbarriers\n%s", forms.to_string(index=False), barriers.to_string(index=False))
