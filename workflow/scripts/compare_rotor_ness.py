"""Rule compare_rotor_ness: bulk of every chain -> limits of infinite chains beside (2.30), gaps of the profiles."""

import numpy as np

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.driven import comparison
from thermochain.study.driven import limits as ness_limits
from thermochain.study.driven.states import PROFILES
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    ours, published = load_coefficients(snakemake.input.measured), published_coefficients()
    chains = [comparison.fit_chains(sizes, ours, published) for sizes in snakemake.params.chains]
    bulk = comparison.bulk_frame(chains)
    write_table(snakemake.output.bulk, bulk, ness_limits.NESS_BULK, ness_limits.NESS_BULK_COLUMNS)

    limits = comparison.limits_of(chains, ours, published)
    rng = np.random.default_rng(snakemake.params.seed)
    frame = ness_limits.ness_limit_frame(limits, ours, published, n_resamples=snakemake.params.resamples, rng=rng)
    logger.info("\n%s", frame.to_string(index=False))
    write_table(snakemake.output.limits, frame, ness_limits.NESS_LIMITS, ness_limits.NESS_LIMIT_COLUMNS)
    save_text(snakemake.output.page, ness_limits.verdict_page(frame))

    profiles = read_table(snakemake.input.profiles, PROFILES)
    closure = chains[snakemake.params.closure]
    gaps, curves = comparison.closure_frame(profiles, *closure[:2], ours, published)
    write_table(snakemake.output.closure, gaps, comparison.CLOSURE, comparison.CLOSURE_COLUMNS)
    write_table(snakemake.output.curves, curves, comparison.CURVES, comparison.CURVES_COLUMNS)
