"""Rule compare_harmonic: exact tables -> printed values beside ours."""

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.harmonic.comparison import COMPARISON, COMPARISON_COLUMNS, comparison_frame, comparison_page
from thermochain.study.harmonic.tables import KINDS
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    tables = {name: read_table(snakemake.input[name], kind) for name, kind in KINDS.items()}
    frame = comparison_frame(tables, snakemake.params.section)
    logger.info("\n%s", frame.to_string(index=False))
    write_table(snakemake.output.table, frame, COMPARISON, COMPARISON_COLUMNS)
    save_text(snakemake.output.page, comparison_page(frame))
