"""Rule compare_driven: currents and bulk of chains -> limits of infinite chains beside (2.30), gaps of profiles."""

import numpy as np

from thermochain.rotors.driven.equations import MEASURED, Equations
from thermochain.rotors.driven.study.closure import CLOSURE, SOLUTIONS, closure_frames
from thermochain.rotors.driven.study.condition import Condition
from thermochain.rotors.driven.study.fitted_chains import BULK, bulk_frame, fit_chains, fits_of
from thermochain.rotors.driven.study.infinite_chains import infinite_chains_by_bulk, limits_of
from thermochain.rotors.driven.study.limits import LIMITS, limit_frame, verdict_page
from thermochain.rotors.driven.study.states import PROFILES, STATES
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.potential import potential_of
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    equations = Equations.of(
        load_coefficients(snakemake.input.measured), potential_of(snakemake.params.get("potential"))
    )
    fitted = fit_chains(snakemake.params.chains, equations)
    BULK.write(snakemake.output.bulk, bulk_frame(fitted))

    rng = np.random.default_rng(snakemake.params.seed)
    by_bulk = infinite_chains_by_bulk(fitted, equations)
    found = limits_of(by_bulk, STATES.read(snakemake.input.states), equations)
    limits = limit_frame(found, by_bulk, equations, n_resamples=snakemake.params.resamples, rng=rng)
    logger.info("\n%s", limits.to_string(index=False))
    LIMITS.write(snakemake.output.limits, limits)
    save_text(snakemake.output.page, verdict_page(limits))

    closure = Condition(**snakemake.params.closure)
    profiles = PROFILES.read(snakemake.input.profiles)
    gaps, solutions = closure_frames(profiles, closure, fits_of(fitted, closure, MEASURED), equations)
    CLOSURE.write(snakemake.output.closure, gaps)
    SOLUTIONS.write(snakemake.output.solutions, solutions)
