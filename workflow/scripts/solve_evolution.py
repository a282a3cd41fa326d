"""Rule solve_evolution: measured coefficients -> profiles and integrals of both evolutions in time."""

from thermochain.rotors.evolution.study.tables import CASES, PROFILES, SERIES, evolve, profile_table, series_table
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.potential import potential_of
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    section, potential = snakemake.params.section, potential_of(snakemake.params.get("potential"))
    coefficients = load_coefficients(snakemake.input.measured)
    states = {case: evolve(case, coefficients, section, potential) for case in CASES}
    PROFILES.write(snakemake.output.profiles, profile_table(states, section["n_frames"]))
    SERIES.write(snakemake.output.series, series_table(states))
