"""Rule compare_rotor_ness: steady states -> limits of infinite chains beside (2.30), gaps of the profiles."""

import numpy as np

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.coefficients import load_coefficients
from thermochain.study.files import save_text
from thermochain.study.job_log import logging_to
from thermochain.study.ness_comparison import CLOSURE, CLOSURE_COLUMNS, closure_frame, ness_limits, verdict_page
from thermochain.study.ness_conditions import Condition
from thermochain.study.ness_extrapolation import NESS_LIMIT_COLUMNS, NESS_LIMITS, ness_limit_frame
from thermochain.study.ness_states import PROFILES, STATES, of_condition
from thermochain.study.tables import read_table, write_table

with logging_to(snakemake.log[0]) as logger:
    ours, published = load_coefficients(snakemake.input.measured), published_coefficients()
    conditions = [Condition(*values) for values in snakemake.params.conditions]
    limits = ness_limits(read_table(snakemake.input.states, STATES), conditions, ours, published)
    rng = np.random.default_rng(snakemake.params.seed)
    frame = ness_limit_frame(limits, ours, published, n_resamples=snakemake.params.resamples, rng=rng)
    logger.info("\n%s", frame.to_string(index=False))
    write_table(snakemake.output.limits, frame, NESS_LIMITS, NESS_LIMIT_COLUMNS)
    save_text(snakemake.output.page, verdict_page(frame))
    closure = Condition(*snakemake.params.closure)
    profiles = of_condition(read_table(snakemake.input.profiles, PROFILES), closure)
    gaps = closure_frame(profiles, limits[conditions.index(closure)], ours, published)
    write_table(snakemake.output.closure, gaps, CLOSURE, CLOSURE_COLUMNS)
