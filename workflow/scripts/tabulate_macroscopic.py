"""Rule tabulate_macroscopic: one set of coefficients -> the tables behind Figures 1-13."""

from thermochain.rotors.macroscopic.study.paper_figures import figure_tables, kind_of
from thermochain.rotors.potential import potential_of
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    numbered = figure_tables(
        dict(snakemake.input.items()),
        profile_points=snakemake.params.profile_points,
        map_points=snakemake.params.map_points,
        fit_range=tuple(snakemake.params.fit_range),
        potential=potential_of(snakemake.params.get("potential")),
    )
    for number, frame in numbered:
        kind_of(number).write(snakemake.output[f"figure_{number:02d}"], frame)
        logger.info("Figure %d: %d rows", number, len(frame))
