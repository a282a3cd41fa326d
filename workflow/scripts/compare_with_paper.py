"""Rule compare_with_paper: coefficients -> the numbers that the paper quotes, with both sets and with other forms."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.macroscopic.study.form_robustness import (
    FORM_ROBUSTNESS,
    form_robustness,
    largest_changes,
    other_forms,
    robustness_page,
)
from thermochain.rotors.macroscopic.study.paper_comparison import (
    PAPER_COMPARISON,
    compare_with_paper,
    comparison_page,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    measured = load_coefficients(snakemake.input.measured)
    comparison = compare_with_paper(
        published_coefficients(),
        measured,
        n_resamples=snakemake.params.n_resamples,
        seed=snakemake.params.seed,
    )
    onsager = ONSAGER.read(snakemake.input.onsager)
    forms = other_forms(onsager, measured, tuple(snakemake.params.fit_range))
    robustness = form_robustness(forms, comparison)
    comparison = comparison.assign(form_change=largest_changes(robustness, len(comparison)))
    logger.info("\n%s", comparison.to_string(index=False))
    save_text(snakemake.output.page, comparison_page(comparison))
    PAPER_COMPARISON.write(snakemake.output.table, comparison)
    save_text(snakemake.output.robustness_page, robustness_page(robustness, comparison))
    FORM_ROBUSTNESS.write(snakemake.output.robustness, robustness)
