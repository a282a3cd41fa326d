"""Rule compare_fit_forms: Onsager table -> forms of the laws compared, and the barrier at low temperature."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.activation_table import (
    ACTIVATION,
    ACTIVATION_COLUMNS,
    activation_frame,
    activation_page,
)
from thermochain.study.equilibrium.fit_forms import FIT_FORMS, FIT_FORMS_COLUMNS, compare_forms, fit_forms_page
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager = read_table(snakemake.input.onsager, ONSAGER)
    forms = compare_forms(onsager, tuple(snakemake.params.temperature_range))
    write_table(snakemake.output.forms, forms, FIT_FORMS, FIT_FORMS_COLUMNS)
    save_text(snakemake.output.forms_page, fit_forms_page(forms))
    barriers = activation_frame(onsager)
    write_table(snakemake.output.activation, barriers, ACTIVATION, ACTIVATION_COLUMNS)
    save_text(snakemake.output.activation_page, activation_page(barriers))
    logger.info("forms\n%s\nbarriers\n%s", forms.to_string(index=False), barriers.to_string(index=False))
