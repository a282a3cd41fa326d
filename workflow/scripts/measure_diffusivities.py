"""Rule measure_diffusivities: correlations of modes -> diffusivities beside Green-Kubo, and structure factors."""

import pandas as pd

from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import read_table, write_table
from thermochain.study.equilibrium.onsager_table import ONSAGER
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.validation.diffusivity_table import (
    DIFFUSIVITIES,
    DIFFUSIVITIES_COLUMNS,
    FACTORS,
    FACTORS_COLUMNS,
    diffusivity_page,
    measure_diffusivities,
)
from thermochain.study.validation.structure_factors import MODES

with logging_to(snakemake.log[0]) as logger:
    onsager = read_table(snakemake.input.onsager, ONSAGER).set_index("temperature", drop=False)
    parameters = (snakemake.params.temperatures, snakemake.params.n_rotors, snakemake.params.relaxations)
    results = [
        measure_diffusivities(read_table(path, MODES), n_rotors, relaxation, onsager.loc[temperature])
        for path, temperature, n_rotors, relaxation in zip(snakemake.input.modes, *parameters, strict=True)
    ]
    diffusivities, factors = (pd.concat(frames, ignore_index=True) for frames in zip(*results, strict=True))
    logger.info("\n%s", diffusivities.to_string(index=False))
    write_table(snakemake.output.factors, factors, FACTORS, FACTORS_COLUMNS)
    write_table(snakemake.output.diffusivities, diffusivities, DIFFUSIVITIES, DIFFUSIVITIES_COLUMNS)
    save_text(snakemake.output.page, diffusivity_page(diffusivities))
