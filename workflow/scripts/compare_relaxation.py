"""Rule compare_relaxation: profiles of closed chains -> distances from the equations, their decay, energies."""

import numpy as np

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.potential import ROTORS, potential_of
from thermochain.rotors.relaxation.study import limit
from thermochain.rotors.relaxation.study.simulation import load_profiles
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    chains = [load_profiles(path) for path in snakemake.input.chains]
    longest = max(chains, key=lambda profiles: profiles.run.n_rotors)
    run, n_cells = longest.run, snakemake.params.n_cells
    measured = load_coefficients(snakemake.input.measured)
    potential = potential_of(snakemake.params.get("potential"))
    published = {limit.PUBLISHED: published_coefficients()} if potential is ROTORS else {}
    sets = {limit.MEASURED: measured} | published
    solutions = {name: limit.solve(coefficients, run, n_cells, potential) for name, coefficients in sets.items()}
    rng = np.random.default_rng(snakemake.params.seed)
    errors = limit.coefficient_errors(measured, run, solutions[limit.MEASURED], snakemake.params.resamples, rng)
    distances = limit.distances_frame(chains, solutions)
    limits = limit.limits_frame(distances, run, errors)
    logger.info("\n%s", limits.to_string(index=False))
    limit.DISTANCES.write(snakemake.output.limit, distances)
    limit.LIMITS.write(snakemake.output.limits, limits)
    save_text(snakemake.output.page, limit.limits_page(limits))
    profiles = limit.profiles_frame(longest, solutions)
    limit.PROFILES.write(snakemake.output.profiles, profiles)
    energies = limit.energies_frame(chains, solutions)
    limit.ENERGIES.write(snakemake.output.energies, energies)
