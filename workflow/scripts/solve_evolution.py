"""Rule solve_evolution: measured coefficients -> profiles and integrals of both evolutions in time."""

from thermochain.rotors.evolution.study.tables import (
    CASES,
    PROFILE_COLUMNS,
    PROFILES,
    SERIES,
    SERIES_COLUMNS,
    evolve,
    profile_table,
    series_table,
)
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]):
    section = snakemake.params.section
    coefficients = load_coefficients(snakemake.input.measured)
    states = {case: evolve(case, coefficients, section) for case in CASES}
    profiles = profile_table(states, section["n_frames"])
    write_table(snakemake.output.profiles, profiles, PROFILES, PROFILE_COLUMNS)
    write_table(snakemake.output.series, series_table(states), SERIES, SERIES_COLUMNS)
