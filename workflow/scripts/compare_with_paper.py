"""Rule compare_with_paper: the numbers that the paper quotes, recomputed with both sets of coefficients."""

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.coefficients import load_coefficients
from thermochain.study.files import save_text
from thermochain.study.job_log import logging_to
from thermochain.study.paper_comparison import (
    PAPER_COMPARISON,
    PAPER_COMPARISON_COLUMNS,
    compare_with_paper,
    comparison_page,
)
from thermochain.study.tables import write_table

with logging_to(snakemake.log[0]) as logger:
    comparison = compare_with_paper(
        published_coefficients(),
        load_coefficients(snakemake.input.measured),
        n_resamples=snakemake.params.n_resamples,
        seed=snakemake.params.seed,
    )
    logger.info("\n%s", comparison.to_string(index=False))
    save_text(snakemake.output.page, comparison_page(comparison))
    write_table(snakemake.output.table, comparison, PAPER_COMPARISON, PAPER_COMPARISON_COLUMNS)
