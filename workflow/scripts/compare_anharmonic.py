"""Rule compare_anharmonic: simulations and solutions -> limits of infinite length beside the solutions."""

from thermochain.oscillators.anharmonic.study import macroscopic_tables, simulated_tables
from thermochain.oscillators.anharmonic.study.comparison import (
    COMPARISON,
    EXTRAPOLATED,
    comparison_frames,
    comparison_page,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    tables = simulated_tables.TABLES | macroscopic_tables.TABLES
    names = ("driven", "currents", "means", "stationary", "release")
    frames = {name: tables[name].read(snakemake.input[name]) for name in names}
    comparison, extrapolated = comparison_frames(frames, snakemake.params.flip_rate, snakemake.params.force)
    logger.info("\n%s", comparison.to_string(index=False))
    COMPARISON.write(snakemake.output.comparison, comparison)
    EXTRAPOLATED.write(snakemake.output.extrapolated, extrapolated)
    save_text(snakemake.output.page, comparison_page(comparison))
