"""Rule measure_anharmonic: averages of networks with quartic springs -> fluxes, and where strangeness ends."""

import pandas as pd

from thermochain.oscillators.networks.study import anharmonic
from thermochain.oscillators.networks.study.storage import load_averages
from thermochain.runs.job_log import logging_to
from thermochain.runs.table import write_table

with logging_to(snakemake.log[0]) as logger:
    runs = [load_averages(path) for path in snakemake.input.runs]
    fluxes = pd.concat([anharmonic.flux_table(*run) for run in runs])
    persistence = pd.DataFrame([anharmonic.persistence(*run) for run in runs])
    logger.info("\n%s", persistence.to_string(index=False))
    write_table(snakemake.output.anharmonic, fluxes, anharmonic.FLUXES, anharmonic.FLUXES_COLUMNS)
    write_table(snakemake.output.persistence, persistence, anharmonic.PERSISTENCE, anharmonic.PERSISTENCE_COLUMNS)
