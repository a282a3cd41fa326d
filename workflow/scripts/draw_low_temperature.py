"""Rule low_temperature: coefficients -> chains continued to the cold, tables and picture."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.figures import low_temperature as figures
from thermochain.rotors.regimes.study.low_temperature import (
    CONTINUATIONS,
    CONTINUED_PROFILES,
    PEAKS,
    continuations,
    continued_profiles,
    peak_temperatures,
)
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    profiles = continued_profiles(both, snakemake.params.profile_points)
    peaks = peak_temperatures(both, snakemake.params.curve_points)
    ends = continuations(snakemake.params.curve_points)
    CONTINUED_PROFILES.write(snakemake.output.profiles, profiles)
    PEAKS.write(snakemake.output.peaks, peaks)
    CONTINUATIONS.write(snakemake.output.continuations, ends)
    figure = figures.draw(profiles, peaks, ends)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
