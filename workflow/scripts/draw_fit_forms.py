"""Rule draw_fit_forms: estimates, laws and barrier -> tables and pictures of both."""

from thermochain.figures import activation, fit_forms
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.activation_table import (
    ACTIVATION,
    TRANSMISSION,
    TRANSMISSION_COLUMNS,
    transmission_frame,
)
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.equilibrium.fit_forms import RESIDUALS, RESIDUALS_COLUMNS, residuals
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]):
    onsager = read_table(snakemake.input.onsager, ONSAGER)
    fitted, measured = (load_coefficients(snakemake.input[name]) for name in ("fitted", "measured"))
    ratios = residuals(onsager, fitted, measured)
    transmission = transmission_frame(onsager)
    write_table(snakemake.output.residuals, ratios, RESIDUALS, RESIDUALS_COLUMNS)
    write_table(snakemake.output.transmission, transmission, TRANSMISSION, TRANSMISSION_COLUMNS)
    pictures = {
        "forms": fit_forms.draw(ratios),
        "activation": activation.draw(transmission, read_table(snakemake.input.activation, ACTIVATION)),
    }
    for name, figure in pictures.items():
        for suffix in ("png", "pdf"):
            save_figure(snakemake.output[f"{name}_{suffix}"], figure)
