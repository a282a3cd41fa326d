"""Rule compare_harmonic: exact tables -> printed values beside computed ones."""

from thermochain.oscillators.harmonic.study.comparison import COMPARISON, comparison_frame, comparison_page
from thermochain.oscillators.harmonic.study.exact_tables import TABLES
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    names = ("profiles", "limits", "currents", "ring_errors", "diffusivities")
    frame = comparison_frame(
        {name: TABLES[name].read(snakemake.input[name]) for name in names}, snakemake.params.section
    )
    logger.info("\n%s", frame.to_string(index=False))
    COMPARISON.write(snakemake.output.table, frame)
    save_text(snakemake.output.page, comparison_page(frame))
