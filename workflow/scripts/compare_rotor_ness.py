"""Rule compare_driven: bulk of every chain -> limits of infinite chains beside (2.30), gaps of the profiles."""

import numpy as np

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.driven.study import comparison
from thermochain.rotors.driven.study import limits as ness_limits
from thermochain.rotors.driven.study.states import PROFILES
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    ours, published = load_coefficients(snakemake.input.measured), published_coefficients()
    chains = [comparison.fit_chains(sizes, ours, published) for sizes in snakemake.params.chains]
    bulk = comparison.bulk_frame(chains)
    ness_limits.NESS_BULK.write(snakemake.output.bulk, bulk)

    limits = comparison.limits_of(chains, ours, published)
    rng = np.random.default_rng(snakemake.params.seed)
    frame = ness_limits.ness_limit_frame(limits, ours, published, n_resamples=snakemake.params.resamples, rng=rng)
    logger.info("\n%s", frame.to_string(index=False))
    ness_limits.NESS_LIMITS.write(snakemake.output.limits, frame)
    save_text(snakemake.output.page, ness_limits.verdict_page(frame))

    profiles = PROFILES.read(snakemake.input.profiles)
    closure = chains[snakemake.params.closure]
    gaps, curves = comparison.closure_frame(profiles, *closure[:2], ours, published)
    comparison.CLOSURE.write(snakemake.output.closure, gaps)
    comparison.CURVES.write(snakemake.output.curves, curves)
