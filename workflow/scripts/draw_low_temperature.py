"""Rule low_temperature: coefficients -> chains continued to the cold, tables and picture."""

from thermochain.figures import low_temperature as figures
from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.theory.low_temperature import (
    CONTINUATIONS,
    CONTINUATIONS_COLUMNS,
    CONTINUED_PROFILES,
    CONTINUED_PROFILES_COLUMNS,
    PEAKS,
    PEAKS_COLUMNS,
    continuations,
    continued_profiles,
    peak_temperatures,
)

with logging_to(snakemake.log[0]):
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    profiles = continued_profiles(both, snakemake.params.profile_points)
    peaks = peak_temperatures(both, snakemake.params.curve_points)
    ends = continuations(snakemake.params.curve_points)
    write_table(snakemake.output.profiles, profiles, CONTINUED_PROFILES, CONTINUED_PROFILES_COLUMNS)
    write_table(snakemake.output.peaks, peaks, PEAKS, PEAKS_COLUMNS)
    write_table(snakemake.output.continuations, ends, CONTINUATIONS, CONTINUATIONS_COLUMNS)
    figure = figures.draw(profiles, peaks, ends)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
