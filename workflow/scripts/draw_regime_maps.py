"""Rule regime_maps: coefficients -> regions of boundary values, their borders and a picture."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.figures import maps as figures
from thermochain.rotors.regimes.study.maps import (
    REGIME_BOUNDARIES,
    REGIME_FIELDS,
    regime_boundaries,
    regime_fields,
)
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    both = [published_coefficients(), load_coefficients(snakemake.input.measured)]
    fields = regime_fields(both, snakemake.params.n_points)
    boundaries = regime_boundaries(both, snakemake.params.n_points)
    REGIME_FIELDS.write(snakemake.output.fields, fields)
    REGIME_BOUNDARIES.write(snakemake.output.boundaries, boundaries)
    figure = figures.draw(fields, boundaries)
    save_figure(snakemake.output.png, figure)
    save_figure(snakemake.output.pdf, figure)
