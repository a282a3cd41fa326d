"""Rule tabulate_bond_potential: correlations of rings at all temperatures -> table and page."""

from thermochain.rotors.bond_potential.study.simulation import load_rings
from thermochain.rotors.bond_potential.study.table import COEFFICIENTS, coefficient_frame, coefficient_page
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    frame = coefficient_frame(map(load_rings, snakemake.input.rings))
    logger.info("%s\n%s", snakemake.params.name, frame.to_string(index=False))
    COEFFICIENTS.write(snakemake.output.table, frame)
    save_text(snakemake.output.page, coefficient_page(frame, snakemake.params.name))
