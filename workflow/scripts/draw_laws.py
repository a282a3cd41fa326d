"""Rule draw_laws: estimates, laws and barrier -> tables and pictures of the residuals and of the activation."""

from thermochain.rotors.green_kubo.figures import activation, fit_residuals
from thermochain.rotors.green_kubo.study.activation_table import ACTIVATION, TRANSMISSION, transmission_frame
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.fit_forms import RESIDUALS, residuals
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.runs.figure_files import save_pictures
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    onsager = ONSAGER.read(snakemake.input.onsager)
    fitted, measured = (load_coefficients(snakemake.input[name]) for name in ("fitted", "measured"))
    ratios = residuals(onsager, fitted, measured)
    transmission = transmission_frame(onsager)
    RESIDUALS.write(snakemake.output.residuals, ratios)
    TRANSMISSION.write(snakemake.output.transmission, transmission)
    pictures = {
        "fit_residuals": fit_residuals.draw(ratios),
        "activation": activation.draw(transmission, ACTIVATION.read(snakemake.input.activation)),
    }
    save_pictures(snakemake.output, pictures)
