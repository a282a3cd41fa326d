"""Rule measure_billiard: simulations of the billiard -> tables and page."""

from thermochain.exchange.billiard.study.measurement import TABLES, make_tables, verdict_of
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    files = dict(snakemake.input.items())
    frames = make_tables(files)
    for name, frame in frames.items():
        logger.info("%s\n%s", name, frame.head(60).to_string(index=False))
        TABLES[name].write(snakemake.output[name], frame)
    save_text(snakemake.output.page, verdict_of(files, frames))
