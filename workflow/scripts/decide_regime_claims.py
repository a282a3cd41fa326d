"""Rule regime_claims: what the paper says about the regimes, decided with both sets of coefficients."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.study.claims import REGIME_CLAIMS, claims_page, regime_claims
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    table = regime_claims(published_coefficients(), load_coefficients(snakemake.input.measured))
    logger.info("\n%s", table.to_string(index=False))
    save_text(snakemake.output.page, claims_page(table))
    REGIME_CLAIMS.write(snakemake.output.table, table)
