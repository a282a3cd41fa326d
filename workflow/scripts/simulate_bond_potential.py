"""Rule simulate_bond_potential: rings of the potential in a file -> table and page."""

from pathlib import Path

from thermochain.rotors.bond_potential.study.potential import load_potential
from thermochain.rotors.bond_potential.study.rings import (
    COEFFICIENTS,
    coefficient_frame,
    coefficient_page,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    path, params = snakemake.input.potential, snakemake.params
    frame = coefficient_frame(load_potential(path), params.section, params.seed)
    logger.info("%s\n%s", path, frame.to_string(index=False))
    COEFFICIENTS.write(snakemake.output.table, frame)
    save_text(snakemake.output.page, coefficient_page(frame, Path(path).stem))
