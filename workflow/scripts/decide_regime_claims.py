"""Rule regime_claims: what the paper says about the regimes, decided with both sets of coefficients."""

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.study.disk.files import save_text
from thermochain.study.disk.tables import write_table
from thermochain.study.equilibrium.coefficients import load_coefficients
from thermochain.study.jobs.job_log import logging_to
from thermochain.study.theory.regime_claims import REGIME_CLAIMS, REGIME_CLAIMS_COLUMNS, claims_page, regime_claims

with logging_to(snakemake.log[0]) as logger:
    table = regime_claims(published_coefficients(), load_coefficients(snakemake.input.measured))
    logger.info("\n%s", table.to_string(index=False))
    save_text(snakemake.output.page, claims_page(table))
    write_table(snakemake.output.table, table, REGIME_CLAIMS, REGIME_CLAIMS_COLUMNS)
