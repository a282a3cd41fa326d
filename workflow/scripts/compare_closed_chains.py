"""Rule compare_closed_chains: profiles of closed chains -> distances from the equations, their decay, energies."""

import numpy as np

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.relaxation import hydrodynamic_limit as limit
from thermochain.study.relaxation.chains import load_closed

with logging_to(snakemake.log[0]) as logger:
    chains = [load_closed(path) for path in snakemake.input.chains]
    run, n_cells = chains[-1].run, snakemake.params.n_cells
    measured = load_coefficients(snakemake.input.measured)
    solutions = {
        limit.MEASURED: limit.solve(measured, run, n_cells),
        limit.PUBLISHED: limit.solve(published_coefficients(), run, n_cells),
    }
    rng = np.random.default_rng(snakemake.params.seed)
    errors = limit.coefficient_errors(measured, run, solutions[limit.MEASURED], snakemake.params.resamples, rng)
    distances = limit.distances_frame(chains, solutions)
    limits = limit.limits_frame(distances, run, errors)
    logger.info("\n%s", limits.to_string(index=False))
    write_table(snakemake.output.distances, distances, limit.DISTANCES, limit.DISTANCES_COLUMNS)
    write_table(snakemake.output.limits, limits, limit.LIMITS, limit.LIMITS_COLUMNS)
    save_text(snakemake.output.page, limit.limits_page(limits))
    profiles = limit.profiles_frame(chains[-1], solutions)
    write_table(snakemake.output.profiles, profiles, limit.PROFILES, limit.PROFILES_COLUMNS)
    energies = limit.energies_frame(chains, solutions)
    write_table(snakemake.output.energies, energies, limit.ENERGIES, limit.ENERGIES_COLUMNS)
