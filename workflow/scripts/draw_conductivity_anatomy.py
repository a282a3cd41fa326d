"""Rule conductivity_anatomy: coefficients -> one case of negative energy conductivity, tables and picture."""

from thermochain.figures import conductivity_anatomy as figures
from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.theory.conductivity_anatomy import (
    ANATOMY_PROFILES,
    ANATOMY_PROFILES_COLUMNS,
    ANATOMY_RESPONSE,
    ANATOMY_RESPONSE_COLUMNS,
    anatomy_profiles,
    anatomy_response,
)

with logging_to(snakemake.log[0]):
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    profiles = anatomy_profiles(both, snakemake.params.profile_points)
    response = anatomy_response(both, snakemake.params.curve_points)
    write_table(snakemake.output.profiles, profiles, ANATOMY_PROFILES, ANATOMY_PROFILES_COLUMNS)
    write_table(snakemake.output.response, response, ANATOMY_RESPONSE, ANATOMY_RESPONSE_COLUMNS)
    figure = figures.draw(profiles, response)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
