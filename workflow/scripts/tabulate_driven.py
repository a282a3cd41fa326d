"""Rule tabulate_driven: tables of driven chains -> the tables behind their figures."""

from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.driven.study.figure_tables import FIGURES, StudyTables, figure_frames
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.potential import potential_of
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    equations = Equations.of(
        load_coefficients(snakemake.input.measured), potential_of(snakemake.params.get("potential"))
    )
    frames = figure_frames(snakemake.params.section, StudyTables.read(snakemake.input), equations)
    for name, table in FIGURES.items():
        table.write(snakemake.output[name], frames[name])
    logger.info("\n%s\n%s", frames["crossings"].to_string(index=False), frames["gaps"].to_string(index=False))
