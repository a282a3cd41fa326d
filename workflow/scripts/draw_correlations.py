"""Rule draw_correlations: running integrals of all temperatures -> one picture each."""

from thermochain.rotors.green_kubo.figures import correlations
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER, RUNNING
from thermochain.runs.figure_files import save_pictures
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]):
    onsager = ONSAGER.read(snakemake.input.onsager)
    for (_, estimate), path, name in zip(
        onsager.iterrows(), snakemake.input.running, snakemake.params.names, strict=True
    ):
        save_pictures(snakemake.output, {name: correlations.draw(RUNNING.read(path), estimate)})
