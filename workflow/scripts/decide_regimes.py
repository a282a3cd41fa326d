"""Rule decide_regimes: both sets of coefficients -> the paper's claims about the regimes, decided one by one."""

from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.study.claims import CLAIMS, claims_page, decide_claims
from thermochain.runs.files import save_text
from thermochain.runs.job_log import logging_to

with logging_to(snakemake.log[0]) as logger:
    claims = decide_claims(published_coefficients(), load_coefficients(snakemake.input.measured))
    logger.info("\n%s", claims.to_string(index=False))
    save_text(snakemake.output.page, claims_page(claims))
    CLAIMS.write(snakemake.output.table, claims)
