"""Rule tabulate_regimes: sets of coefficients -> the tables behind the figures of the regimes."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.potential import ROTORS, potential_of
from thermochain.rotors.regimes.study.figure_tables import figure_tables
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    potential = potential_of(snakemake.params.get("potential"))
    sets = [published_coefficients()] if potential is ROTORS else []
    sets.append(load_coefficients(snakemake.input.measured))
    tables = figure_tables(snakemake.params.tables, sets, energy=potential.unit_of_energy, **snakemake.params.points)
    for name, table, frame in tables:
        table.write(snakemake.output[name], frame)
        logger.info("%s: %d rows", name, len(frame))
