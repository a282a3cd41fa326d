"""Rule estimate_onsager: correlations of all temperatures -> Onsager table and running integrals."""

from thermochain.rotors.green_kubo.study.exponent_tables import TIME_EXPONENTS, time_exponents_frame
from thermochain.rotors.green_kubo.study.onsager_table import (
    ONSAGER,
    RUNNING,
    load_merged,
    onsager_frame,
    onsager_page,
    running_frame,
)
from thermochain.rotors.green_kubo.study.self_consistent import estimate_together
from thermochain.rotors.green_kubo.study.tail_amplitudes import TAIL_AMPLITUDES, tail_amplitude_frame
from thermochain.rotors.potential import potential_of
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    correlations = [load_merged(paths) for paths in snakemake.params.blocks.values()]
    for path, correlation in zip(snakemake.output.running, correlations, strict=True):
        RUNNING.write(path, running_frame(correlation))
    TIME_EXPONENTS.write(snakemake.output.time_exponents, time_exponents_frame(correlations))
    potential = potential_of(snakemake.params.get("potential"))
    estimates = estimate_together(correlations, potential)
    for estimate in estimates:
        logger.info("%s", estimate)
    onsager = onsager_frame(estimates)
    ONSAGER.write(snakemake.output.onsager, onsager)
    TAIL_AMPLITUDES.write(snakemake.output.tail_amplitudes, tail_amplitude_frame(correlations, onsager, potential))
    save_text(snakemake.output.page, onsager_page(onsager))
