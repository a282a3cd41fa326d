"""Rule draw_driven: tables of driven chains -> tables and pictures of all figures."""

from thermochain.figures import (
    ness_closure,
    ness_factors,
    ness_local_coefficients,
    ness_local_equilibrium,
    ness_profiles,
    ness_sweep,
    ness_verdict,
)

from thermochain.rotors.driven.study.figures import FRAMES, NessTables, ness_equations, ness_frames
from thermochain.runs.figure_files import save_figure
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    equations = ness_equations(snakemake.config, snakemake.input.measured)
    frames = ness_frames(snakemake.config, NessTables.load(snakemake.input), equations)
    for name, (kind, columns) in FRAMES.items():
        write_table(snakemake.output[name], frames[name], kind, columns)
    crossings = frames["crossings"]
    logger.info("\n%s\n%s", crossings.to_string(index=False), frames["gaps"].to_string(index=False))
    marked = {name: crossings[crossings["figure"] == name] for name in snakemake.params.sweeps}
    pictures = {
        "profiles": ness_profiles.draw(frames["profiles"]),
        **{name: ness_sweep.draw(frames[name], marked[name]) for name in marked},
        "closure": ness_closure.draw(frames["closure"], frames["gaps"]),
        "local_coefficients": ness_local_coefficients.draw(frames["local_coefficients"]),
        "factors": ness_factors.draw(frames["factors"]),
        "local_equilibrium": ness_local_equilibrium.draw(frames["local_equilibrium"]),
        "verdict": ness_verdict.draw(frames["verdict"]),
    }
    for name, figure in pictures.items():
        for suffix in ("png", "pdf"):
            save_figure(snakemake.output[f"{name}_{suffix}"], figure)
