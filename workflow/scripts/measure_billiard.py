"""Rule measure_billiard: records of the billiard -> tables and page."""

import numpy as np

from thermochain.exchange.billiard.study import geometry, tables
from thermochain.exchange.billiard.study.configuration import N_DRAWN, table_of
from thermochain.exchange.billiard.study.simulation import load_part
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    section, output = snakemake.params.section, snakemake.output
    rng = np.random.default_rng(snakemake.params.seed)
    collisions, waits, chain = (load_part(snakemake.input[part]) for part in ("collisions", "waiting", "chain"))
    records = {int(name.removeprefix("M")): batches for name, batches in collisions.items()}
    with_laws = {m: records[m] for m in sorted(section["laws"]["n_particles"])}

    frequency = tables.frequency_frame({m: records[m] for m in sorted(section["n_particles"])})
    fits, histograms, memory = tables.law_frames(with_laws, rng)
    waiting = tables.waiting_frame(tables.spelled_waits(waits), rng)
    cells = tables.chain_frame(chain["records"])
    table = table_of(section, N_DRAWN)
    for path, frame, kind, columns in (
        (output.frequency, frequency, tables.FREQUENCY),
        (output.laws, fits, tables.LAWS),
        (output.histograms, histograms, tables.HISTOGRAMS),
        (output.memory, memory, tables.MEMORY),
        (output.waiting, waiting, tables.WAITING),
        (output.chain, cells, tables.CHAIN),
        (output.walls, geometry.wall_frame(table), geometry.WALLS),
        (output.disks, geometry.disk_frame(table, rng), geometry.DISKS),
    ):
        logger.info("%s\n%s", kind, frame.head(60).to_string(index=False))
        write_table(path, frame, kind, columns)
    save_text(output.page, tables.verdict_page(fits, waiting, tables.share_correlations(with_laws)))
