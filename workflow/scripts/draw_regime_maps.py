"""Rule regime_maps: coefficients -> regions of boundary values, their borders and a picture."""

from thermochain.figures import regime_maps as figures
from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.figure_files import save_figure
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.theory.regime_maps import (
    REGIME_BOUNDARIES,
    REGIME_BOUNDARIES_COLUMNS,
    REGIME_FIELDS,
    REGIME_FIELDS_COLUMNS,
    regime_boundaries,
    regime_fields,
)

with logging_to(snakemake.log[0]):
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    fields = regime_fields(both, snakemake.params.n_points)
    boundaries = regime_boundaries(both, snakemake.params.n_points)
    write_table(snakemake.output.fields, fields, REGIME_FIELDS, REGIME_FIELDS_COLUMNS)
    write_table(snakemake.output.boundaries, boundaries, REGIME_BOUNDARIES, REGIME_BOUNDARIES_COLUMNS)
    figure = figures.draw(fields, boundaries)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
