"""Rule compare_harmonic: exact tables -> printed values beside ours."""

from thermochain.oscillators.harmonic.study.comparison import COMPARISON, comparison_frame, comparison_page
from thermochain.oscillators.harmonic.study.tables import KINDS
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import read_table

with logging_to(snakemake.log[0]) as logger:
    tables = {name: read_table(snakemake.input[name], kind) for name, kind in KINDS.items()}
    frame = comparison_frame(tables, snakemake.params.section)
    logger.info("\n%s", frame.to_string(index=False))
    COMPARISON.write(snakemake.output.table, frame)
    save_text(snakemake.output.page, comparison_page(frame))
