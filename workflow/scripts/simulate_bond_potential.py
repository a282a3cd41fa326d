"""Rule simulate_bond_potential: rings of the potential in a file -> table and page."""

from pathlib import Path

from thermochain.study.bond_potential.potential import load_potential
from thermochain.study.bond_potential.rings import (
    COEFFICIENTS,
    COEFFICIENTS_COLUMNS,
    coefficient_frame,
    coefficient_page,
)
from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import write_table
from thermochain.study.jobs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    path, params = snakemake.input.potential, snakemake.params
    frame = coefficient_frame(load_potential(path), params.section, params.seed)
    logger.info("%s\n%s", path, frame.to_string(index=False))
    write_table(snakemake.output.table, frame, COEFFICIENTS, COEFFICIENTS_COLUMNS)
    save_text(snakemake.output.page, coefficient_page(frame, Path(path).stem))
