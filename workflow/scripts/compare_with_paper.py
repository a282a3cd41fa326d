"""Rule compare_with_paper: the numbers that the paper quotes, with both sets of coefficients and other forms."""

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.theory.form_robustness import (
    FORM_ROBUSTNESS,
    FORM_ROBUSTNESS_COLUMNS,
    form_robustness,
    largest_changes,
    other_forms,
    robustness_page,
)
from thermochain.study.theory.paper_comparison import (
    PAPER_COMPARISON,
    PAPER_COMPARISON_COLUMNS,
    compare_with_paper,
    comparison_page,
)

with logging_to(snakemake.log[0]) as logger:
    measured = load_coefficients(snakemake.input.measured)
    comparison = compare_with_paper(
        published_coefficients(),
        measured,
        n_resamples=snakemake.params.n_resamples,
        seed=snakemake.params.seed,
    )
    onsager = read_table(snakemake.input.onsager, ONSAGER)
    forms = other_forms(onsager, measured, tuple(snakemake.params.fit_range))
    robustness = form_robustness(forms, comparison)
    comparison = comparison.assign(form_change=largest_changes(robustness, len(comparison)))
    logger.info("\n%s", comparison.to_string(index=False))
    save_text(snakemake.output.page, comparison_page(comparison))
    write_table(snakemake.output.table, comparison, PAPER_COMPARISON, PAPER_COMPARISON_COLUMNS)
    save_text(snakemake.output.robustness_page, robustness_page(robustness, comparison))
    write_table(snakemake.output.robustness, robustness, FORM_ROBUSTNESS, FORM_ROBUSTNESS_COLUMNS)
