"""Rule measure_diffusivities: correlations of modes -> diffusivities beside Green-Kubo, and structure factors."""

import pandas as pd

from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.structure_factors.study.simulation import load_modes
from thermochain.rotors.validation.structure_factors.study.table import (
    DIFFUSIVITIES,
    FACTORS,
    diffusivity_page,
    measure_diffusivities,
)
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    onsager = ONSAGER.read(snakemake.input.onsager)
    results = []
    for path in snakemake.input.modes:
        run, modes = load_modes(path)
        relaxation = snakemake.params.relaxations[run.temperature]
        results.append(measure_diffusivities(run, modes, relaxation, onsager))
    diffusivities, factors = (pd.concat(frames, ignore_index=True) for frames in zip(*results, strict=True))
    logger.info("\n%s", diffusivities.to_string(index=False))
    FACTORS.write(snakemake.output.factors, factors)
    DIFFUSIVITIES.write(snakemake.output.diffusivities, diffusivities)
    save_text(snakemake.output.page, diffusivity_page(diffusivities))
