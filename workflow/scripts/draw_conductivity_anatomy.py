"""Rule conductivity_anatomy: coefficients -> one case of negative energy conductivity, tables and picture."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.figures import conductivity_anatomy as figures
from thermochain.rotors.regimes.study.conductivity_anatomy import (
    ANATOMY_PROFILES,
    ANATOMY_RESPONSE,
    anatomy_profiles,
    anatomy_response,
)
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    profiles = anatomy_profiles(both, snakemake.params.profile_points)
    response = anatomy_response(both, snakemake.params.curve_points)
    ANATOMY_PROFILES.write(snakemake.output.profiles, profiles)
    ANATOMY_RESPONSE.write(snakemake.output.response, response)
    figure = figures.draw(profiles, response)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
